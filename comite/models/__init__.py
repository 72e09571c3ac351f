from comite.models.comite import Comite, Critere, Enveloppe, Membre
from comite.models.convocation import ReponseConvocation
from comite.models.decision import Ajournement, Decision, LigneDecision
from comite.models.dossier import Deport, Dossier, Note
from comite.models.proces_verbal import ProcesVerbal, SignaturePV
from comite.models.scrutin import Bulletin, LigneScrutin, Participation, Scrutin, Urne
from comite.models.seance import PointOrdreDuJour, Presence, Procuration, Seance

__all__ = [
    "Ajournement",
    "Bulletin",
    "Comite",
    "Critere",
    "Decision",
    "Deport",
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
    "ReponseConvocation",
    "Scrutin",
    "Seance",
    "SignaturePV",
    "Urne",
]
