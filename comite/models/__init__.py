from comite.models.comite import Comite, Critere, Enveloppe, Membre
from comite.models.decision import Ajournement, Decision, LigneDecision
from comite.models.dossier import Deport, Dossier, Note
from comite.models.proces_verbal import ProcesVerbal, SignaturePV
from comite.models.scrutin import Bulletin, LigneScrutin, Participation, Scrutin, Urne
from comite.models.seance import PointOrdreDuJour, Presence, Procuration, Seance
from comite.models.suites import ConditionALever, GesteCondition, PlaceEnAttente

__all__ = [
    "Ajournement",
    "Bulletin",
    "Comite",
    "ConditionALever",
    "Critere",
    "Decision",
    "Deport",
    "Dossier",
    "Enveloppe",
    "GesteCondition",
    "LigneDecision",
    "LigneScrutin",
    "Membre",
    "Note",
    "Participation",
    "PlaceEnAttente",
    "PointOrdreDuJour",
    "Presence",
    "ProcesVerbal",
    "Procuration",
    "Scrutin",
    "Seance",
    "SignaturePV",
    "Urne",
]
