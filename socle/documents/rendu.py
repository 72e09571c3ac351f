"""HTML to accessible PDF. Nothing is fetched: only our own static files, from the disk, and ``data:`` addresses.

The same input gives the same bytes: no date nor random identifier is written in the file.
"""

import os
from typing import Any

from django.conf import settings

from socle.documents.composition import rendre_html

# fontTools stamps the fonts it cuts with this date instead of the clock: the same input gives the same bytes.
os.environ.setdefault("SOURCE_DATE_EPOCH", "1646089200")


def imprimer(html: str) -> bytes:
    """Return the tagged PDF (pdf/ua-1) of a composed document. Raises ``AdresseRefusee``."""
    # Read at the first document: it is a second of every start, and most processes print nothing.
    from weasyprint import HTML

    from socle.documents.fichiers_locaux import FichiersLocaux

    page = HTML(string=html, base_url=f"{settings.ADRESSE_PUBLIQUE}/", url_fetcher=FichiersLocaux())
    return page.write_pdf(pdf_variant="pdf/ua-1")


def rendre_pdf(gabarit: str, contexte: dict[str, Any]) -> bytes:
    """Compose a document and return its PDF."""
    return imprimer(rendre_html(gabarit, contexte))
