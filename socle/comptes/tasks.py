"""Background work of the accounts."""

from celery import shared_task

from socle.comptes.actions.idempotence import oublier_les_vieilles_demandes
from socle.comptes.models import Programme
from socle.comptes.portee import programme_actif


@shared_task(name="comptes.oublier_les_demandes")
def oublier_les_demandes() -> None:
    """Forget old answers kept for requests that might come twice. Done again, it changes nothing."""
    for programme in Programme.objects.all():
        with programme_actif(programme):
            oublier_les_vieilles_demandes()
