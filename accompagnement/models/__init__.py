from accompagnement.models.avenant import Avenant, LigneAvenant, Prolongation, Suspension
from accompagnement.models.besoin import Besoin
from accompagnement.models.expert import Creneau, Expert, ExpertBesoin
from accompagnement.models.mission import CompteRendu, EtapeMission, Mission, ServiceFait
from accompagnement.models.plan import LignePlan, PlanAccompagnement, VersionPlan
from accompagnement.models.registre import CompteCredits, MouvementCredit

__all__ = [
    "Avenant",
    "Besoin",
    "CompteCredits",
    "CompteRendu",
    "Creneau",
    "EtapeMission",
    "Expert",
    "ExpertBesoin",
    "LigneAvenant",
    "LignePlan",
    "Mission",
    "MouvementCredit",
    "PlanAccompagnement",
    "Prolongation",
    "ServiceFait",
    "Suspension",
    "VersionPlan",
]
