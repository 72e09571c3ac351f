from accompagnement.models.besoin import Besoin
from accompagnement.models.expert import Creneau, Expert, ExpertBesoin
from accompagnement.models.mission import CompteRendu, EtapeMission, Mission, ServiceFait
from accompagnement.models.plan import LignePlan, PlanAccompagnement
from accompagnement.models.registre import CompteCredits, MouvementCredit
from accompagnement.models.suivi import AvisMission, RapportAnnuel

__all__ = [
    "AvisMission",
    "Besoin",
    "CompteCredits",
    "CompteRendu",
    "Creneau",
    "EtapeMission",
    "Expert",
    "ExpertBesoin",
    "LignePlan",
    "Mission",
    "MouvementCredit",
    "PlanAccompagnement",
    "RapportAnnuel",
    "ServiceFait",
]
