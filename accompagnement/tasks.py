"""Background work of the accompagnement: enter the programme, do one thing; done again, it changes nothing."""

from celery import shared_task
from django.utils import timezone

from accompagnement.actions.demandes import passer_une_demande_en_retard, sollicitations_en_retard
from accompagnement.actions.releves import etablir_releves
from accompagnement.actions.silences import traiter_silence
from accompagnement.queries.silences import missions_silencieuses
from accompagnement.regles_service import mois_a_relever
from socle.comptes.models import Programme
from socle.comptes.portee import programme_actif


@shared_task(name="accompagnement.traiter_les_silences")
def traiter_les_silences() -> None:
    """Look every day for the reports a project left unanswered; each in its own transaction."""
    for programme in Programme.objects.all():
        with programme_actif(programme):
            missions = list(missions_silencieuses(timezone.now()))
        for mission in missions:
            with programme_actif(programme):
                traiter_silence(mission=mission)


@shared_task(name="accompagnement.etablir_les_releves")
def etablir_les_releves() -> None:
    """Make the statements of the month that is over; late or twice, they are the same."""
    for programme in Programme.objects.all():
        with programme_actif(programme):
            etablir_releves(mois=mois_a_relever(timezone.localdate()), acteur=None)


@shared_task(name="accompagnement.passer_au_suivant")
def passer_les_demandes_en_retard() -> int:
    """Ask the next expert of each mission whose request was not answered in time; twice or late, it is the same."""
    passees = 0
    for programme in Programme.objects.all():
        with programme_actif(programme):
            for pk in sollicitations_en_retard(timezone.now()):
                passees += passer_une_demande_en_retard(sollicitation_pk=pk)
    return passees
