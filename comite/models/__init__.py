from comite.models.arbitrage import AideDeMinimis, EntrepriseLiee, LigneScenario, Scenario
from comite.models.comite import Comite, Critere, Enveloppe, Membre
from comite.models.convocation import ReponseConvocation
from comite.models.decision import Ajournement, Decision, LigneDecision
from comite.models.desaccord import Desaccord
from comite.models.dossier import Deport, Dossier, Note
from comite.models.interets import DeclarationInterets, InteretDeclare, LectureDossier, Livret, NotePersonnelle
from comite.models.notation import LigneRapport, OuvertureDesNotes, Rapporteur
from comite.models.proces_verbal import Additif, CorrectionPV, ProcesVerbal, SignaturePV
from comite.models.scrutin import Bulletin, LigneScrutin, Participation, Scrutin, Urne
from comite.models.seance import PointOrdreDuJour, Presence, Procuration, Seance, SortiePourDeport
from comite.models.suites import ConditionALever, GesteCondition, PlaceEnAttente

__all__ = [
    "Additif",
    "AideDeMinimis",
    "Ajournement",
    "Bulletin",
    "Comite",
    "CorrectionPV",
    "ConditionALever",
    "Critere",
    "Decision",
    "DeclarationInterets",
    "Deport",
    "Desaccord",
    "Dossier",
    "EntrepriseLiee",
    "Enveloppe",
    "InteretDeclare",
    "LectureDossier",
    "GesteCondition",
    "LigneDecision",
    "LigneRapport",
    "LigneScenario",
    "LigneScrutin",
    "Livret",
    "Membre",
    "Note",
    "OuvertureDesNotes",
    "NotePersonnelle",
    "Participation",
    "PlaceEnAttente",
    "PointOrdreDuJour",
    "Presence",
    "ProcesVerbal",
    "Procuration",
    "Rapporteur",
    "Scenario",
    "ReponseConvocation",
    "Scrutin",
    "Seance",
    "SignaturePV",
    "SortiePourDeport",
    "Urne",
]
