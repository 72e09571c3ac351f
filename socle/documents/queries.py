"""Reads on stored files."""

import hashlib
from collections.abc import Iterable

from socle.documents.models import VersionDocument


def empreinte(morceaux: Iterable[bytes]) -> str:
    """Return the SHA-256 of a content read by pieces."""
    calcul = hashlib.sha256()
    for morceau in morceaux:
        calcul.update(morceau)
    return calcul.hexdigest()


def integre(version: VersionDocument) -> bool:
    """Tell whether the stored file is still, byte for byte, the one that was recorded."""
    try:
        with version.ouvrir() as fichier:
            return empreinte(fichier.chunks()) == version.sha256
    except FileNotFoundError:
        return False


def versions_sans_verdict() -> list[int]:
    """Return the ids of the versions the antivirus has not examined, oldest first."""
    return list(VersionDocument.objects.filter(analyse=None).order_by("pk").values_list("pk", flat=True))
