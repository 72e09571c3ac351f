from accompagnement.models.besoin import Besoin
from accompagnement.models.demande import BonDeCommande, ConstatDemiJournee, DemiJourneeRetenue, Sollicitation
from accompagnement.models.expert import Creneau, Expert, ExpertBesoin
from accompagnement.models.mission import CompteRendu, EtapeMission, Mission, ServiceFait
from accompagnement.models.plan import LignePlan, PlanAccompagnement
from accompagnement.models.registre import CompteCredits, MouvementCredit

__all__ = [
    "Besoin",
    "BonDeCommande",
    "CompteCredits",
    "CompteRendu",
    "ConstatDemiJournee",
    "Creneau",
    "DemiJourneeRetenue",
    "EtapeMission",
    "Expert",
    "ExpertBesoin",
    "LignePlan",
    "Mission",
    "MouvementCredit",
    "PlanAccompagnement",
    "ServiceFait",
    "Sollicitation",
]
