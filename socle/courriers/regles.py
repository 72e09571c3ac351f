"""When a reminder is due, and when a mail is tried again. No ORM, no clock."""

from collections.abc import Sequence
from datetime import date, timedelta

from socle.lib.dates import ajouter_jours_ouvres

ESSAIS_MAX = 6
ATTENTES = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240))


def attente_avant_essai(tentatives: int) -> timedelta | None:
    """Return how long to wait after ``tentatives`` failures (1, 5, 15, 60, 240 min), or None: give up after the sixth."""
    return ATTENTES[tentatives - 1] if tentatives < ESSAIS_MAX else None


def echelon_du(echeance: date, jour: date, echelle: Sequence[int]) -> int | None:
    """Return the rung of the ladder that falls on ``jour``, in jours ouvrés around the deadline, or None.

    A rung whose day was missed (the service was down) is still due on the next worked day, not later.
    """
    veille = ajouter_jours_ouvres(jour, -1)
    dus = [n for n in echelle if ajouter_jours_ouvres(echeance, n) in (veille, jour)]
    return max(dus, default=None)


def va_au_referent(echelon: int, echelle: Sequence[int]) -> bool:
    """Tell whether a rung is for the referent: the last one, when the person had another after the deadline."""
    retards = [n for n in echelle if n > 0]
    return len(retards) > 1 and echelon == max(retards)
