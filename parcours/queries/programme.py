"""Reads of the pages that steer a programme."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from socle.comptes import reglement
from socle.comptes.models import Adhesion
from socle.lib.francais import nombre, pluriel


@dataclass(frozen=True)
class LigneReglement:
    """One setting as the page shows it."""

    cle: str
    libelle: str
    valeur: str
    depuis: date | None
    motif: str


CHAPITRES = {
    "manufactures": "Candidatures et équipes",
    "incubation": "Incubation",
    "comite": "Comité",
    "accompagnement": "Accompagnement",
    "courriers": "Courriers et relances",
}


def lire_reglement() -> dict[str, list[LigneReglement]]:
    """Return every setting with the value in force today, since when and why, by chapter."""
    posees = {r.cle: r for r in reglement.en_vigueur(timezone.localdate())}
    lignes = [_ligne(d, posees.get(d.cle)) for d in reglement.definitions()]
    return {titre: [ligne for ligne in lignes if ligne.cle.startswith(f"{app}.")] for app, titre in CHAPITRES.items()}


def _ligne(definition, reglage) -> LigneReglement:
    if reglage is None:
        return LigneReglement(definition.cle, definition.libelle, valeur_lisible(definition.defaut), None, "Valeur par défaut")
    return LigneReglement(definition.cle, definition.libelle, valeur_lisible(reglage.valeur), reglage.date_effet, reglage.motif)


def valeur_lisible(valeur: Any) -> str:
    """Return a value of the règlement as a person reads it: oui, 3 400 000, a list of names."""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, int | float):
        return nombre(valeur)
    if isinstance(valeur, dict):
        return pluriel(len(valeur), "entrée")
    if isinstance(valeur, list):
        return ", ".join(_nom(element) for element in valeur) or "aucun"
    return str(valeur).replace("_", " ") or "aucun"


def _nom(element: Any) -> str:
    """Name one element of a list: entries are shown by their label or title."""
    return element.get("libelle") or element.get("titre") if isinstance(element, dict) else str(element).replace("-", "−")


def lire_personnes() -> QuerySet[Adhesion]:
    """Return the open doors of the programme, by person."""
    return Adhesion.objects.filter(date_fin=None).select_related("utilisateur").order_by("utilisateur__nom", "utilisateur__prenom", "pk")
