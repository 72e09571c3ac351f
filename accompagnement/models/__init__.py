from accompagnement.models.besoin import Besoin
from accompagnement.models.demande import BonDeCommande, ConstatDemiJournee, DemiJourneeRetenue, Sollicitation
from accompagnement.models.expert import Creneau, Expert, ExpertBesoin
from accompagnement.models.mission import CompteRendu, EtapeMission, Mission, PieceCompteRendu, ServiceFait
from accompagnement.models.plan import LignePlan, PlanAccompagnement
from accompagnement.models.plan_action import ActionDuProjet
from accompagnement.models.registre import CompteCredits, MouvementCredit
from accompagnement.models.releve import LigneReleve, ReleveMensuel

__all__ = [
    "ActionDuProjet",
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
    "LigneReleve",
    "Mission",
    "MouvementCredit",
    "PieceCompteRendu",
    "PlanAccompagnement",
    "ReleveMensuel",
    "ServiceFait",
    "Sollicitation",
]
