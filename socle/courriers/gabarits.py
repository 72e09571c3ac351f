"""From a text template to a mail: subject, text and the HTML made from the same text.

``templates/courriers/<gabarit>.txt``: first line = subject, blank line, then the text. Paragraphs are separated by a
blank line; lines that begin with ``- `` are a list; a line that is only the ``lien`` becomes the button, whose words are
``lien_libelle``.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils.safestring import mark_safe

from socle.courriers.liens import absolu
from socle.lib.francais import ESPACE

AVANT_SIGNE = re.compile(r" ([:;?!»%€])")
LIBELLE_DU_LIEN = "Ouvrir la page"
# As wide as the screen, and no wider than a line that is read at ease. A mail is under no content policy of ours.
FEUILLE = mark_safe("<style>.lettre { max-width: 600px; } .lettre td { overflow-wrap: anywhere; }</style>")


@dataclass(frozen=True)
class Redaction:
    """A composed mail."""

    sujet: str
    texte: str
    html: str


@dataclass(frozen=True)
class Bloc:
    """A piece of the HTML version: a paragraph, a list or the button."""

    genre: str
    lignes: list[str]


def composer(gabarit: str, contexte: dict[str, Any], expediteur: str) -> Redaction:
    """Return the mail of a template. ``expediteur`` signs it (the programme's name). Raises ``ValueError`` without a subject."""
    rendu = _typographier(_rendre(f"courriers/{gabarit}.txt", contexte))
    sujet, _, corps = rendu.strip().partition("\n")
    if not sujet.strip() or corps.partition("\n")[0].strip():
        raise ValueError(f"courriers/{gabarit}.txt must begin with a subject and a blank line")
    lien = str(contexte.get("lien", ""))
    suite = {"expediteur": expediteur, "accueil": absolu("/")}
    texte = _rendre("courriers/_message.txt", suite | {"corps": corps.strip()})
    libelle = contexte.get("lien_libelle") or LIBELLE_DU_LIEN
    page = suite | {"feuille": FEUILLE} | {"sujet": sujet.strip(), "blocs": decouper(corps, lien), "lien": lien, "lien_libelle": libelle}
    html = render_to_string("courriers/_message.html", page)
    return Redaction(sujet.strip()[:250], texte.strip() + "\n", html)


def decouper(texte: str, lien: str) -> list[Bloc]:
    """Cut a text into paragraphs, lists and button."""
    paragraphes = [[ligne.strip() for ligne in p.splitlines() if ligne.strip()] for p in texte.replace("\r", "").split("\n\n")]
    return [_bloc(lignes, lien) for lignes in paragraphes if lignes]


def _bloc(lignes: list[str], lien: str) -> Bloc:
    if lien and lignes == [lien]:
        return Bloc("bouton", lignes)
    if all(ligne.startswith("- ") for ligne in lignes):
        return Bloc("liste", [ligne[2:] for ligne in lignes])
    return Bloc("paragraphe", lignes)


def _typographier(texte: str) -> str:
    """Put no-break spaces where French wants them, so that no template has to think of it."""
    return AVANT_SIGNE.sub(f"{ESPACE}\\1", texte).replace("« ", f"«{ESPACE}")


def _rendre(nom: str, contexte: dict[str, Any]) -> str:
    """Render a text template: values are written as they are, no HTML escape."""
    return get_template(nom).template.render(Context(contexte, autoescape=False))
