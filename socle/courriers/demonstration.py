"""The mails of a demonstration: written to files, read again by the visitor."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

SEPARATEUR = b"\n" + b"-" * 79 + b"\n"  # written by Django's file backend after each message


@dataclass(frozen=True)
class CourrielRelu:
    """A mail as it was sent."""

    a: str
    sujet: str
    texte: str
    quand: datetime


def derniers_courriels(dossier: Path, nombre: int) -> list[CourrielRelu]:
    """Return the last mails of a folder of ``filebased`` messages, newest first."""
    fichiers = sorted(dossier.glob("*.log"), key=lambda f: f.stat().st_mtime, reverse=True)[:nombre]
    lus = [_lire(brut) for fichier in fichiers for brut in fichier.read_bytes().split(SEPARATEUR) if brut.strip()]
    return sorted(lus, key=lambda courriel: courriel.quand, reverse=True)[:nombre]


def _lire(brut: bytes) -> CourrielRelu:
    message: EmailMessage = message_from_bytes(brut, policy=policy.default)
    corps = message.get_body(preferencelist=("plain",))
    return CourrielRelu(
        a=message["To"],
        sujet=message["Subject"],
        texte=corps.get_content() if corps else "",
        quand=parsedate_to_datetime(message["Date"]),
    )
