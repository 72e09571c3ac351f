from manufactures.models.candidature import Candidature, ConditionAdmission, LigneDemandee, ReponseCondition
from manufactures.models.projet import MembreEquipe, Partenaire, Passage, Projet, Site
from manufactures.models.structure import Structure
from manufactures.models.vague import Vague

__all__ = [
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
