from accompagnement.models.agenda import CalendrierOccupe, Disponibilite, ExceptionAgenda, PlageOccupee
from accompagnement.models.avenant import Avenant, LigneAvenant, Prolongation, Suspension
from accompagnement.models.besoin import Besoin
from accompagnement.models.conditions import ConditionsMarche, DeclarationExpert
from accompagnement.models.expert import Creneau, Expert, ExpertBesoin
from accompagnement.models.mission import CompteRendu, EtapeMission, Mission, ServiceFait
from accompagnement.models.plan import LignePlan, PlanAccompagnement, VersionPlan
from accompagnement.models.registre import CompteCredits, MouvementCredit
from accompagnement.models.suivi import AvisMission, RapportAnnuel

__all__ = [
    "Avenant",
    "AvisMission",
    "Besoin",
    "CalendrierOccupe",
    "CompteCredits",
    "CompteRendu",
    "ConditionsMarche",
    "Creneau",
    "DeclarationExpert",
    "Disponibilite",
    "EtapeMission",
    "ExceptionAgenda",
    "Expert",
    "ExpertBesoin",
    "LigneAvenant",
    "LignePlan",
    "Mission",
    "MouvementCredit",
    "PlageOccupee",
    "PlanAccompagnement",
    "Prolongation",
    "RapportAnnuel",
    "ServiceFait",
    "Suspension",
    "VersionPlan",
]
