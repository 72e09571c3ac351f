"""How the platform says no: a code for programs, a French sentence for people, never silence.

A predicate answers ``None`` (yes) or a ``Refus`` (no, and why). An action raises ``ActionRefusee`` (409), a getter
raises ``AccesInterdit`` (403) for a person who is attached but has not the right, and ``Http404`` for a stranger.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True)
class Refus:
    """Why something cannot be done: a stable ``code`` and the French ``phrase`` shown to the person."""

    code: str
    phrase: str


class ActionRefusee(Exception):
    """An action breaks a rule of the programme; nothing was written."""

    def __init__(self, refus: Refus):
        super().__init__(refus.phrase)
        self.refus = refus


class AccesInterdit(PermissionDenied):
    """The person is attached to the programme but has not this right."""

    def __init__(self, refus: Refus):
        super().__init__(refus.phrase)
        self.refus = refus


def exiger(refus: Refus | None) -> None:
    """Raise ``ActionRefusee`` when a rule said no."""
    if refus is not None:
        raise ActionRefusee(refus)


def autoriser(refus: Refus | None) -> None:
    """Raise ``AccesInterdit`` when a permission said no."""
    if refus is not None:
        raise AccesInterdit(refus)


def premier_refus(*refus: Refus | None) -> Refus | None:
    """Return the first refusal of a list of answers, or None when all said yes."""
    return next((r for r in refus if r is not None), None)
