"""The tenant is in the air: one entry for web, API, Celery and commands.

``programme_actif`` opens a transaction, tells PostgreSQL which programme it is (a transaction-local setting read by the
row-level policies) and tells Python which programme new rows belong to. Outside it every query on a tenant table fails.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import connection, transaction


class HorsProgramme(RuntimeError):
    """A tenant row was about to be made outside any programme."""


@dataclass
class Contexte:
    """The programme in force, and what is read once per scope."""

    programme: object
    lus: dict = field(default_factory=dict)


_contexte: ContextVar[Contexte | None] = ContextVar("programme", default=None)


def contexte() -> Contexte:
    """Return the scope in force; raise ``HorsProgramme`` outside."""
    actuel = _contexte.get()
    if actuel is None:
        raise HorsProgramme("Open a programme with programme_actif() first.")
    return actuel


def programme_courant():
    """Return the ``Programme`` in force; raise ``HorsProgramme`` outside."""
    return contexte().programme


def programme_courant_id() -> int:
    """Default of every tenant row's ``programme``."""
    return programme_courant().pk


def regler(nom: str, valeur: str) -> None:
    """Set a transaction-local setting of PostgreSQL."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT set_config(%s, %s, true)", [nom, valeur])


@contextmanager
def contexte_python(programme) -> Iterator[None]:
    """Set only the Python half of the scope; the caller has set PostgreSQL's half in the same statement as its read."""
    jeton = _contexte.set(Contexte(programme) if programme else None)
    try:
        yield
    finally:
        _contexte.reset(jeton)


@contextmanager
def programme_actif(programme) -> Iterator[None]:
    """Run a block inside one programme and one transaction; on leaving, the outer scope (or none) is back."""
    imbrique, precedent = connection.in_atomic_block, _contexte.get()
    with transaction.atomic():
        regler("app.programme", str(programme.pk))
        with contexte_python(programme):
            yield
        if imbrique and not connection.needs_rollback:  # otherwise the setting ends with the transaction or its savepoint
            regler("app.programme", str(precedent.programme.pk) if precedent else "")
