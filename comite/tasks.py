"""Background work of the committee: ids in, enter the programme, do one thing."""

from celery import shared_task

from comite.actions.signatures import sceller_additif, sceller_pv
from comite.pdf import CODE, CODE_ADDITIF, imprimer_document
from socle.comptes.models import Programme
from socle.comptes.portee import programme_actif


@shared_task(name="comite.sceller_pv")
def sceller_le_pv(pv_id: int, programme_id: int) -> None:
    """Print signed minutes and keep the file with its hash."""
    with programme_actif(Programme.objects.get(pk=programme_id)):
        sceller_pv(pv_id=pv_id, contenu=imprimer_document(CODE, pv_id))


@shared_task(name="comite.sceller_additif")
def sceller_l_additif(additif_id: int, programme_id: int) -> None:
    """Print a signed additif and keep the file with its hash."""
    with programme_actif(Programme.objects.get(pk=programme_id)):
        sceller_additif(additif_id=additif_id, contenu=imprimer_document(CODE_ADDITIF, additif_id))
