"""Background work on mails: ids in, enter the programme, do one thing. What crosses programmes loops."""

from celery import shared_task
from django.utils import timezone

from socle.comptes.models import Programme
from socle.comptes.portee import programme_actif
from socle.courriers import actions
from socle.courriers.models import Courrier

LOT = 200  # mails of one programme in one minute


@shared_task(name="courriers.expedier")
def expedier(courrier_id: int, programme_id: int) -> None:
    """Send one mail."""
    _expedier(Programme.objects.get(pk=programme_id), courrier_id)


@shared_task(name="courriers.relever")
def relever() -> None:
    """Send every mail whose turn has come: the retries, and what a lost task left behind."""
    for programme in Programme.objects.all():
        with programme_actif(programme):
            dus = list(Courrier.objects.a_envoyer(timezone.now()).values_list("pk", flat=True)[:LOT])
        for courrier_id in dus:
            _expedier(programme, courrier_id)


@shared_task(name="courriers.relancer")
def relancer() -> None:
    """Write the reminders of the day in each programme."""
    for programme in Programme.objects.all():
        with programme_actif(programme):
            actions.relancer(instant=timezone.now())


def _expedier(programme, courrier_id: int) -> None:
    with programme_actif(programme):
        actions.expedier(courrier_id=courrier_id)
