"""The one way a message leaves this platform."""

from collections.abc import Iterable
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from socle.courriers.gabarits import Redaction


def nouvel_identifiant() -> str:
    """Return a Message-ID of our own domain."""
    return f"<{uuid4().hex}@{urlsplit(settings.ADRESSE_PUBLIQUE).hostname}>"


def expedier_message(redaction: Redaction, adresse: str, message_id: str, pieces: Iterable[tuple[str, bytes, str]] = ()) -> None:
    """Hand a mail over to the SMTP server now. Raises ``OSError`` (SMTP errors included) or ``ValueError`` (odd address)."""
    entetes = {"Message-ID": message_id, "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(redaction.sujet, redaction.texte, settings.DEFAULT_FROM_EMAIL, [adresse], headers=entetes)
    message.attach_alternative(redaction.html, "text/html")
    for nom, contenu, type_mime in pieces:
        message.attach(nom, contenu, type_mime)
    message.send()
