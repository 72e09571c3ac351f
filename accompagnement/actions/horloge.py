"""The clock of a project: stopped by a suspension, started again, its end put off with a reason."""

from datetime import date

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from accompagnement.actions.annonces import annoncer_le_plan
from accompagnement.actions.expirations import rendre_les_expires
from accompagnement.actions.plan import verrouiller_plan
from accompagnement.actions.registre import verrouiller_comptes
from accompagnement.models import PlanAccompagnement, Prolongation, Suspension
from accompagnement.regles_plan import (
    PAS_EN_COURS,
    PAS_SUSPENDU,
    fin_apres_reprise,
    refus_de_prolonger,
    refus_de_reprendre,
    refus_de_suspendre,
    refus_du_motif,
)
from manufactures.actions.projets import faire_passer
from manufactures.enums import StatutProjet
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.francais import date_entiere
from socle.lib.refus import exiger, premier_refus

EN_COURS = frozenset({StatutProjet.EN_ACCOMPAGNEMENT, StatutProjet.SUSPENDU})


@transaction.atomic
def suspendre(*, plan: PlanAccompagnement, date_debut: date, mois: int, motif: str, acteur: Acteur) -> Suspension:
    """Stop the clock of a project: nothing is booked until it resumes. Bookings under way end first (their accounts are locked).

    Raises ``ActionRefusee`` for a project not in accompagnement, stopped already, or beyond the months of the règlement.
    """
    plan = verrouiller_plan(plan)
    exiger(None if plan.projet.etat in EN_COURS else PAS_EN_COURS)
    passees = list(plan.suspensions.values_list("date_debut", "date_reprise", "mois"))
    bornes, maximum = (plan.date_debut, plan.date_fin), reglement.valeur("accompagnement.suspension_mois_max")
    champs = {"debut": date_debut, "mois": mois, "plan": bornes, "passees": passees, "mois_max": maximum}
    exiger(premier_refus(refus_de_suspendre(aujourd_hui=timezone.localdate(), **champs), refus_du_motif(motif)))
    verrouiller_comptes(plan.projet_id)
    suspension = Suspension.objects.create(
        plan=plan,
        date_debut=date_debut,
        mois=mois,
        motif=motif,
        decidee_par=acteur.utilisateur,
        decidee_at=timezone.now(),
        date_fin_avant=plan.date_fin,
    )
    faire_passer(projet=plan.projet, vers=StatutProjet.SUSPENDU, acteur=acteur, motif=motif, verrouille=True)
    noter("plan.suspendu", fil=plan.projet.fil, acteur=acteur, motif=motif, date=date_entiere(date_debut))
    contexte = {"date": date_entiere(date_debut), "motif": motif}
    annoncer_le_plan("accompagnement_suspension", plan, cle=f"suspension:{suspension.pk}", contexte=contexte)
    return suspension


@transaction.atomic
def reprendre(*, plan: PlanAccompagnement, date_reprise: date, acteur: Acteur) -> Suspension:
    """Start the clock again: the end of the plan moves by the days it stood still."""
    plan = verrouiller_plan(plan)
    suspension = plan.suspensions.filter(date_reprise=None).first()
    exiger(PAS_SUSPENDU if suspension is None else refus_de_reprendre(suspension.date_debut, date_reprise, timezone.localdate()))
    fin = fin_apres_reprise(plan.date_fin, suspension.date_debut, date_reprise, suspension.mois)
    suspension.date_reprise, suspension.reprise_par, suspension.date_fin_apres = date_reprise, acteur.utilisateur, fin
    suspension.save(update_fields=["date_reprise", "reprise_par", "date_fin_apres"])
    _finir_le(plan, fin)
    faire_passer(projet=plan.projet, vers=StatutProjet.EN_ACCOMPAGNEMENT, acteur=acteur, verrouille=True)
    dates = {"date": date_entiere(date_reprise), "date_fin": date_entiere(fin)}
    noter("plan.repris", fil=plan.projet.fil, acteur=acteur, **dates)
    annoncer_le_plan("accompagnement_reprise", plan, cle=f"reprise:{suspension.pk}", contexte=dates)
    return suspension


def _finir_le(plan: PlanAccompagnement, fin: date) -> None:
    plan.date_fin = fin
    plan.save(update_fields=["date_fin"])


@transaction.atomic
def prolonger(*, plan: PlanAccompagnement, date_fin: date, motif: str, acteur: Acteur) -> Prolongation:
    """Give a plan a later end, signed by the coordination with its reason, within the months of the règlement."""
    plan = verrouiller_plan(plan)
    exiger(None if plan.est_signe and plan.projet.etat in EN_COURS else PAS_EN_COURS)
    jours = plan.prolongations.aggregate(jours=Sum(F("date_fin") - F("date_fin_avant")))["jours"]
    maximum = reglement.valeur("accompagnement.prolongation_mois_max")
    exiger(refus_de_prolonger(plan.date_fin, date_fin, jours.days if jours else 0, maximum, motif))
    prolongation = Prolongation.objects.create(
        plan=plan, date_fin_avant=plan.date_fin, date_fin=date_fin, motif=motif, auteur=acteur.utilisateur
    )
    _finir_le(plan, date_fin)
    noter("plan.prolonge", fil=plan.projet.fil, acteur=acteur, motif=motif, date_fin=date_entiere(date_fin))
    contexte = {"date_fin": date_entiere(date_fin), "motif": motif}
    annoncer_le_plan("accompagnement_prolongation", plan, cle=f"prolongation:{prolongation.pk}", contexte=contexte)
    if prolongation.date_fin_avant < timezone.localdate():
        source = f"Prolongation jusqu’au {date_entiere(date_fin)}"
        rendre_les_expires(projet=plan.projet, source=source, motif=motif, acteur=acteur)
    return prolongation
