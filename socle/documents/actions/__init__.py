from socle.documents.actions.analyses import analyser_version
from socle.documents.actions.editions import (
    avancer_edition,
    commencer_edition,
    demander_edition,
    echouer_edition,
    relancer_edition,
    terminer_edition,
)
from socle.documents.actions.fichiers import deposer, deposer_ensemble, verser
from socle.documents.formats import TYPES_COURANTS, TYPES_DONNEES

__all__ = [
    "TYPES_COURANTS",
    "TYPES_DONNEES",
    "analyser_version",
    "avancer_edition",
    "commencer_edition",
    "demander_edition",
    "deposer",
    "deposer_ensemble",
    "echouer_edition",
    "relancer_edition",
    "terminer_edition",
    "verser",
]
