"""Hand work to Celery once the transaction is committed, by name and with ids only."""

from functools import partial

from celery import current_app
from django.db import transaction


def enfiler(nom: str, *identifiants: int) -> None:
    """Send the task ``nom`` after commit, so that a worker never looks for a row that is not there yet."""
    transaction.on_commit(partial(current_app.send_task, nom, args=identifiants), robust=True)
