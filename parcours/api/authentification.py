"""Bearer tokens: one person, one programme, a scope and an end."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from socle.comptes.acteur import acteur_de
from socle.comptes.actions.jetons import jeton_valide


class JetonPorteur(BaseAuthentication):
    """``Authorization: Bearer <jeton>``; the token must belong to the programme of the URL."""

    def authenticate(self, request):
        mots = get_authorization_header(request).decode("latin-1").split()
        if not mots or mots[0].lower() != "bearer":
            return None
        jeton = jeton_valide(mots[1]) if len(mots) == 2 and request._request.programme else None
        if jeton is None:
            raise AuthenticationFailed("Ce jeton est inconnu, révoqué ou expiré. Créez-en un autre depuis votre compte.")
        request._request.acteur = acteur_de(jeton.utilisateur)
        return jeton.utilisateur, jeton

    def authenticate_header(self, request):
        return 'Bearer realm="api"'


class SchemaJetonPorteur(OpenApiAuthenticationExtension):
    """Tell the OpenAPI document how to authenticate."""

    target_class = JetonPorteur
    name = "jeton"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer"}
