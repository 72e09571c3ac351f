"""The votes and decisions of a sitting as CSV."""

from typing import Any

from comite.queries.tableur import ecrire_csv

ENTETES = ["séance", "rang", "projet", "décision", "montant", "précisions", "scrutin", "heures", "quorum", "annulé", "désaccords"]


def csv_des_votes(reference: str, points: list[dict[str, Any]]) -> str:
    """Return one line per ballot, one for an item without any; the columns of voices are those of the kind of sitting."""
    colonnes = next((s["colonnes"] for p in points for s in p["scrutins"]), [])
    lignes = (_ligne(reference, point, scrutin, len(colonnes)) for point in points for scrutin in point["scrutins"] or [{}])
    return ecrire_csv([*ENTETES, *(f"voix\u00a0: {c}" for c in colonnes)], lignes)


def _ligne(reference: str, point: dict[str, Any], scrutin: dict[str, Any], nombre: int) -> list:
    annule = scrutin.get("annule", "")
    decide = ["", "", ""] if annule else [point["sens"], point["montant"], point["precisions"]]
    fait = [scrutin.get(cle, "") for cle in ("mode", "heures", "quorum")]
    desaccords = " ; ".join(f"{nom} : {texte}" for nom, texte in point["desaccords"])
    voix = scrutin.get("voix") or [""] * nombre
    return [reference, point["rang"], point["projet"], *decide, *fait, annule, desaccords, *voix]
