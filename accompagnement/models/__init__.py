from accompagnement.models.agenda import CalendrierOccupe, Disponibilite, ExceptionAgenda, PlageOccupee
from accompagnement.models.attente import AttenteDeCreneau
from accompagnement.models.avenant import Avenant, LigneAvenant, Prolongation, Suspension
from accompagnement.models.besoin import Besoin
from accompagnement.models.collective import MissionCollective, PartMission
from accompagnement.models.conditions import ConditionsMarche, DeclarationExpert
from accompagnement.models.demande import BonDeCommande, ConstatDemiJournee, DemiJourneeRetenue, Sollicitation
from accompagnement.models.expert import Creneau, Expert, ExpertBesoin
from accompagnement.models.mission import CompteRendu, EtapeMission, Mission, PieceCompteRendu, ServiceFait, VerdictDemiJournee
from accompagnement.models.plan import LignePlan, PlanAccompagnement, VersionPlan
from accompagnement.models.plan_action import ActionDuProjet
from accompagnement.models.registre import CompteCredits, MouvementCredit
from accompagnement.models.releve import LigneReleve, ReleveMensuel
from accompagnement.models.sortie import BilanAutonomie, NoteAutonomie
from accompagnement.models.suivi import AvisMission, RapportAnnuel
from accompagnement.models.transfert import DemandeTransfert

__all__ = [
    "AttenteDeCreneau",
    "Avenant",
    "AvisMission",
    "ActionDuProjet",
    "Besoin",
    "CalendrierOccupe",
    "BonDeCommande",
    "CompteCredits",
    "CompteRendu",
    "ConditionsMarche",
    "ConstatDemiJournee",
    "Creneau",
    "DeclarationExpert",
    "DemandeTransfert",
    "Disponibilite",
    "DemiJourneeRetenue",
    "EtapeMission",
    "ExceptionAgenda",
    "Expert",
    "ExpertBesoin",
    "LigneAvenant",
    "LignePlan",
    "LigneReleve",
    "Mission",
    "MouvementCredit",
    "PlageOccupee",
    "PieceCompteRendu",
    "PlanAccompagnement",
    "Prolongation",
    "RapportAnnuel",
    "ReleveMensuel",
    "ServiceFait",
    "Suspension",
    "VersionPlan",
    "Sollicitation",
    "MissionCollective",
    "PartMission",
    "BilanAutonomie",
    "NoteAutonomie",
    "VerdictDemiJournee",
]
