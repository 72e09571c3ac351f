"""Avenants of a signed plan: proposed by either party, signed by both, then the ledger and the lines follow."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accompagnement.actions.annonces import annoncer_le_plan
from accompagnement.actions.plan import CHAMPS, verrouiller_plan
from accompagnement.actions.registre import dotation, inscrire, mouvement, ouvrir_comptes
from accompagnement.enums import NatureCompte, NatureMouvement, StatutAvenant
from accompagnement.models import Avenant, Besoin, CompteCredits, LigneAvenant, LignePlan, PlanAccompagnement
from accompagnement.regles_plan import (
    AVENANT_CLOS,
    AVENANT_EN_COURS,
    AVENANT_PERIME,
    AVENANT_VIDE,
    DEUX_SIGNATAIRES,
    PLAN_PAS_SIGNE,
    LigneVoulue,
    mouvements_d_avenant,
    refus_d_avenant,
    refus_de_calendrier,
    refus_de_signer_l_avenant,
    refus_du_motif,
)
from manufactures.models import Projet
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.refus import Refus, exiger, premier_refus

Comptes = dict[tuple[int | None, NatureCompte], CompteCredits]


def _verrouiller_comptes(projet: Projet) -> Comptes:
    """Lock the envelope and the accounts of a project in one statement, in the order of the ledger's triggers."""
    lus = CompteCredits.objects.filter(Q(projet=projet) | Q(nature=NatureCompte.ENVELOPPE)).select_for_update(of=("self",)).order_by("pk")
    return {(c.besoin_id, NatureCompte(c.nature)): c for c in lus}


def _accordees(comptes: Comptes) -> dict[int, int]:
    """Return what each need holds, whatever became of it."""
    accordees: dict[int, int] = {}
    for (besoin, _), compte in comptes.items():
        if besoin is not None:
            accordees[besoin] = accordees.get(besoin, 0) + compte.solde
    return accordees


@transaction.atomic
def proposer_avenant(
    *,
    plan: PlanAccompagnement,
    objet: str,
    motif: str,
    lignes: Sequence[LigneVoulue],
    besoins: Mapping[str, Besoin],
    acteur: Acteur,
    signe_pour_l_equipe: bool,
    verrouille: bool = False,
) -> Avenant:
    """Propose a change of a signed plan; who may sign for her side signs by proposing.

    Only what changes is kept. ``verrouille``: the caller has just read ``plan`` under its lock.
    Raises ``ActionRefusee`` when nothing changes, when another avenant waits, or when credits are short.
    """
    plan = plan if verrouille else verrouiller_plan(plan)
    en_cours = list(plan.avenants.order_by("numero"))
    exiger(_refus_de_proposer(plan, en_cours, motif))
    comptes = _verrouiller_comptes(plan.projet)
    changees = _changements(plan, lignes, besoins, _accordees(comptes))
    exiger(AVENANT_VIDE if not changees else refus_de_calendrier(lignes, reglement.valeur("accompagnement.duree_mois")))
    exiger(_refus_de_credit(changees, comptes))
    propose = {"propose_par": acteur.utilisateur, "propose_at": timezone.now()}
    avenant = Avenant(plan=plan, numero=len(en_cours) + 1, objet=objet, motif=motif, **propose)
    _signer(avenant, acteur, pour_l_equipe=signe_pour_l_equipe)
    avenant.save(force_insert=True)
    for ligne in changees:
        ligne.avenant = avenant
    LigneAvenant.objects.bulk_create(changees)
    noter("avenant.propose", fil=plan.projet.fil, acteur=acteur, motif=motif, numero=avenant.numero, quoi=objet)
    _annoncer(avenant, plan, "accompagnement_avenant")
    return avenant


def _refus_de_proposer(plan: PlanAccompagnement, avenants: list[Avenant], motif: str) -> Refus | None:
    return premier_refus(
        None if plan.est_signe else PLAN_PAS_SIGNE,
        AVENANT_EN_COURS if any(avenant.est_ouvert for avenant in avenants) else None,
        refus_du_motif(motif),
    )


def _changements(plan, lignes: Sequence[LigneVoulue], besoins: Mapping[str, Besoin], accordees: dict[int, int]) -> list[LigneAvenant]:
    """Return the lines that differ from the plan in force; a need left empty keeps what the plan gives it."""
    actuelles = {ligne.besoin_id: ligne for ligne in plan.lignes.all()}
    suivante = max((ligne.priorite for ligne in actuelles.values()), default=0) + 1
    changees = []
    for voulue in lignes:
        besoin = besoins[voulue.besoin]
        ligne = LigneAvenant(besoin=besoin, demi_journees_avant=accordees.get(besoin.pk, 0), **{c: getattr(voulue, c) for c in CHAMPS})
        actuelle = actuelles.get(besoin.pk)
        ligne.priorite = actuelle.priorite if actuelle else suivante
        suivante += actuelle is None
        if actuelle is None or _differe(ligne, actuelle):
            changees.append(ligne)
    return changees


def _differe(ligne: LigneAvenant, actuelle: LignePlan) -> bool:
    mots = any(getattr(ligne, champ) != getattr(actuelle, champ) for champ in CHAMPS if champ != "demi_journees")
    return mots or ligne.demi_journees != ligne.demi_journees_avant


def _refus_de_credit(lignes: Sequence[LigneAvenant], comptes: Comptes) -> Refus | None:
    disponibles = {ligne.besoin_id: c.solde for ligne in lignes if (c := comptes.get((ligne.besoin_id, NatureCompte.DISPONIBLE)))}
    avant, apres = _avant_apres(lignes)
    return refus_d_avenant(avant, apres, disponibles, comptes[None, NatureCompte.ENVELOPPE].solde)


def _avant_apres(lignes: Sequence[LigneAvenant]) -> tuple[dict[int, int], dict[int, int]]:
    return {li.besoin_id: li.demi_journees_avant for li in lignes}, {li.besoin_id: li.demi_journees for li in lignes}


def _signer(avenant: Avenant, acteur: Acteur, *, pour_l_equipe: bool) -> None:
    if pour_l_equipe:
        avenant.signe_equipe_par, avenant.signe_equipe_at = acteur.utilisateur, timezone.now()
    elif acteur.est_coordination:
        avenant.signe_par, avenant.signe_at = acteur.utilisateur, timezone.now()


def _annoncer(avenant: Avenant, plan: PlanAccompagnement, gabarit: str) -> None:
    contexte = {"numero": avenant.numero, "objet": avenant.objet, "motif": avenant.motif}
    annoncer_le_plan(gabarit, plan, cle=f"avenant:{avenant.numero}", contexte=contexte, page=f"plan/avenants/{avenant.numero}/")


@transaction.atomic
def signer_avenant(*, avenant: Avenant, acteur: Acteur, pour_l_equipe: bool, verrouille: bool = False) -> Avenant:
    """Sign for one side; the second signature puts the avenant in force. ``verrouille``: ``avenant`` was just read under its lock.

    Raises ``ActionRefusee`` when that side has signed, for a person who signed for the other, or when credits moved meanwhile.
    """
    avenant = avenant if verrouille else Avenant.objects.verrouiller().get(pk=avenant.pk)
    plan = avenant.plan
    plan.equipe = avenant.equipe
    deja = avenant.signe_equipe_at if pour_l_equipe else avenant.signe_at
    exiger(refus_de_signer_l_avenant(avenant.etat, deja_signe=deja is not None))
    exiger(DEUX_SIGNATAIRES if acteur.pk in (avenant.signe_par_id, avenant.signe_equipe_par_id) else None)
    _signer(avenant, acteur, pour_l_equipe=pour_l_equipe)
    if avenant.signe_at and avenant.signe_equipe_at:
        _mettre_en_vigueur(avenant, plan, acteur)
    else:
        avenant.save()
        noter("avenant.signe", fil=plan.projet.fil, acteur=acteur, numero=avenant.numero)
    return avenant


def _mettre_en_vigueur(avenant: Avenant, plan: PlanAccompagnement, acteur: Acteur) -> None:
    comptes = _verrouiller_comptes(plan.projet)
    lignes = list(avenant.lignes.select_related("besoin"))
    accordees = _accordees(comptes)
    exiger(AVENANT_PERIME if any(accordees.get(li.besoin_id, 0) != li.demi_journees_avant for li in lignes) else None)
    exiger(_refus_de_credit(lignes, comptes))
    avenant.statut = StatutAvenant.SIGNE
    avenant.save()
    _faire_suivre_le_registre(avenant, plan, lignes, comptes, acteur)
    LignePlan.objects.bulk_create(
        [LignePlan(plan=plan, besoin=li.besoin, avenant=avenant, **{c: getattr(li, c) for c in CHAMPS}) for li in lignes],
        update_conflicts=True,
        unique_fields=["plan", "besoin"],
        update_fields=["avenant", *CHAMPS],
    )
    noter("avenant.en_vigueur", fil=plan.projet.fil, acteur=acteur, motif=avenant.motif, numero=avenant.numero)
    _annoncer(avenant, plan, "accompagnement_avenant_signe")


def _faire_suivre_le_registre(avenant: Avenant, plan: PlanAccompagnement, lignes: list[LigneAvenant], comptes: Comptes, acteur: Acteur):
    """Transfer between needs what the avenant moves, and grant the rest from the envelope."""
    if nouveaux := [li.besoin for li in lignes if (li.besoin_id, NatureCompte.DISPONIBLE) not in comptes]:
        comptes |= ouvrir_comptes(plan.projet, nouveaux)
    transferts, complements = mouvements_d_avenant(*_avant_apres(lignes))
    source, cle = f"Avenant {avenant.numero} au plan d’accompagnement", f"avenant:{avenant.pk}"
    commun = {"source": source, "motif": avenant.motif, "acteur": acteur}
    dispo, enveloppe = NatureCompte.DISPONIBLE, comptes[None, NatureCompte.ENVELOPPE]
    suites = [
        mouvement(
            nature=NatureMouvement.TRANSFERT,
            de=comptes[de, dispo],
            vers=comptes[vers, dispo],
            quantite=n,
            cle=f"{cle}:{de}:{vers}",
            **commun,
        )
        for de, vers, n in transferts
    ]
    suites += [
        dotation(enveloppe, comptes[vers, dispo], n, cle=f"{cle}:{vers}", **commun) for vers, n in complements
    ]
    if suites:
        inscrire(*suites)


@transaction.atomic
def retirer_avenant(*, avenant: Avenant, motif: str, acteur: Acteur) -> Avenant:
    """Withdraw an avenant that is not in force, with the reason; either party may."""
    avenant = Avenant.objects.select_for_update(of=("self",)).select_related("plan__projet").get(pk=avenant.pk)
    exiger(premier_refus(None if avenant.est_ouvert else AVENANT_CLOS, refus_du_motif(motif)))
    avenant.statut, avenant.motif_retrait = StatutAvenant.RETIRE, motif
    avenant.retire_par, avenant.retire_at = acteur.utilisateur, timezone.now()
    avenant.save()
    noter("avenant.retire", fil=avenant.plan.projet.fil, acteur=acteur, motif=motif, numero=avenant.numero)
    return avenant
