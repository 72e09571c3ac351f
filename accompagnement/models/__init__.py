from accompagnement.models.agenda import CalendrierOccupe, Disponibilite, ExceptionAgenda, PlageOccupee
from accompagnement.models.besoin import Besoin
from accompagnement.models.conditions import ConditionsMarche, DeclarationExpert
from accompagnement.models.expert import Creneau, Expert, ExpertBesoin
from accompagnement.models.mission import CompteRendu, EtapeMission, Mission, ServiceFait
from accompagnement.models.plan import LignePlan, PlanAccompagnement
from accompagnement.models.registre import CompteCredits, MouvementCredit

__all__ = [
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
    "LignePlan",
    "Mission",
    "MouvementCredit",
    "PlageOccupee",
    "PlanAccompagnement",
    "ServiceFait",
]
