"""The agenda of an expert: week rules and exceptions, and the half-days that follow from them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from accompagnement.actions.prises import annoncer_un_creneau
from accompagnement.enums import NatureException, StatutCreneau
from accompagnement.models import Creneau, Disponibilite, ExceptionAgenda, Expert, PlageOccupee
from accompagnement.regles import moment_de_la_demi_journee
from accompagnement.regles_agenda import (
    CreneauVu,
    DemiJournee,
    Ecart,
    Mouvements,
    Plage,
    demi_journees_offertes,
    est_fermee,
    est_occupee,
    mouvements_de_l_agenda,
    refus_d_exception,
    refus_de_regle,
)
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.dates import PARIS
from socle.lib.francais import enumeration, pluriel
from socle.lib.refus import ActionRefusee, Refus, exiger

DEJA_LA = Refus("exception_deja_la", "Cette exception est déjà dans votre agenda.")


@dataclass(frozen=True)
class Bilan:
    """What one run changed, in half-days."""

    ouvertes: int
    retirees: int

    @property
    def phrase(self) -> str:
        ouvertes = pluriel(self.ouvertes, "demi-journée ouverte", "demi-journées ouvertes") if self.ouvertes else ""
        retirees = pluriel(self.retirees, "demi-journée libre retirée", "demi-journées libres retirées") if self.retirees else ""
        return ", ".join(filter(None, (ouvertes, retirees))) or "aucune demi-journée ne change"


def verrouiller_expert(expert_pk: int) -> Expert:
    """Return an expert, her row locked: one change of her agenda at a time."""
    return Expert.objects.select_for_update(of=("self",)).get(pk=expert_pk)


@transaction.atomic
def tenir_agenda(*, expert_pk: int) -> Bilan:
    """Make the free half-days of an expert say what her rules, exceptions and busy times say, from now on.

    Twice or late, the result is the same. A booked half-day is never touched, nor one withdrawn by a person.
    """
    return accorder(verrouiller_expert(expert_pk))


def accorder(expert: Expert) -> Bilan:
    """Do it for an expert already locked."""
    maintenant = timezone.now()
    ecarts = [e.ecart for e in ExceptionAgenda.objects.filter(expert=expert)]
    occupees = [p.plage for p in PlageOccupee.objects.filter(calendrier__expert=expert, fin__gt=maintenant)]
    existants = [_vu(c) for c in Creneau.objects.filter(expert=expert, debut__gt=maintenant)]
    permis = {c.pk for c in existants if not c.des_regles and _est_permis(c, ecarts, occupees)}
    offertes = _offertes(expert, maintenant, ecarts, occupees)
    return _appliquer(expert, mouvements_de_l_agenda(offertes, existants, permis))


def fenetre(maintenant: datetime) -> tuple[date, date]:
    """Return the first and last day open to booking."""
    premier = maintenant.astimezone(PARIS).date()
    return premier, premier + timedelta(days=reglement.valeur("accompagnement.agenda_jours_calendaires") - 1)


def _offertes(expert: Expert, maintenant: datetime, ecarts: list[Ecart], occupees: list[Plage]) -> list[DemiJournee]:
    premier, dernier = fenetre(maintenant)
    regles = [d.regle for d in Disponibilite.objects.filter(expert=expert)]
    offertes = demi_journees_offertes(
        premier=premier, dernier=dernier, regles=regles, ecarts=ecarts, occupees=occupees, territoire=expert.feries or None
    )
    return [d for d in offertes if d.debut > maintenant]


def _vu(c: Creneau) -> CreneauVu:
    return CreneauVu(c.pk, c.debut, c.fin, c.statut, c.des_regles, c.par_l_agenda)


def _est_permis(c: CreneauVu, ecarts: list[Ecart], occupees: list[Plage]) -> bool:
    """Tell whether a half-day opened by hand stands."""
    jour, moment = c.debut.astimezone(PARIS).date(), moment_de_la_demi_journee(c.debut)
    return not est_fermee(jour, moment, ecarts) and not est_occupee(c.debut, c.fin, occupees)


def _appliquer(expert: Expert, m: Mouvements) -> Bilan:
    """The filters on the status leave alone what was booked meanwhile."""
    siens, retirees, ouvertes = Creneau.objects.filter(expert=expert), 0, 0
    if m.retirer:
        libres = siens.filter(pk__in=m.retirer, statut=StatutCreneau.OUVERT)
        retirees = libres.update(statut=StatutCreneau.RETIRE, par_l_agenda=True)
    if m.rouvrir:
        retires = siens.filter(pk__in=m.rouvrir, statut=StatutCreneau.RETIRE, par_l_agenda=True)
        ouvertes = retires.update(statut=StatutCreneau.OUVERT, par_l_agenda=False)
    if m.ouvrir:
        neufs = (Creneau(expert=expert, debut=d.debut, fin=d.fin, des_regles=True) for d in m.ouvrir)
        ouvertes += len(Creneau.objects.bulk_create(neufs, ignore_conflicts=True))
    if ouvertes:
        annoncer_un_creneau()
    return Bilan(ouvertes, retirees)


# --- What the expert writes ---------------------------------------------------------------------


@transaction.atomic
def ajouter_disponibilites(
    *, expert: Expert, jours: Collection[int], moments: Collection[str], du: date, au: date | None, acteur: Acteur
) -> Bilan:
    """Offer halves of weekdays from a day on; a rule that begins the same day takes the new end.

    Raises ``ActionRefusee`` for dates that are backwards or a day that is not of the week.
    """
    for jour in jours:
        exiger(refus_de_regle(jour, du, au))
    expert = verrouiller_expert(expert.pk)
    regles = [Disponibilite(expert=expert, jour=jour, moment=moment, du=du, au=au) for jour in jours for moment in moments]
    cles = ["expert", "jour", "moment", "du"]
    Disponibilite.objects.bulk_create(regles, update_conflicts=True, unique_fields=cles, update_fields=["au"])
    _noter(expert, acteur, enumeration([str(r).lower() for r in regles]))
    return accorder(expert)


@transaction.atomic
def retirer_disponibilite(*, regle: Disponibilite, acteur: Acteur) -> Bilan:
    """Take a week rule away: its free half-days to come go, the booked ones stay."""
    expert = verrouiller_expert(regle.expert_id)
    Disponibilite.objects.filter(pk=regle.pk).delete()
    _noter(expert, acteur, f"{regle}, retiré")
    return accorder(expert)


@transaction.atomic
def ajouter_exception(*, expert: Expert, nature: str, du: date, au: date, moment: str = "", libelle: str, acteur: Acteur) -> Bilan:
    """Close days, or open some out of the rule. Raises ``ActionRefusee`` for days gone by, backwards or too many."""
    exiger(refus_d_exception(du, au, timezone.localdate()))
    expert = verrouiller_expert(expert.pk)
    try:
        with transaction.atomic():
            ExceptionAgenda.objects.create(expert=expert, nature=nature, du=du, au=au, moment=moment, libelle=libelle)
    except IntegrityError as doublon:
        raise ActionRefusee(DEJA_LA) from doublon
    _noter(expert, acteur, f"{NatureException(nature).label.lower()} du {du:%d/%m/%Y} au {au:%d/%m/%Y}")
    return accorder(expert)


@transaction.atomic
def retirer_exception(*, exception: ExceptionAgenda, acteur: Acteur) -> Bilan:
    """Take an exception away: the week rules hold again on its days."""
    expert = verrouiller_expert(exception.expert_id)
    ExceptionAgenda.objects.filter(pk=exception.pk).delete()
    _noter(expert, acteur, f"exception du {exception.du:%d/%m/%Y} retirée")
    return accorder(expert)


def _noter(expert: Expert, acteur: Acteur, quoi: str) -> None:
    noter("expert.agenda", fil="programme", acteur=acteur, objet=f"expert:{expert.pk}", quoi=quoi)
