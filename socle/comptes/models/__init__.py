from socle.comptes.models.acces import Invitation, JetonApi
from socle.comptes.models.idempotence import DemandeRejouable
from socle.comptes.models.programme import Adhesion, Operateur, Programme, Reglage
from socle.comptes.models.utilisateur import Utilisateur

__all__ = ["Adhesion", "DemandeRejouable", "Invitation", "JetonApi", "Operateur", "Programme", "Reglage", "Utilisateur"]
