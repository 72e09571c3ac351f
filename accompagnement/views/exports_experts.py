"""The directory of experts for a spreadsheet: CSV as French spreadsheets read it, and XLSX with real numbers and dates."""

import csv
from collections.abc import Iterable
from io import BytesIO

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone

from accompagnement.models import Expert
from accompagnement.queries.experts import parts
from manufactures.queries.export import inoffensive

ENTETES = (
    "expert", "societe", "siren", "besoins", "territoire", "departements_regions", "a_distance", "langues", "lot", "prix_demi_journee_eur",
    "premiere_libre", "tenues_30_jours", "tenues_90_jours", "demi_journees_engagees", "part_expert_pourcent", "part_societe_pourcent",
)  # fmt: skip
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _ligne(e: Expert) -> tuple:
    part = parts(e)
    premiere = timezone.localtime(e.prochaine).date() if e.prochaine else ""
    return (
        str(e), e.societe, e.siren, ", ".join(map(str, e.besoins.all())), e.territoire, e.zones, "oui" if e.a_distance else "non", ", ".join(e.langues),
        e.lot, e.prix_demi_journee, premiere, e.charge_30, e.charge_90, e.engagees, part.expert, part.societe,
    )  # fmt: skip


def _reponse(contenu: bytes | str, type_mime: str, extension: str) -> HttpResponse:
    reponse = HttpResponse(contenu, content_type=type_mime)
    reponse.headers["Content-Disposition"] = f'attachment; filename="experts-{timezone.localdate():%Y-%m-%d}.{extension}"'
    return reponse


def experts_csv(experts: Iterable[Expert]) -> HttpResponse:
    """Return experts, one by line."""
    reponse = _reponse("\ufeff", "text/csv; charset=utf-8", "csv")
    plume = csv.writer(reponse, delimiter=";")
    plume.writerow(ENTETES)
    for expert in experts:
        plume.writerow([inoffensive(str(c).replace(".", ",") if c is expert.prix_demi_journee else str(c)) for c in _ligne(expert)])
    return reponse


def experts_xlsx(experts: Iterable[Expert]) -> HttpResponse:
    """Return the same as a workbook; texts are written as texts, so that none is a formula."""
    tampon = BytesIO()
    with xlsxwriter.Workbook(tampon, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as classeur:
        feuille, gras, jour = classeur.add_worksheet("Experts"), classeur.add_format({"bold": True}), classeur.add_format({"num_format": "dd/mm/yyyy"})
        feuille.write_row(0, 0, ENTETES, gras)
        feuille.freeze_panes(1, 1)
        for rang, expert in enumerate(experts, start=1):
            for colonne, cellule in enumerate(_ligne(expert)):
                _ecrire(feuille, rang, colonne, cellule, jour)
    return _reponse(tampon.getvalue(), XLSX, "xlsx")


def _ecrire(feuille, rang: int, colonne: int, cellule, jour) -> None:
    if isinstance(cellule, str):
        feuille.write_string(rang, colonne, cellule)
    elif ENTETES[colonne] == "premiere_libre":
        feuille.write_datetime(rang, colonne, cellule, jour)
    else:
        feuille.write_number(rang, colonne, cellule)
