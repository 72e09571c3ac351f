"""Background work of the accompagnement: ids in, enter the programme, do one thing."""

import logging

from celery import shared_task
from django.db import DatabaseError
from django.utils import timezone

from accompagnement.actions.agenda import tenir_agenda
from accompagnement.actions.attentes import servir_la_liste
from accompagnement.actions.calendriers import enregistrer_lecture, lire, preparer_lecture
from accompagnement.actions.conditions import appliquer_conditions
from accompagnement.actions.demandes import passer_une_demande_en_retard, sollicitations_en_retard
from accompagnement.actions.expirations import expirer_credits, rendre_les_expires
from accompagnement.actions.releves import etablir_releves
from accompagnement.actions.sans_reponse import clore_sans_reponse, demi_journees_sans_reponse
from accompagnement.actions.silences import traiter_silence
from accompagnement.actions.suites_collectives import clore_les_inscriptions
from accompagnement.models import CalendrierOccupe, Expert
from accompagnement.queries.collectives import collectives_a_clore
from accompagnement.queries.expirations import projets_a_solder
from accompagnement.queries.silences import missions_silencieuses
from accompagnement.regles_service import mois_a_relever
from manufactures.models import Projet
from socle.comptes.models import Programme
from socle.comptes.portee import programme_actif
from socle.lib.taches import enfiler

SOURCE = "Prolongation du plan d’accompagnement"
MOTIF = "Le plan court de nouveau : ce qui avait expiré est rendu"
logger = logging.getLogger(__name__)


@shared_task(name="accompagnement.solder_le_projet")
def solder_le_projet(projet_id: int, programme_id: int) -> None:
    """Expire what a project has left after its end, or give it back when its plan runs again. Done again, it changes nothing."""
    with programme_actif(Programme.objects.get(pk=programme_id)):
        projet = Projet.objects.get(pk=projet_id)
        expirer_credits(projet=projet)
        rendre_les_expires(projet=projet, source=SOURCE, motif=MOTIF, acteur=None)


@shared_task(name="accompagnement.expirer_les_credits")
def expirer_les_credits() -> None:
    """Follow every day the plans that ended or run again; a project that fails leaves the others, and is tried the next day."""
    for programme in Programme.objects.all():
        with programme_actif(programme):
            projets = projets_a_solder(timezone.localdate())
        for projet_id in projets:
            try:
                solder_le_projet(projet_id, programme.pk)
            except DatabaseError:
                logger.exception("accompagnement.expiration projet=%s", projet_id)


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


@shared_task(name="accompagnement.servir_les_attentes")
def servir_les_attentes(programme_id: int) -> int:
    """Offer what has just become free to the first in line of a programme."""
    with programme_actif(Programme.objects.get(pk=programme_id)):
        return servir_la_liste()


@shared_task(name="accompagnement.passer_les_offres")
def passer_les_offres() -> None:
    """Serve every waiting list, and take back the offers whose time is over; twice or late, it is the same."""
    for programme in Programme.objects.all():
        servir_les_attentes(programme.pk)


@shared_task(name="accompagnement.passer_au_suivant")
def passer_les_demandes_en_retard() -> int:
    """Ask the next expert when one did not answer in time, and give back what a half-day without an answer held.

    Twice or late, it is the same.
    """
    passees = 0
    for programme in Programme.objects.all():
        with programme_actif(programme):
            for pk in sollicitations_en_retard(timezone.now()):
                passees += passer_une_demande_en_retard(sollicitation_pk=pk)
            for mission in demi_journees_sans_reponse(timezone.now()):
                passees += clore_sans_reponse(mission=mission)
    return passees


@shared_task(name="accompagnement.clore_les_collectives")
def clore_les_collectives() -> None:
    """Confirm or cancel the shared missions whose registrations are over; each in its own transaction, late or twice the same."""
    for programme in Programme.objects.all():
        with programme_actif(programme):
            collectives = collectives_a_clore(timezone.now())
        for collective in collectives:
            with programme_actif(programme):
                clore_les_inscriptions(collective=collective)
