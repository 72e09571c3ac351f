"""The reminders each app declares in its ``relances.py``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Rappel:
    """One thing that one person has not done yet.

    ``cle`` names it for ever (``livrable:12``); ``phrase`` is a full sentence that gives the date, never "in 3 days";
    ``lien`` is a path of the platform; ``echeance`` is the deadline the ladder is counted from (None: due at once, once).
    ``referent_pk`` receives the last rung of the ladder, when nothing moved.
    """

    cle: str
    destinataire_pk: int
    phrase: str
    lien: str
    echeance: datetime | None = None
    referent_pk: int | None = None


@dataclass(frozen=True)
class Relance:
    """A kind of reminder.

    ``trouver(instant)`` returns **everything still open** in the programme in force, whatever the day: the ladder of the
    règlement (or ``echelle``, in jours ouvrés) picks the day. It reads the state and nothing else, so what was done
    in the meantime is not reminded, and ``previsions`` can show the days ahead. Kinds that name the same ``lecture(instant)``
    share what it reads: it is read once a round, and handed to ``trouver`` in the place of the instant.
    """

    code: str
    libelle: str
    trouver: Callable[[Any], Iterable[Rappel]]
    echelle: tuple[int, ...] | None = None
    lecture: Callable[[datetime], Any] | None = None

    @property
    def phase(self) -> str:
        """The app that declares it: « comite » in « comite.reponse »."""
        return self.code.split(".")[0]


_relances: dict[str, Relance] = {}


def declarer(relance: Relance) -> Relance:
    """Declare a kind of reminder; a code is declared once."""
    if relance.code in _relances:
        raise ValueError(f"reminder declared twice: {relance.code}")
    _relances[relance.code] = relance
    return relance


def relances(phase: str = "") -> list[Relance]:
    """Return the kinds of reminders, of one phase when it is given, in the order of their codes."""
    return [_relances[code] for code in sorted(_relances) if not phase or _relances[code].phase == phase]


def phases() -> list[str]:
    """Return the phases that have reminders, in alphabetical order."""
    return sorted({relance.phase for relance in _relances.values()})
