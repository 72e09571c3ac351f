"""Reading an ICS calendar that may lie: when its owner is busy, never what she does."""

import json
import resource
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from math import prod
from pathlib import Path

import recurring_ical_events
from icalendar import Calendar
from icalendar.cal import Component
from icalendar.error import BrokenCalendarProperty

from accompagnement.regles_agenda import Plage
from socle.lib.dates import PARIS, a_paris

SECONDES = 20
MEMOIRE = 1_000_000_000  # bytes
REPETITIONS_PAR_JOUR = 48
_TROP_FINES = {"SECONDLY", "MINUTELY", "HOURLY"}
_MENSONGES = (
    BrokenCalendarProperty, recurring_ical_events.InvalidCalendar,
    ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError, ArithmeticError,
)  # fmt: skip


class Illisible(Exception):
    """The text is not a calendar, or it takes too long to read."""


def lire_a_part(contenu: bytes, debut: datetime, fin: datetime, *, secondes: float = SECONDES) -> list[Plage]:
    """Read a calendar as ``plages_du_calendrier`` does, in a process of its own that may be ended.

    A repetition that never falls is looked for until the year 9999: only another process bounds the time and the memory
    that a text of two megabytes may ask for. Raises ``Illisible``.
    """
    commande = [sys.executable, "-m", "accompagnement.calendrier", debut.isoformat(), fin.isoformat()]
    try:
        lu = subprocess.run(commande, input=contenu, capture_output=True, timeout=secondes, cwd=Path(__file__).parents[1], check=True)
    except subprocess.TimeoutExpired as trop_long:
        raise Illisible("trop long à lire") from trop_long
    except subprocess.CalledProcessError as panne:
        raise Illisible("ce n’est pas un calendrier ICS") from panne
    return [Plage(*(datetime.fromtimestamp(i, UTC) for i in bornes)) for bornes in json.loads(lu.stdout)]


def plages_du_calendrier(contenu: bytes, debut: datetime, fin: datetime) -> list[Plage]:
    """Return the busy times of a calendar between two instants, in order and joined where they touch.

    Cancelled, transparent and empty events take no time; an event whose end comes before its start takes its first minute;
    a time without zone, or of a zone nobody knows, is that of Paris; a whole day is a day of Paris; a repetition finer than
    ``REPETITIONS_PAR_JOUR`` takes all the time it lasts. Raises ``Illisible``.
    """
    plages = [p for serie in _series(contenu).values() for p in _plages_de_la_serie(serie, debut, fin)]
    return joindre(Plage(max(p.debut, debut), min(p.fin, fin)) for p in plages if p.chevauche(debut, fin))


def joindre(plages: Iterable[Plage]) -> list[Plage]:
    """Return ranges in order, those that touch made one."""
    jointes: list[Plage] = []
    for plage in sorted(plages, key=lambda p: (p.debut, p.fin)):
        if jointes and plage.debut <= jointes[-1].fin:
            jointes[-1] = Plage(jointes[-1].debut, max(jointes[-1].fin, plage.fin))
        else:
            jointes.append(plage)
    return jointes


def _series(contenu: bytes) -> dict[str, list[Component]]:
    """Return the events by identifier: a repetition and its exceptions go together."""
    try:
        calendriers = Calendar.from_ical(contenu, multiple=True)
    except _MENSONGES as panne:
        raise Illisible("pas un calendrier") from panne
    if not any(c.name == "VCALENDAR" for c in calendriers):
        raise Illisible("pas un calendrier")
    series: dict[str, list[Component]] = defaultdict(list)
    for n, evenement in enumerate(e for c in calendriers for e in c.walk("VEVENT")):
        series[str(evenement.get("UID") or n)].append(evenement)
    return series


def _plages_de_la_serie(serie: list[Component], debut: datetime, fin: datetime) -> list[Plage]:
    """An event whose repetition cannot be read counts once."""
    try:
        if any("RRULE" in e or "RDATE" in e or "RECURRENCE-ID" in e for e in serie):
            return _repetees(serie, debut, fin)
    except _MENSONGES:
        return list(_occupees(serie))
    return list(_occupees(serie))


def _repetees(serie: list[Component], debut: datetime, fin: datetime) -> list[Plage]:
    regles = [(e, regle) for e in serie for regle in _regles(e)]
    if fines := [e for e, regle in regles if _est_trop_fine(regle)]:
        return [p for e in fines for p in _du_debut_a_la_fin(e, fin)]
    if not all(_avance(regle) for _, regle in regles):
        return list(_occupees(serie))
    mini = Calendar()
    mini.subcomponents = serie
    return list(_occupees(recurring_ical_events.of(mini, skip_bad_series=True).between(debut, fin)))


def _regles(evenement: Component) -> list[dict]:
    regles = evenement.get("RRULE") or []
    return regles if isinstance(regles, list) else [regles]


def _est_trop_fine(regle: dict) -> bool:
    if {str(f).upper() for f in regle.get("FREQ", [])} & _TROP_FINES:
        return True
    return prod(max(len(regle.get(cle, [])), 1) for cle in ("BYHOUR", "BYMINUTE", "BYSECOND")) > REPETITIONS_PAR_JOUR


def _avance(regle: dict) -> bool:
    return all(int(n) > 0 for n in regle.get("INTERVAL", []))


def _du_debut_a_la_fin(evenement: Component, fin: datetime) -> Iterator[Plage]:
    for plage in _occupees([evenement]):
        yield Plage(plage.debut, max(fin, plage.fin))


def _occupees(evenements: Iterable[Component]) -> Iterator[Plage]:
    for evenement in evenements:
        try:
            plage = _plage(evenement) if _occupe(evenement) else None
        except _MENSONGES:
            continue
        if plage is not None:
            yield plage


def _occupe(evenement: Component) -> bool:
    """Tell whether an event takes the time it covers."""
    libre = str(evenement.get("TRANSP", "")).upper() == "TRANSPARENT" or str(evenement.get("STATUS", "")).upper() == "CANCELLED"
    return not libre and str(evenement.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() != "FREE"


def _plage(evenement: Component) -> Plage | None:
    debut = _valeur(evenement, "DTSTART")
    if debut is None:
        return None
    fin = _valeur(evenement, "DTEND")
    if fin is None:
        duree = _valeur(evenement, "DURATION")
        fin = debut + (duree if duree is not None else timedelta(days=0 if isinstance(debut, datetime) else 1))
    premier, dernier = _instant(debut), _instant(fin)
    if dernier == premier:
        return None if isinstance(debut, datetime) else Plage(premier, premier + timedelta(days=1))
    return Plage(premier, dernier if dernier > premier else premier + timedelta(minutes=1))


def _valeur(evenement: Component, cle: str) -> date | timedelta | None:
    valeur = evenement.get(cle)
    if isinstance(valeur, list):
        valeur = valeur[0]
    return None if valeur is None else valeur.dt


def _instant(valeur: date) -> datetime:
    """Return an instant in Paris; years that no clock can move are brought back to ours."""
    valeur = valeur.replace(year=min(max(valeur.year, 1900), 2900))
    if not isinstance(valeur, datetime):
        return a_paris(valeur, time(0))
    return valeur.replace(tzinfo=PARIS) if valeur.tzinfo is None else valeur.astimezone(PARIS)


def _dans_un_processus() -> None:
    """Read the calendar of the standard input between the two instants of the command, within bounds."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMOIRE, MEMOIRE))
    bornes = [datetime.fromisoformat(texte) for texte in sys.argv[1:3]]
    plages = plages_du_calendrier(sys.stdin.buffer.read(), *bornes)
    json.dump([[p.debut.timestamp(), p.fin.timestamp()] for p in plages], sys.stdout)


if __name__ == "__main__":
    _dans_un_processus()
