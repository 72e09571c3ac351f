"""One API token per account, with a secret that can be told: a demonstration only."""

from socle.comptes.actions.jetons import creer_jeton
from socle.comptes.enums import Portee
from socle.comptes.models import Adhesion, Utilisateur


def secret_de(utilisateur: Utilisateur, programme_slug: str) -> str:
    """Return the token of an account in a programme: ``demo-manufactures-porteuse-12``."""
    return f"demo-{programme_slug}-{utilisateur.email.partition('@')[0].replace('.', '-')}"


def donner(programme_slug: str) -> None:
    """Give a token to each person attached to the programme in force."""
    portee = [Portee.LECTURE, Portee.ECRITURE]
    for utilisateur in Utilisateur.objects.filter(pk__in=Adhesion.objects.filter(date_fin=None).values("utilisateur")).order_by("pk"):
        creer_jeton(utilisateur=utilisateur, nom="Jeton de démonstration", portee=portee, secret=secret_de(utilisateur, programme_slug))
