from comite.models.comite import Comite, Critere, Enveloppe, Membre
from comite.models.decision import Ajournement, Decision, LigneDecision
from comite.models.desaccord import Desaccord
from comite.models.dossier import Deport, Dossier, Note
from comite.models.proces_verbal import Additif, CorrectionPV, ProcesVerbal, SignaturePV
from comite.models.scrutin import Bulletin, LigneScrutin, Participation, Scrutin, Urne
from comite.models.seance import PointOrdreDuJour, Presence, Procuration, Seance

__all__ = [
    "Additif",
    "Ajournement",
    "Bulletin",
    "Comite",
    "CorrectionPV",
    "Critere",
    "Decision",
    "Deport",
    "Desaccord",
    "Dossier",
    "Enveloppe",
    "LigneDecision",
    "LigneScrutin",
    "Membre",
    "Note",
    "Participation",
    "PointOrdreDuJour",
    "Presence",
    "ProcesVerbal",
    "Procuration",
    "Scrutin",
    "Seance",
    "SignaturePV",
    "Urne",
]
