"""Statements as XLSX. Words are written as text, so that no spreadsheet runs them; numbers as numbers."""

from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO

import xlsxwriter
from django.http import HttpResponse

from accompagnement.models import ReleveMensuel
from accompagnement.views.exports import RELEVES, cellules_du_releve

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LIGNES = (
    "Mission", "Projet", "Besoin", "Jour", "Service fait validé le", "Demi-journées", "Prix unitaire, €", "Déplacement, €", "Montant, €",
    "Lot", "Bon de commande",
)  # fmt: skip


def classeur(feuille: str, entetes: Iterable[str], lignes: Iterable[Iterable]) -> bytes:
    """Return a workbook of one sheet, written line after line."""
    tampon = BytesIO()
    with xlsxwriter.Workbook(tampon, {"constant_memory": True}) as livre:
        gras, page = livre.add_format({"bold": True}), livre.add_worksheet(feuille)
        page.set_column(0, 12, 18)
        for colonne, entete in enumerate(entetes):
            page.write_string(0, colonne, entete, gras)
        for rang, cellules in enumerate(lignes, 1):
            for colonne, cellule in enumerate(cellules):
                _ecrire(page, rang, colonne, cellule)
    return tampon.getvalue()


def _ecrire(page, rang: int, colonne: int, cellule) -> None:
    if isinstance(cellule, int | Decimal):
        page.write_number(rang, colonne, cellule)
    else:
        page.write_string(rang, colonne, str(cellule))


def _reponse(nom: str, contenu: bytes) -> HttpResponse:
    return HttpResponse(contenu, content_type=TYPE, headers={"Content-Disposition": f'attachment; filename="{nom}.xlsx"'})


def releves_xlsx(releves: Iterable[ReleveMensuel]) -> HttpResponse:
    """Return statements, one by line."""
    return _reponse("releves", classeur("Relevés", RELEVES, map(cellules_du_releve, releves)))


def releve_xlsx(releve: ReleveMensuel) -> HttpResponse:
    """Return the lines of a statement and its total."""
    lignes = [
        (
            *(x.mission_id, x.projet, x.besoin, x.jour, x.validee_le),
            *(x.demi_journees, x.prix_unitaire, x.frais_deplacement, x.montant, x.lot, x.piece),
        )
        for x in releve.lignes.select_related("mission")
    ]
    total = ("Total", "", "", "", "", releve.demi_journees, "", releve.frais_deplacement, releve.montant, "", "")
    return _reponse(releve.numero, classeur(releve.numero, LIGNES, [*lignes, total]))
