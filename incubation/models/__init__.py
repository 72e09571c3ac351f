from incubation.models.livrable import AvisAttendu, DelaiAccorde, Livrable, MessageLivrable, Revue, VersionLivrable
from incubation.models.maturite import BesoinIdentifie, Maturite
from incubation.models.module import Attendu, Module
from incubation.models.promotion import Affectation, Promotion, SousPromotion
from incubation.models.session import Emargement, SessionIncubation

__all__ = [
    "Affectation",
    "Attendu",
    "AvisAttendu",
    "BesoinIdentifie",
    "DelaiAccorde",
    "Emargement",
    "Livrable",
    "Maturite",
    "MessageLivrable",
    "Module",
    "Promotion",
    "Revue",
    "SessionIncubation",
    "SousPromotion",
    "VersionLivrable",
]
