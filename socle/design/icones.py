"""The icons of the sprite static/design/icones.svg, known by name."""

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

SPRITE = "design/icones.svg"


class IconeInconnue(LookupError):
    """Raised for an icon that is not in the sprite: add its name to socle/design/icones.txt, then `make css`."""


@cache
def icones_connues() -> frozenset[str]:
    """Return the names of the icons in the sprite."""
    texte = Path(finders.find(SPRITE)).read_text(encoding="utf-8")
    return frozenset(re.findall(r'<symbol id="([^"]+)"', texte))


def verifier(nom: str) -> str:
    """Return `nom`, or raise IconeInconnue if the sprite does not hold it."""
    if nom not in icones_connues():
        raise IconeInconnue(f"L’icône « {nom} » n’est pas dans {SPRITE}.")
    return nom
