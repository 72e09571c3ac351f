"""The door of the API: attached to the programme, with a token that may do this."""

from django.http import Http404
from rest_framework.permissions import SAFE_METHODS, BasePermission

from socle.comptes.enums import Portee


class JetonSuffisant(BasePermission):
    """Reading asks for the scope ``lecture``, anything else for ``ecriture``; a stranger to the programme gets 404."""

    message = "Ce jeton ne permet que la lecture. Créez-en un qui permet d’écrire."

    def has_permission(self, request, view):
        if request.auth is None:
            return False
        if not request._request.acteur.roles:
            raise Http404
        besoin = Portee.LECTURE if request.method in SAFE_METHODS else Portee.ECRITURE
        return besoin in request.auth.portee
