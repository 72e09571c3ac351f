"""The règlement: settings declared by each app in its ``reglages.py``, valued by dated rows, read once per scope."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet, Subquery
from django.db.models.expressions import Combinable
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
    lu = Decimal(str(valeur))
    if not lu.is_finite():
        raise ValueError("un montant")
    return lu


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


def en_vigueur(jour: date | Combinable) -> QuerySet[Reglage]:
    """Return the row in force on a day (a date, or an expression of an outer row) for each setting that has one."""
    return Reglage.objects.filter(date_effet__lte=jour).order_by("cle", "-date_effet", "-pk").distinct("cle")


def valeurs_au(jour: date, *cles: str) -> list[Any]:
    """Return settings as they stood on a day: from the cache for today, else in one statement."""
    if jour == timezone.localdate():
        return [valeur(cle) for cle in cles]
    posees = dict(en_vigueur(jour).filter(cle__in=cles).values_list("cle", "valeur"))
    return [lire_posee(cle, posees.get(cle)) for cle in cles]


def valeur_posee(cle: str, jour: Combinable) -> Subquery:
    """The JSON value of a setting on a day of the outer row, None when the programme set none; ``lire_posee`` reads it."""
    return Subquery(en_vigueur(jour).filter(cle=cle).values("valeur")[:1])


def lire_posee(cle: str, posee: Any) -> Any:
    """Return the value that ``valeur_posee`` found, or the default of the setting."""
    return definition(cle).lire(definition(cle).defaut if posee is None else posee)


def valeurs_brutes() -> dict[str, Any]:
    """Return the JSON values in force today, defaults included: read once per scope, kept in the cache until one is set."""
    lus, jour = contexte().lus, timezone.localdate()
    if "reglement" not in lus:
        posees = _posees(jour)
        lus["reglement"] = {d.cle: posees.get(d.cle, d.defaut) for d in _definitions.values()}
    return lus["reglement"]


def _posees(jour: date) -> dict[str, Any]:
    """Return the values set, from the cache; a scope that has set one reads the table, it may still be rolled back."""

    def lire() -> dict[str, Any]:
        return dict(en_vigueur(jour).values_list("cle", "valeur"))

    return lire() if contexte().lus.get("reglement_change") else cache.get_or_set(_cle_de_cache(jour), lire, timeout=86_400)


def _cle_de_cache(jour: date) -> str:
    """The version is a column of the programme, read with it in the same transaction: an old value is never read."""
    programme = contexte().programme
    return f"reglement:{programme.pk}:{programme.created_at.timestamp()}:{programme.reglement_version}:{jour}"


def oublier() -> None:
    """Give the règlement another version, so that its cache is not read again.

    Drawn and not counted: a version whose transaction was rolled back never comes back, with what was cached meanwhile.
    """
    programme = contexte().programme
    programme.reglement_version = secrets.randbelow(2**31)
    programme.save(update_fields=["reglement_version"])
    contexte().lus.pop("reglement", None)
    contexte().lus["reglement_change"] = True


def valeur(cle: str) -> Any:
    """Return the value in force today of a setting of the programme in force."""
    return definition(cle).lire(valeurs_brutes()[cle])
