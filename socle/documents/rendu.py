"""HTML to accessible PDF. Nothing is fetched: only our own static files, from the disk, and ``data:`` addresses."""

from typing import Any

from django.utils.module_loading import import_string

from socle.documents.composition import rendre_html

# By its name: WeasyPrint is a second of every start, and most processes print nothing. It is read at the first document.
IMPRIMER = "socle.documents.impression.imprimer"


def imprimer(html: str) -> bytes:
    """Return the tagged PDF (pdf/ua-1) of a composed document. Raises ``AdresseRefusee``."""
    return import_string(IMPRIMER)(html)


def rendre_pdf(gabarit: str, contexte: dict[str, Any]) -> bytes:
    """Compose a document and return its PDF."""
    return imprimer(rendre_html(gabarit, contexte))
