"""What plans and avenants ask of teams and of the coordination: read with the projects, or counted by the cockpit."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse

from accompagnement.enums import PLANS_A_REPRENDRE, StatutAvenant, StatutPlan
from accompagnement.models import Avenant, PlanAccompagnement
from accompagnement.permissions import signe_pour_l_equipe
from accompagnement.queries.plan import avenant_a_signer, fin_du_plan, statut_du_plan
from manufactures.models import Projet
from socle.comptes.portee import programme_courant
from socle.lib.taches_a_faire import Tache


def avec_plan(projets: QuerySet[Projet]) -> QuerySet[Projet]:
    """Add to projects the status and the end of their plan and the avenant their team has to sign, in the same statement."""
    return projets.annotate(statut_du_plan=statut_du_plan(), fin_du_plan=fin_du_plan(), avenant_a_signer=avenant_a_signer())


def a_faire_du_plan(projets: Iterable[Projet]) -> list[Tache]:
    """Return what plans ask of a person seated in ``projets``, read by ``avec_plan``, with ``ma_fonction``."""
    return [tache for projet in projets for tache in _du_projet(projet)]


def _du_projet(projet: Projet) -> list[Tache]:
    taches, signe = [], signe_pour_l_equipe(projet.ma_fonction)
    page = reverse("plan_detail", args=[programme_courant().slug, projet.slug])
    if projet.statut_du_plan == StatutPlan.PROPOSE:
        titre, verbe = ("Lire et signer le plan d’accompagnement", "Lire et signer") if signe else ("Lire le plan d’accompagnement", "Lire")
        taches.append(Tache(titre, projet.nom, page, verbe, "pen", "minium", None))
    if projet.avenant_a_signer and signe:
        titre, url = f"Signer l’avenant {projet.avenant_a_signer} au plan", f"{page}avenants/{projet.avenant_a_signer}/"
        taches.append(Tache(titre, projet.nom, url, "Lire et signer", "pen", "minium", None))
    return taches


def plans_a_reprendre() -> QuerySet[PlanAccompagnement]:
    """Return the plans that the coordination has to write or to propose."""
    return PlanAccompagnement.objects.filter(statut__in=sorted(PLANS_A_REPRENDRE))


def plans_a_signer() -> QuerySet[PlanAccompagnement]:
    """Return the plans that the team has signed: the coordination signs last."""
    return PlanAccompagnement.objects.filter(statut=StatutPlan.SIGNE_EQUIPE)


def avenants_a_signer() -> QuerySet[Avenant]:
    """Return the avenants that the coordination has not signed."""
    return Avenant.objects.filter(statut=StatutAvenant.PROPOSE, signe_at=None)
