"""Background work of the committee: ids in, enter the programme, do one thing."""

from celery import shared_task

from comite.actions.deports import revoir_les_conflits
from comite.actions.signatures import sceller_additif, sceller_pv
from comite.pdf import CODE, CODE_ADDITIF, imprimer_document
from comite.queries.signatures import additifs_a_sceller, pv_a_sceller
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


@shared_task(name="comite.sceller_les_restes")
def sceller_les_restes() -> None:
    """Keep the file of whatever is signed and has none: what a lost task left behind. Done again, it changes nothing."""
    for programme in Programme.objects.all():
        with programme_actif(programme):
            pvs, additifs = pv_a_sceller(), additifs_a_sceller()
        for pv_id in pvs:
            sceller_le_pv(pv_id, programme.pk)
        for additif_id in additifs:
            sceller_l_additif(additif_id, programme.pk)


@shared_task(name="comite.revoir_les_conflits")
def revoir_les_deports() -> None:
    """Look every day for conflicts of interest born since the files of the sittings to come were announced."""
    for programme in Programme.objects.all():
        with programme_actif(programme):
            revoir_les_conflits()
