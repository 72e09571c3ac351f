"""The grammar of events: each app declares, in ``verbes.py``, what it can journal and who may read it."""

from dataclasses import dataclass

from django.db import models


class Public(models.TextChoices):
    """Who reads an event besides the coordination, the observers and its author."""

    EQUIPE = "equipe", "L’équipe du projet"
    COMITE = "comite", "Le comité"


@dataclass(frozen=True)
class Verbe:
    """An event: its code, the French phrase after the author's name (``{…}`` are its details), icon and readers."""

    code: str
    phrase: str
    icone: str
    publics: frozenset[str]


_verbes: dict[str, Verbe] = {}


def declarer(code: str, phrase: str, icone: str = "dot", publics: tuple[Public, ...] = ()) -> Verbe:
    """Declare a verb; a code is declared once."""
    if code in _verbes:
        raise ValueError(f"verb declared twice: {code}")
    _verbes[code] = Verbe(code, phrase, icone, frozenset(publics))
    return _verbes[code]


def verbe(code: str) -> Verbe:
    """Return a declared verb; raise ``KeyError`` for another."""
    return _verbes[code]


def verbes_lus_par(public: Public) -> list[str]:
    """Return the codes of the events that a public may read."""
    return [v.code for v in _verbes.values() if public in v.publics]


def verbes() -> list[Verbe]:
    """Return all verbs."""
    return list(_verbes.values())
