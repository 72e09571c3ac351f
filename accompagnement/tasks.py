"""Background work of the accompagnement: ids in, enter the programme, do one thing."""

import logging

from celery import shared_task
from django.db import DatabaseError
from django.utils import timezone

from accompagnement.actions.expirations import expirer_credits, rendre_les_expires
from accompagnement.queries.expirations import projets_a_solder
from manufactures.models import Projet
from socle.comptes.models import Programme
from socle.comptes.portee import programme_actif

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
