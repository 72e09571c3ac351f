"""The half-days an expert offers."""

from collections.abc import Collection
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from accompagnement.actions.prises import annoncer_un_creneau
from accompagnement.enums import StatutCreneau
from accompagnement.models import Creneau, Expert
from accompagnement.regles import DemiJournee, demi_journees_entre, refus_de_plage
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.francais import pluriel
from socle.lib.refus import ActionRefusee, Refus, exiger

PAS_A_ROUVRIR = Refus("creneau_pas_a_rouvrir", "Cette demi-journée ne se rouvre pas : elle est passée, ou déjà ouverte.")
PLUS_LIBRE = Refus("creneau_plus_libre", "Ce créneau n’est plus libre : un projet l’a réservé, ou il lui est offert en ce moment.")


@transaction.atomic
def ouvrir_creneaux(
    *, expert: Expert, debut: date, fin: date, jours: Collection[int], moments: Collection[str], acteur: Acteur
) -> int:
    """Open the half-days of a range of dates, both ends included; return how many are new (twice opens nothing more).

    ``jours``: weekdays, Monday is 0; ``moments``: « Matin », « Après-midi ». Public holidays and the past are left out.
    Raises ``ActionRefusee`` when the range is backwards or longer than three months.
    """
    exiger(refus_de_plage(debut, fin))
    maintenant = timezone.now()
    demi_journees = [
        d for d in demi_journees_entre(debut, fin, expert.feries or None) if d.debut.weekday() in jours and d.nom in moments and d.debut > maintenant
    ]
    ouverts = _creer_les_nouveaux(expert, demi_journees)
    if ouverts:
        annoncer_un_creneau()
        noter("expert.creneaux", fil="programme", acteur=acteur, objet=f"expert:{expert.pk}", nombre=pluriel(ouverts, "demi-journée"))
    return ouverts


def _creer_les_nouveaux(expert: Expert, demi_journees: list[DemiJournee]) -> int:
    """Overlaps are left to the exclusion constraint, so that two tabs open nothing twice."""
    vivants = Creneau.objects.filter(expert=expert).exclude(statut=StatutCreneau.RETIRE)
    avant = vivants.count()
    Creneau.objects.bulk_create((Creneau(expert=expert, debut=d.debut, fin=d.fin) for d in demi_journees), ignore_conflicts=True)
    return vivants.count() - avant


@transaction.atomic
def retirer_creneau(*, creneau: Creneau) -> None:
    """Withdraw a half-day that nobody has booked. Raises ``ActionRefusee`` when somebody has."""
    if not Creneau.objects.filter(pk=creneau.pk, statut=StatutCreneau.OUVERT).update(statut=StatutCreneau.RETIRE):
        raise ActionRefusee(PLUS_LIBRE)


@transaction.atomic
def rouvrir_creneau(*, creneau: Creneau) -> None:
    """Open again a half-day that a person withdrew. Raises ``ActionRefusee`` when it is past, or another takes its place."""
    retire = Creneau.objects.filter(pk=creneau.pk, statut=StatutCreneau.RETIRE, debut__gt=timezone.now())
    try:
        with transaction.atomic():
            rouvert = retire.update(statut=StatutCreneau.OUVERT, par_l_agenda=False)
    except IntegrityError as pris:
        raise ActionRefusee(PAS_A_ROUVRIR) from pris
    exiger(None if rouvert else PAS_A_ROUVRIR)
    annoncer_un_creneau()
