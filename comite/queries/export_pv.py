"""The votes and decisions of a sitting as CSV: UTF-8 with its mark and semicolons, as French spreadsheets read it."""

import csv
from io import StringIO
from typing import Any

from manufactures.queries.export import inoffensive

ENTETES = ["séance", "rang", "projet", "décision", "montant", "précisions", "scrutin", "heures", "quorum", "annulé", "désaccords"]


def csv_des_votes(reference: str, points: list[dict[str, Any]]) -> str:
    """Return one line per ballot, one for an item without any; the columns of voices are those of the kind of sitting."""
    colonnes = next((s["colonnes"] for p in points for s in p["scrutins"]), [])
    tampon = StringIO()
    plume = csv.writer(tampon, delimiter=";", lineterminator="\r\n")
    plume.writerow([*ENTETES, *(f"voix\u00a0: {c}" for c in colonnes)])
    for point in points:
        for scrutin in point["scrutins"] or [{}]:
            plume.writerow([inoffensive(str(cellule)) for cellule in _ligne(reference, point, scrutin, len(colonnes))])
    return "\ufeff" + tampon.getvalue()


def _ligne(reference: str, point: dict[str, Any], scrutin: dict[str, Any], nombre: int) -> list:
    annule = scrutin.get("annule", "")
    decide = ["", "", ""] if annule else [point["sens"], point["montant"], point["precisions"]]
    fait = [scrutin.get(cle, "") for cle in ("mode", "heures", "quorum")]
    desaccords = " ; ".join(f"{nom} : {texte}" for nom, texte in point["desaccords"])
    voix = scrutin.get("voix") or [""] * nombre
    return [reference, point["rang"], point["projet"], *decide, *fait, annule, desaccords, *voix]
