from comite.models.comite import Comite, Critere, Enveloppe, Membre
from comite.models.decision import Ajournement, Decision, LigneDecision
from comite.models.dossier import Deport, Dossier, Note
from comite.models.interets import DeclarationInterets, InteretDeclare, LectureDossier, Livret, NotePersonnelle
from comite.models.proces_verbal import ProcesVerbal, SignaturePV
from comite.models.scrutin import Bulletin, LigneScrutin, Participation, Scrutin, Urne
from comite.models.seance import PointOrdreDuJour, Presence, Procuration, Seance

__all__ = [
    "Ajournement",
    "Bulletin",
    "Comite",
    "Critere",
    "Decision",
    "DeclarationInterets",
    "Deport",
    "Dossier",
    "Enveloppe",
    "InteretDeclare",
    "LectureDossier",
    "LigneDecision",
    "LigneScrutin",
    "Livret",
    "Membre",
    "Note",
    "NotePersonnelle",
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
