"""The documents of the accompagnement. They read what is recorded: rendering again gives the same content."""

from dataclasses import dataclass
from typing import Any

from accompagnement.enums import StatutAvenant
from accompagnement.models import Avenant, PlanAccompagnement, RapportAnnuel
from accompagnement.queries.plan import plans_visibles
from accompagnement.queries.rapports import LigneIndicateur, lignes_du_rapport, rapports_du_projet
from socle.comptes.acteur import Acteur
from socle.documents.registre import declarer
from socle.lib import francais

CODE_PLAN = "accompagnement.plan"


@dataclass(frozen=True)
class ContextePlan:
    """What the plan prints: the lines of the version that was signed, the signatures, then each avenant in force."""

    titre: str
    numero: str
    etat: str
    projet: str
    periode: str
    total: str
    version: int
    lignes: list[dict[str, Any]]
    conditions: list[str]
    signatures: list[tuple[str, str, str]]
    avenants: list[dict[str, Any]]


def contexte_plan(plan_id: int) -> ContextePlan:
    """Read a plan for print: the version signed, or the last one written."""
    plan = PlanAccompagnement.objects.select_related("projet", "signe_par", "signe_equipe_par").get(pk=plan_id)
    version = plan.versions.filter(numero=plan.version).first()
    return ContextePlan(
        titre=str(plan),
        numero=f"Plan {plan.pk}, version {plan.version}",
        etat="Version signée" if plan.est_signe else f"Projet : {plan.etat.label.lower()}",
        projet=str(plan.projet),
        periode=f"du {francais.date_entiere(plan.date_debut)} au {francais.date_entiere(plan.date_fin)}",
        total=francais.demi_journees(plan.demi_journees),
        version=plan.version,
        lignes=version.lignes if version else [],
        conditions=plan.conditions,
        signatures=_signatures(plan),
        avenants=[_avenant(a) for a in _en_vigueur(plan)],
    )


def _en_vigueur(plan: PlanAccompagnement):
    avenants = plan.avenants.filter(statut=StatutAvenant.SIGNE).select_related("signe_par", "signe_equipe_par")
    return avenants.prefetch_related("lignes__besoin")


def _signatures(signe: PlanAccompagnement | Avenant) -> list[tuple[str, str, str]]:
    parties = (("Pour l’équipe", signe.signe_equipe_par, signe.signe_equipe_at), ("Pour la coordination", signe.signe_par, signe.signe_at))
    return [(titre, str(personne), francais.echeance(date)) for titre, personne, date in parties if date]


def _avenant(avenant: Avenant) -> dict[str, Any]:
    return {
        "titre": f"Avenant {avenant.numero} : {avenant.objet}",
        "motif": avenant.motif,
        "lignes": list(avenant.lignes.all()),
        "signatures": _signatures(avenant),
    }


def plan_lisible(plan_id: int, acteur: Acteur) -> bool:
    """The PDF of a plan is read by those who read its page."""
    return plans_visibles(acteur).filter(pk=plan_id).exists()


declarer(CODE_PLAN, "Plan d’accompagnement", contexte_plan, "accompagnement/pdf/plan.html", plan_lisible)


@dataclass(frozen=True)
class ContexteRapport:
    """What a yearly report prints."""

    titre: str
    numero: str
    etat: str
    projet: str
    lignes: list[LigneIndicateur]
    recit: str


def contexte_rapport(rapport_id: int) -> ContexteRapport:
    """Read a report, its figures beside those of the entry and of the year before."""
    rapport = RapportAnnuel.objects.select_related("projet").get(pk=rapport_id)
    lignes = lignes_du_rapport(rapport.annee, rapports_du_projet(rapport.projet), rapport.indicateurs)
    return ContexteRapport(rapport.titre, f"Rapport {rapport.pk}", rapport.etat.label, str(rapport.projet), lignes, rapport.recit)


declarer("accompagnement.rapport_annuel", "Rapport annuel", contexte_rapport, gabarit="accompagnement/pdf/rapport_annuel.html")
