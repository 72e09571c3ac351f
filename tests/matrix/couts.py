"""What a page costs: statements, rows handed over, weight, style sheets and scripts."""

import gzip
import re
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.paginator import Page
from django.db import connection

POIDS = 60_000  # bytes of HTML
FICHIERS, POIDS_DES_FICHIERS = 5, 50_000  # style sheets and scripts of one page; their bytes, compressed
ADRESSE = re.compile(r'<script[^>]* src="([^"]+)"|<link[^>]* rel="stylesheet"[^>]* href="([^"]+)"')
RANGEES = {
    "text/html": re.compile(r"<(?:tr|li|dt|option|article|fieldset|circle|rect)[\s>]|type=\"(?:radio|checkbox)\""),
    "text/csv": re.compile(r"\n"),
    "text/calendar": re.compile(r"BEGIN:VEVENT"),
}


@dataclass(frozen=True)
class Cout:
    """What one page cost."""

    statut: int
    nombre: int
    repetees: tuple[str, ...]
    lignes: int
    octets: int
    montrees: int  # rows shown
    fichiers: frozenset[str] = frozenset()
    liste: bool = False  # it turns pages of rows, or is a table to download


@contextmanager
def compter_lignes():
    """Count the rows PostgreSQL hands over: its client cursor knows how many when the statement ends."""
    lues = []

    def compter(executer, sql, parametres, plusieurs, contexte):
        resultat = executer(sql, parametres, plusieurs, contexte)
        if sql.lstrip("( ").upper().startswith(("SELECT", "WITH")):
            lues.append(contexte["cursor"].rowcount)
        return resultat

    with connection.execute_wrapper(compter):
        yield lues


def mesurer(client, adresse: str, compter_requetes, entetes: dict | None = None) -> Cout:
    """Ask for a page twice: the first fills the caches that a server keeps."""
    client.get(adresse, headers=entetes)
    with compter_requetes() as requetes, compter_lignes() as lignes:
        reponse = client.get(adresse, headers=entetes)
    sorte, contenu = reponse.headers["Content-Type"], reponse.getvalue()
    page = contenu.decode() if sorte.startswith("text/html") else ""
    fichiers = frozenset(script or feuille for script, feuille in ADRESSE.findall(page))
    return Cout(reponse.status_code, requetes.nombre, tuple(requetes.repetees), sum(lignes), len(page.encode()), compter_montrees(sorte, contenu), fichiers, est_une_liste(sorte, reponse))


def est_une_liste(sorte: str, reponse) -> bool:
    """Tell a list by what it is: a page of rows, or rows to download."""
    page = reponse.context.get("page") if reponse.context else None
    return isinstance(page, Page) or sorte.split(";")[0] in {"text/csv", "text/calendar"} or "spreadsheet" in sorte


def compter_montrees(sorte: str, contenu: bytes) -> int:
    """Count the rows a page, a table to download or a calendar shows: lines of tables and lists, facts, choices offered."""
    if "spreadsheet" in sorte:
        with ZipFile(BytesIO(contenu)) as classeur:
            return sum(classeur.read(nom).count(b"<row ") for nom in classeur.namelist())
    motif = RANGEES.get(sorte.split(";")[0])
    return len(motif.findall(contenu.decode())) if motif else 0


class Fichiers:
    """The style sheets and scripts that pages load, each weighed once as a server sends it."""

    def __init__(self, client):
        self.client, self.poids = client, {}

    def fautes(self, fichiers: frozenset[str]) -> list[str]:
        """Say what is too much in what one page loads."""
        poids = sum(self._peser(adresse) for adresse in fichiers)
        nombre = len(fichiers)
        trop = [(nombre > FICHIERS, f"{nombre} fichiers : {sorted(fichiers)}"), (poids > POIDS_DES_FICHIERS, f"{poids} octets de fichiers")]
        return [phrase for faux, phrase in trop if faux]

    def _peser(self, adresse: str) -> int:
        if adresse not in self.poids:
            self.poids[adresse] = len(gzip.compress(self._lire(adresse), 9))
        return self.poids[adresse]

    def _lire(self, adresse: str) -> bytes:
        if not adresse.startswith(settings.STATIC_URL):
            return self.client.get(adresse).content  # the colours of the programme
        with open(finders.find(adresse.removeprefix(settings.STATIC_URL)), "rb") as fichier:
            return fichier.read()
