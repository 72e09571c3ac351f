"""Background work on documents: ids in, enter the programme, do one thing."""

from celery import shared_task

from socle.comptes.models import Programme
from socle.comptes.portee import programme_actif
from socle.documents.actions import analyser_version
from socle.documents.antivirus import AntivirusIndisponible
from socle.documents.production import produire_edition


@shared_task(name="documents.produire")
def produire(edition_id: int, programme_id: int) -> None:
    """Make the PDF of an edition."""
    produire_edition(Programme.objects.get(pk=programme_id), edition_id)


ESSAIS = {"autoretry_for": (AntivirusIndisponible, OSError), "retry_backoff": 10, "retry_backoff_max": 600, "max_retries": 20}


@shared_task(name="documents.analyser", **ESSAIS)
def analyser(version_id: int, programme_id: int) -> None:
    """Have a file examined; try again while the antivirus is away (``documents_analyser`` catches what was given up)."""
    with programme_actif(Programme.objects.get(pk=programme_id)):
        analyser_version(version_id=version_id)
