"""The documents of the accompagnement. They read what is recorded: rendering again gives the same content."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from accompagnement.enums import StatutAvenant
from accompagnement.models import (
    Avenant,
    BilanAutonomie,
    BonDeCommande,
    Mission,
    PlanAccompagnement,
    RapportAnnuel,
    ReleveMensuel,
    ServiceFait,
)
from accompagnement.queries.missions import missions_visibles
from accompagnement.queries.plan import plans_visibles
from accompagnement.queries.rapports import LigneIndicateur, lignes_du_rapport, rapports_du_projet, rapports_visibles
from accompagnement.queries.releves import releves_visibles
from accompagnement.queries.sortie import LigneAxe, bilans_visibles, lignes_du_bilan
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
    return _actes(("Pour l’équipe", signe.signe_equipe_par, signe.signe_equipe_at), ("Pour la coordination", signe.signe_par, signe.signe_at))


def _actes(*actes: tuple) -> list[tuple[str, str, str]]:
    """Return who did what and when, of the acts that have their date."""
    return [(titre, str(personne), francais.echeance(date)) for titre, personne, date in actes if date]


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
    signatures: list[tuple[str, str, str]]


def contexte_rapport(rapport_id: int) -> ContexteRapport:
    """Read a report, its figures beside those of the entry and of the year before."""
    rapport = RapportAnnuel.objects.select_related("projet", "remis_par", "accepte_par").get(pk=rapport_id)
    return ContexteRapport(
        titre=rapport.titre,
        numero=f"Rapport {rapport.pk}",
        etat=f"Rapport\u00a0: {rapport.etat.label.lower()}",
        projet=str(rapport.projet),
        lignes=lignes_du_rapport(rapport.annee, rapports_du_projet(rapport.projet), rapport.indicateurs),
        recit=rapport.recit,
        signatures=_actes(
            ("Remis par l’équipe", rapport.remis_par, rapport.remis_at), ("Accepté par la coordination", rapport.accepte_par, rapport.accepte_at)
        ),
    )


def rapport_reste_lisible(rapport_id: int, acteur: Acteur) -> bool:
    """The PDF of a report is read by those who read the report."""
    return rapports_visibles(acteur).filter(pk=rapport_id).exists()


declarer("accompagnement.rapport_annuel", "Rapport annuel", contexte_rapport, "accompagnement/pdf/rapport_annuel.html", rapport_reste_lisible)


CODE_ATTESTATION = "accompagnement.attestation"
Faits = list[tuple[str, str]]


@dataclass(frozen=True)
class ContexteAttestation:
    """What the certificate of a service fait prints."""

    titre: str
    numero: str
    etat: str
    mission: Faits
    service: Faits
    accords: Faits
    silence: str


def contexte_attestation(service_fait_id: int) -> ContexteAttestation:
    """Read a validated service, with the price, lot and travel frozen at its validation."""
    mission = ("projet", "besoin", "expert__utilisateur", "creneau", "dernier_creneau", "bon_de_commande")
    lus = ServiceFait.objects.select_related(*(f"mission__{nom}" for nom in mission), "compte_rendu__remis_par", "juge_par", "valide_par")
    fait = lus.get(pk=service_fait_id)
    return ContexteAttestation(
        titre=f"Attestation de service fait, mission {fait.mission_id}",
        numero=f"SF-{fait.valide_at:%Y}-{fait.pk:04}",
        etat=f"Service fait validé le {francais.date_entiere(fait.valide_at)}",
        mission=_mission(fait),
        service=_service(fait),
        accords=_accords(fait),
        silence="" if fait.du_projet else fait.motif,
    )


def _mission(fait: ServiceFait) -> Faits:
    mission, bon = fait.mission, getattr(fait.mission, "bon_de_commande", None)
    lignes = [("Projet", str(mission.projet)), ("Besoin", str(mission.besoin)), ("Expert", str(mission.expert)), ("Lot du marché", fait.lot)]
    return [ligne for ligne in (*lignes, ("Bon de commande", bon.reference if bon else ""), _dates(mission)) if ligne[1]]


def _dates(mission: Mission) -> tuple[str, str]:
    premier, dernier = mission.creneau, mission.dernier_creneau
    if dernier:
        return "Demi-journées", f"du {francais.date_longue(premier.debut)} au {francais.date_longue(dernier.debut)}"
    return "Demi-journée", f"{francais.date_longue(premier.debut)}, {francais.plage(premier.debut, premier.fin)}"


def _service(fait: ServiceFait) -> Faits:
    return [
        ("Service", fait.etat.label),
        ("Demi-journées acceptées", francais.demi_journees(fait.demi_journees_acceptees)),
        ("Prix de la demi-journée", francais.montant(fait.prix_demi_journee)),
        *([("Déplacement", francais.montant(fait.frais_deplacement))] if fait.frais_deplacement else []),
        ("Montant", francais.montant(fait.montant)),
    ]


def _accords(fait: ServiceFait) -> Faits:
    rendu = fait.compte_rendu
    return [
        ("Compte rendu", f"{rendu.remis_par}, {francais.echeance(rendu.remis_at)}"),
        ("Verdict", f"{fait.juge}, {francais.echeance(fait.juge_at)}"),
        ("Validation", f"{fait.valide_par}, coordination, {francais.echeance(fait.valide_at)}"),
    ]


def attestation_lisible(service_fait_id: int, acteur: Acteur) -> bool:
    """A certificate is read by those who read its mission."""
    return missions_visibles(acteur).filter(services_faits=service_fait_id).exists()


declarer(CODE_ATTESTATION, "Attestation de service fait", contexte_attestation, "accompagnement/pdf/attestation.html", attestation_lisible)


CODE_RELEVE = "accompagnement.releve"


@dataclass(frozen=True)
class ContexteReleve:
    """What a monthly statement prints: its frozen lines."""

    titre: str
    numero: str
    etat: str
    expert: str
    mois: str
    lignes: list[tuple[str, ...]]
    demi_journees: str
    deplacement: str
    montant: str


def contexte_releve(releve_id: int) -> ContexteReleve:
    """Read a statement; its invoice and payment, which move, are not on the document."""
    releve = ReleveMensuel.objects.select_related("expert__utilisateur").get(pk=releve_id)
    return ContexteReleve(
        titre=f"Relevé mensuel {releve.numero}",
        numero=releve.numero,
        etat=f"Établi le {francais.date_entiere(releve.etabli_at)}",
        expert=str(releve.expert),
        mois=" ".join(francais.date_entiere(releve.mois).split()[1:]),
        lignes=[_ligne(ligne) for ligne in releve.lignes.select_related("mission")],
        demi_journees=str(releve.demi_journees),
        deplacement=_frais(releve.frais_deplacement),
        montant=francais.montant(releve.montant),
    )


def _ligne(ligne) -> tuple[str, ...]:
    marche = " · ".join(mot for mot in (ligne.lot, ligne.piece) if mot)
    quoi = f"Mission {ligne.mission_id}, {ligne.projet}, {ligne.besoin}"
    sommes = francais.montant(ligne.prix_unitaire), _frais(ligne.frais_deplacement), francais.montant(ligne.montant)
    return quoi, francais.jour(ligne.jour), marche, str(ligne.demi_journees), *sommes


def _frais(frais: Decimal) -> str:
    return francais.montant(frais) if frais else "–"


def releve_reste_lisible(releve_id: int, acteur: Acteur) -> bool:
    """The PDF of a statement is read by those who read the statement."""
    return releves_visibles(acteur).filter(pk=releve_id).exists()


declarer(CODE_RELEVE, "Relevé mensuel", contexte_releve, "accompagnement/pdf/releve.html", releve_reste_lisible)


CODE_BON = "accompagnement.bon_de_commande"


@dataclass(frozen=True)
class ContexteBon:
    """What the PDF of an order prints."""

    titre: str
    numero: str
    etat: str
    bon: BonDeCommande


def contexte_bon(bon_id: int) -> ContexteBon:
    """Read a frozen order."""
    bon = BonDeCommande.objects.get(pk=bon_id)
    return ContexteBon(
        titre=f"Bon de commande {bon.reference}",
        numero=bon.reference,
        etat=f"Émis le {francais.echeance(bon.emis_at)}",
        bon=bon,
    )


def bon_lisible(bon_id: int, acteur: Acteur) -> bool:
    """The order is read by those who read its mission."""
    return missions_visibles(acteur).filter(bon_de_commande=bon_id).exists()


declarer(CODE_BON, "Bon de commande", contexte_bon, "accompagnement/pdf/bon_de_commande.html", bon_lisible)


@dataclass(frozen=True)
class ContexteBilan:
    """What the exit review prints, on one page."""

    titre: str
    numero: str
    etat: str
    projet: str
    lignes: list[LigneAxe]
    maturites: list[dict[str, Any]]
    conclusion: str
    motivation: str
    suites: str
    signatures: list[tuple[str, str, str]]


def contexte_bilan(bilan_id: int) -> ContexteBilan:
    """Read a review; closed, it does not change any more."""
    bilan = BilanAutonomie.objects.select_related("projet", "remis_par", "clos_par").get(pk=bilan_id)
    return ContexteBilan(
        titre="Bilan d’autonomie",
        numero=f"Bilan {bilan.pk}",
        etat=f"Bilan\u00a0: {bilan.etat.label.lower()}",
        projet=str(bilan.projet),
        lignes=lignes_du_bilan(bilan),
        maturites=bilan.maturites,
        conclusion=bilan.get_conclusion_display() if bilan.conclusion else "",
        motivation=bilan.motivation,
        suites=bilan.suites,
        signatures=_actes(("Remis par l’équipe", bilan.remis_par, bilan.remis_at), ("Clos par la coordination", bilan.clos_par, bilan.clos_at)),
    )


def bilan_reste_lisible(bilan_id: int, acteur: Acteur) -> bool:
    """The PDF of a review is read by those who read the review."""
    return bilans_visibles(acteur).filter(pk=bilan_id).exists()


declarer("accompagnement.bilan_autonomie", "Bilan d’autonomie", contexte_bilan, "accompagnement/pdf/bilan_autonomie.html", bilan_reste_lisible)
