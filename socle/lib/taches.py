"""Hand work to Celery once the transaction is committed, by name and with ids only."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from celery import current_app
from django.db import transaction

_muet: ContextVar[bool] = ContextVar("taches_muettes", default=False)


@contextmanager
def sans_taches() -> Iterator[None]:
    """Hand nothing over inside a block: a demonstration tells a past whose work was done long ago."""
    jeton = _muet.set(True)
    try:
        yield
    finally:
        _muet.reset(jeton)


def enfiler(nom: str, *identifiants: int) -> None:
    """Send the task ``nom`` after commit, so that a worker never looks for a row that is not there yet."""
    if _muet.get():
        return
    transaction.on_commit(partial(current_app.send_task, nom, args=identifiants), robust=True)
