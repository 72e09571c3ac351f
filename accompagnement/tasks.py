"""Background work of the accompagnement: ids in, enter the programme, do one thing."""

from celery import shared_task
from django.utils import timezone

from accompagnement.actions.demandes import passer_une_demande_en_retard, sollicitations_en_retard
from socle.comptes.models import Programme
from socle.comptes.portee import programme_actif


@shared_task(name="accompagnement.passer_au_suivant")
def passer_les_demandes_en_retard() -> int:
    """Ask the next expert of each mission whose request was not answered in time; twice or late, it is the same."""
    passees = 0
    for programme in Programme.objects.all():
        with programme_actif(programme):
            for pk in sollicitations_en_retard(timezone.now()):
                passees += passer_une_demande_en_retard(sollicitation_pk=pk)
    return passees
