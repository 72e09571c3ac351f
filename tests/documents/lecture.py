"""The words of a PDF that the platform made, as a reader copies them."""

import io
import re

import pikepdf

from socle.documents import registre
from socle.documents.rendu import rendre_pdf

PAIRE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
ESPACES = re.compile(r"\s+")


def texte_du_document(code: str, objet_pk: int, programme) -> str:
    """Compose a declared document with its real context and return the words of its pages."""
    modele = registre.modele(code)
    return texte_du_pdf(rendre_pdf(modele.gabarit, {"programme": programme} | modele.lire(objet_pk)))


def texte_du_pdf(contenu: bytes) -> str:
    """Return the words of all pages, any run of spaces as one."""
    with pikepdf.open(io.BytesIO(contenu)) as pdf:
        return ESPACES.sub(" ", " ".join(_page(page) for page in pdf.pages))


def _page(page: pikepdf.Page) -> str:
    """Read the glyphs of a page (two bytes each) through the tables that fonts carry."""
    polices = {nom: _table(police) for nom, police in page.resources["/Font"].items()}
    mots, table = [], {}
    for operandes, operateur in pikepdf.parse_content_stream(page):
        if str(operateur) == "Tf":
            table = polices[str(operandes[0])]
        elif str(operateur) in ("Tj", "TJ"):
            morceaux = operandes[0] if str(operateur) == "TJ" else operandes
            mots += [_lire(bytes(m), table) for m in morceaux if isinstance(m, pikepdf.String)]
        elif str(operateur) == "ET":
            mots.append(" ")
    return "".join(mots)


def _table(police: pikepdf.Object) -> dict[bytes, str]:
    paires = PAIRE.findall(police["/ToUnicode"].read_bytes())
    return {bytes.fromhex(g.decode()): bytes.fromhex(u.decode()).decode("utf-16-be") for g, u in paires}


def _lire(glyphes: bytes, table: dict[bytes, str]) -> str:
    return "".join(table.get(glyphes[n : n + 2], "?") for n in range(0, len(glyphes), 2))
