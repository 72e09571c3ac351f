"""The règlement: settings declared by each app in its ``reglages.py``, valued by dated rows, read once per scope."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from socle.comptes.models import Reglage
from socle.comptes.portee import contexte


@dataclass(frozen=True)
class Definition:
    """A setting: its key, its French label, the value it has when a programme says nothing, and how JSON is read."""

    cle: str
    libelle: str
    defaut: Any
    lire: Callable[[Any], Any]


_definitions: dict[str, Definition] = {}


def entier(valeur) -> int:
    if isinstance(valeur, bool) or int(valeur) != float(valeur):
        raise ValueError("un nombre entier")
    return int(valeur)


def booleen(valeur) -> bool:
    if not isinstance(valeur, bool):
        raise ValueError("oui ou non")
    return valeur


def montant(valeur) -> Decimal:
    return Decimal(str(valeur))


def fraction(valeur) -> Fraction:
    return Fraction(str(valeur))


def brut(valeur):
    return valeur


def declarer(cle: str, libelle: str, defaut: Any, lire: Callable[[Any], Any] = brut) -> None:
    """Declare a setting, from an app's ``reglages.py``."""
    _definitions[cle] = Definition(cle, libelle, defaut, lire)


def definitions() -> list[Definition]:
    """Return all settings, in the order of their keys."""
    return [_definitions[cle] for cle in sorted(_definitions)]


def cles() -> set[str]:
    """Return the keys of all settings."""
    return set(_definitions)


def definition(cle: str) -> Definition:
    """Return one setting; raise ``KeyError`` when no app declares it."""
    return _definitions[cle]


def en_vigueur(jour: date) -> QuerySet[Reglage]:
    """Return the row in force on a day for each setting that has one."""
    return Reglage.objects.filter(date_effet__lte=jour).order_by("cle", "-date_effet", "-pk").distinct("cle")


def valeurs_brutes() -> dict[str, Any]:
    """Return the JSON values in force today, defaults included (one query per scope)."""
    lus = contexte().lus
    if "reglement" not in lus:
        posees = dict(en_vigueur(timezone.localdate()).values_list("cle", "valeur"))
        lus["reglement"] = {d.cle: posees.get(d.cle, d.defaut) for d in _definitions.values()}
    return lus["reglement"]


def valeur(cle: str) -> Any:
    """Return the value in force today of a setting of the programme in force."""
    return definition(cle).lire(valeurs_brutes()[cle])
