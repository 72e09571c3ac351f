"""Days and delays, Europe/Paris. A delay always names its unit: jours ouvrés are Monday to Friday less public holidays."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from dateutil.relativedelta import relativedelta

PARIS = ZoneInfo("Europe/Paris")


@lru_cache(maxsize=64)
def _feries(annee: int, territoire: str | None) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FR", subdiv=territoire, years=annee))


def est_ferie(jour: date, territoire: str | None = None) -> bool:
    """Tell whether a day is a public holiday of the ``territoire`` (none: of the whole country)."""
    return jour in _feries(jour.year, territoire)


def est_ouvre(jour: date, territoire: str | None = None) -> bool:
    """Tell whether a day is worked: Monday to Friday and no public holiday of the ``territoire`` (``57``, ``GP``…)."""
    return jour.weekday() < 5 and not est_ferie(jour, territoire)


def jour_ouvre_suivant(jour: date) -> date:
    """Return the day itself when it is worked, else the next worked day."""
    while not est_ouvre(jour):
        jour += timedelta(days=1)
    return jour


def ajouter_jours_ouvres(jour: date, nombre: int) -> date:
    """Return the day that lies ``nombre`` jours ouvrés after (or, negative, before) ``jour``."""
    pas = timedelta(days=1 if nombre >= 0 else -1)
    for _ in range(abs(nombre)):
        jour += pas
        while not est_ouvre(jour):
            jour += pas
    return jour


def ajouter_mois(jour: date, nombre: int) -> date:
    """Return the same day ``nombre`` months later, or the last day of that month."""
    return jour + relativedelta(months=nombre)


def a_paris(jour: date, heure: time = time(23, 59)) -> datetime:
    """Return the instant of a day and hour in Paris."""
    return datetime.combine(jour, heure, tzinfo=PARIS)
