"""Reads of the pages that steer a programme."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from socle.comptes import reglement
from socle.comptes.models import Adhesion


@dataclass(frozen=True)
class LigneReglement:
    """One setting as the page shows it."""

    cle: str
    libelle: str
    valeur: Any
    depuis: date | None
    motif: str


def lire_reglement() -> list[LigneReglement]:
    """Return every setting with the value in force today, since when and why."""
    posees = {r.cle: r for r in reglement.en_vigueur(timezone.localdate())}
    return [_ligne(d, posees.get(d.cle)) for d in reglement.definitions()]


def _ligne(definition, reglage) -> LigneReglement:
    if reglage is None:
        return LigneReglement(definition.cle, definition.libelle, definition.defaut, None, "Valeur par défaut")
    return LigneReglement(definition.cle, definition.libelle, reglage.valeur, reglage.date_effet, reglage.motif)


def lire_personnes() -> QuerySet[Adhesion]:
    """Return the open doors of the programme, by person."""
    return Adhesion.objects.filter(date_fin=None).select_related("utilisateur").order_by("utilisateur__nom", "utilisateur__prenom", "pk")
