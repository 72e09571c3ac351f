"""Links written in mails."""

from django.conf import settings


def absolu(chemin: str) -> str:
    """Return the public address of a path of the platform (an absolute address is returned as it is)."""
    return chemin if chemin.startswith(("https://", "http://")) else f"{settings.ADRESSE_PUBLIQUE}{chemin}"
