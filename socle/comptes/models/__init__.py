from socle.comptes.models.acces import Invitation, JetonApi
from socle.comptes.models.programme import Adhesion, Operateur, Programme, Reglage
from socle.comptes.models.utilisateur import Utilisateur

__all__ = ["Adhesion", "Invitation", "JetonApi", "Operateur", "Programme", "Reglage", "Utilisateur"]
