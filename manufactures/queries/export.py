"""The list of projects as CSV: UTF-8 with its mark, semicolons, as French spreadsheets read it."""

import csv
from collections.abc import Iterator

from manufactures.queries.liste import Filtre, projets_listes
from socle.comptes.acteur import Acteur
from socle.comptes.models import Programme
from socle.comptes.portee import programme_actif

ENTETES = (
    "nom", "statut", "vague", "structure", "siret", "filieres",
    "territoire", "commune", "departement", "region", "referent", "cree_le",
)  # fmt: skip
DANGEREUX = ("=", "+", "-", "@", "\t", "\r")


class _Tampon:
    """What the csv module writes to, given back line by line."""

    def write(self, ligne: str) -> str:
        return ligne


def lignes_csv(programme: Programme, acteur: Acteur, filtre: Filtre) -> Iterator[str]:
    """Give the lines one by one; they are read after the request, so they open the programme themselves."""
    ecrire = csv.writer(_Tampon(), delimiter=";").writerow
    yield "\ufeff" + ecrire(ENTETES)
    with programme_actif(programme):
        for projet in projets_listes(acteur, filtre).iterator(chunk_size=500):
            yield ecrire([inoffensive(c) for c in _cellules(projet)])


def _cellules(projet) -> list[str]:
    structure = projet.structure
    return [
        projet.nom,
        projet.etat_lu.label,
        str(projet.vague or ""),
        str(structure or ""),
        structure.siret if structure else "",
        ", ".join(projet.filieres),
        projet.territoire_libelle,
        projet.commune,
        projet.departement,
        projet.region,
        str(projet.referent or ""),
        f"{projet.created_at:%Y-%m-%d}",
    ]


def inoffensive(cellule: str) -> str:
    """Return a cell that no spreadsheet runs as a formula."""
    return f"'{cellule}" if cellule.startswith(DANGEREUX) else cellule
