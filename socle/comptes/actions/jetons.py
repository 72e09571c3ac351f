"""Bearer tokens of the API."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from socle.comptes.enums import Portee
from socle.comptes.models import JetonApi, Utilisateur
from socle.comptes.secrets import empreinte, nouveau_secret


@transaction.atomic
def creer_jeton(*, utilisateur: Utilisateur, nom: str, portee: list[Portee], secret: str | None = None) -> tuple[JetonApi, str]:
    """Make a token and return it with its secret, shown once. ``secret`` is given only by the demonstration."""
    secret = secret or nouveau_secret()
    jeton = JetonApi.objects.create(
        utilisateur=utilisateur,
        nom=nom,
        portee=portee,
        empreinte=empreinte(secret),
        expire_at=timezone.now() + settings.JETON_API_DUREE,
    )
    return jeton, secret


def jeton_valide(secret: str) -> JetonApi | None:
    """Return the live token of a secret in the programme in force, with its person."""
    return (
        JetonApi.objects.select_related("utilisateur")
        .filter(empreinte=empreinte(secret), revoque_at=None, expire_at__gt=timezone.now(), utilisateur__is_active=True)
        .first()
    )
