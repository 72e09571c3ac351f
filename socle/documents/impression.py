"""WeasyPrint, and the only files that a document may show it: our own static files, from the disk, and ``data:`` addresses.

The same input gives the same bytes: no date nor random identifier is written in the file.
"""

import os
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import SuspiciousFileOperation
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

# fontTools stamps the fonts it cuts with this date instead of the clock: the same input gives the same bytes.
os.environ.setdefault("SOURCE_DATE_EPOCH", "1646089200")


class AdresseRefusee(FatalURLFetchingError):
    """A document asked for something else than one of our static files; the rendering stops."""


def fichier_statique(url: str) -> Path | None:
    """Return the file on disk behind an address of our static files (served or ``file:``), or None."""
    morceaux = urlsplit(url)
    chemin = unquote(morceaux.path)
    if morceaux.scheme == "file":
        return _dans_nos_dossiers(Path(chemin)) if not morceaux.netloc else None
    if not url.startswith(f"{settings.ADRESSE_PUBLIQUE}{settings.STATIC_URL}"):
        return None
    nom = chemin.removeprefix(settings.STATIC_URL)
    try:
        servi = Path(staticfiles_storage.path(nom))
        trouve = str(servi) if servi.is_file() else finders.find(nom)
    except SuspiciousFileOperation:
        return None
    return Path(trouve) if trouve else None


def _dans_nos_dossiers(fichier: Path) -> Path | None:
    fichier = fichier.resolve()
    dossiers = [Path(d).resolve() for d in (*settings.STATICFILES_DIRS, settings.STATIC_ROOT)]
    return fichier if fichier.is_file() and any(fichier.is_relative_to(d) for d in dossiers) else None


class FichiersLocaux(URLFetcher):
    """Answers ``data:`` and static files, refuses the rest (http, file, other folders)."""

    def __init__(self):
        super().__init__(allowed_protocols=["data"], allow_redirects=False, fail_on_errors=True)

    def fetch(self, url, headers=None):
        if url.startswith("data:"):
            return super().fetch(url, headers)
        fichier = fichier_statique(url)
        if fichier is None:
            raise AdresseRefusee(f"address refused in a document: {url[:200]}")
        type_mime = guess_type(fichier.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, fichier.read_bytes(), {"Content-Type": type_mime})


def imprimer(html: str) -> bytes:
    """Return the tagged PDF (pdf/ua-1) of a composed document. Raises ``AdresseRefusee``."""
    page = HTML(string=html, base_url=f"{settings.ADRESSE_PUBLIQUE}/", url_fetcher=FichiersLocaux())
    return page.write_pdf(pdf_variant="pdf/ua-1")
