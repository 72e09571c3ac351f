"""Background work of the accompagnement: ids in, enter the programme, do one thing."""

from celery import shared_task

from accompagnement.actions.agenda import tenir_agenda
from accompagnement.actions.calendriers import enregistrer_lecture, lire, preparer_lecture
from accompagnement.actions.conditions import appliquer_conditions
from accompagnement.models import CalendrierOccupe, Expert
from socle.comptes.models import Programme
from socle.comptes.portee import programme_actif
from socle.lib.taches import enfiler


@shared_task(name="accompagnement.lire_calendrier")
def lire_le_calendrier(calendrier_id: int, programme_id: int) -> None:
    """Read a busy calendar; no transaction is open while its host is waited for."""
    programme = Programme.objects.get(pk=programme_id)
    with programme_actif(programme):
        demande = preparer_lecture(calendrier_id=calendrier_id)
    if demande is None:
        return
    lecture = lire(demande)
    with programme_actif(programme):
        enregistrer_lecture(calendrier_id=calendrier_id, lecture=lecture)


@shared_task(name="accompagnement.lire_les_calendriers")
def lire_les_calendriers() -> None:
    """Ask for each calendar apart: one that hangs keeps nobody waiting."""
    for programme in Programme.objects.all():
        with programme_actif(programme):
            for pk in CalendrierOccupe.objects.filter(expert__actif=True).values_list("pk", flat=True):
                enfiler("accompagnement.lire_calendrier", pk, programme.pk)


@shared_task(name="accompagnement.tenir_agenda")
def tenir_l_agenda(expert_id: int, programme_id: int) -> None:
    """Make the half-days of one expert follow her rules."""
    with programme_actif(Programme.objects.get(pk=programme_id)):
        tenir_agenda(expert_pk=expert_id)


@shared_task(name="accompagnement.tenir_les_agendas")
def tenir_les_agendas() -> None:
    """Open the day that comes into sight, and apply the prices of the day. Done again or late, it gives the same."""
    for programme in Programme.objects.all():
        with programme_actif(programme):
            appliquer_conditions()
            experts = list(Expert.objects.filter(actif=True).values_list("pk", flat=True))
        for pk in experts:
            with programme_actif(programme):
                tenir_agenda(expert_pk=pk)
