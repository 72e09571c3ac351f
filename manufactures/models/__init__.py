from manufactures.models.candidature import AutreFinanceur, Candidature, ConditionAdmission, LigneDemandee, ReponseCondition
from manufactures.models.projet import MembreEquipe, Partenaire, Passage, Projet, Site
from manufactures.models.structure import Structure
from manufactures.models.vague import Vague

__all__ = [
    "AutreFinanceur",
    "Candidature",
    "ConditionAdmission",
    "LigneDemandee",
    "MembreEquipe",
    "Partenaire",
    "Passage",
    "Projet",
    "ReponseCondition",
    "Site",
    "Structure",
    "Vague",
]
