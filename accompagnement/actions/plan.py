"""The plan of a project: prepared, proposed, adjusted, signed by the team then by the coordination, which grants its credits."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from accompagnement.actions.annonces import annoncer_le_plan
from accompagnement.actions.registre import dotation, inscrire, ouvrir_comptes
from accompagnement.enums import NatureCompte, StatutPlan
from accompagnement.models import Besoin, CompteCredits, LignePlan, PlanAccompagnement, VersionPlan
from accompagnement.regles_plan import (
    DEJA_PREPARE,
    DEUX_SIGNATAIRES,
    LigneVoulue,
    fin_du_plan,
    par_priorite,
    refus_d_ajuster,
    refus_d_enveloppe,
    refus_de_proposer,
    refus_de_repartition,
    refus_de_signer,
)
from manufactures.actions.projets import faire_passer
from manufactures.enums import StatutProjet
from manufactures.models import Projet
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter, noter_a_la_fin
from socle.lib.francais import date_entiere
from socle.lib.francais import demi_journees as en_demi_journees
from socle.lib.refus import ActionRefusee, exiger

S = StatutPlan
CHAMPS = ("objectif", "indicateur", "cible", "demi_journees", "priorite", "mois_debut", "mois_fin", "condition")
Besoins = Mapping[str, Besoin]  # the needs of the programme by code, read by the caller


@transaction.atomic
def preparer_plan(
    *,
    projet: Projet,
    demi_journees: int,
    lignes: Sequence[LigneVoulue],
    date_debut: date,
    besoins: Besoins,
    acteur: Acteur | None,
    conditions: Sequence[str] = (),
    commentaire: str = "",
) -> PlanAccompagnement:
    """Write the first version of the plan of a locked project; the team does not read it before it is proposed.

    ``conditions``: what the committee asked for, in its words. Raises ``ActionRefusee`` when lines do not add up to
    ``demi_journees``, or when the project has a plan already.
    """
    duree = reglement.valeur("accompagnement.duree_mois")
    exiger(refus_de_repartition(lignes, demi_journees, set(besoins), duree))
    plan = PlanAccompagnement(
        projet=projet,
        demi_journees=demi_journees,
        date_debut=date_debut,
        date_fin=fin_du_plan(date_debut, duree),
        conditions=list(conditions),
    )
    _creer(plan)
    _ecrire_les_lignes(plan, lignes, besoins)
    _garder_la_version(plan, lignes, besoins, commentaire, acteur)
    noter("plan.prepare", fil=projet.fil, acteur=acteur, demi_journees=en_demi_journees(demi_journees))
    return plan


def _creer(plan: PlanAccompagnement) -> None:
    """Nobody looks first: a second plan is rare, and the key of the project tells it."""
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError:
        raise ActionRefusee(DEJA_PREPARE) from None


def _ecrire_les_lignes(plan: PlanAccompagnement, lignes: Sequence[LigneVoulue], besoins: Besoins) -> None:
    LignePlan.objects.bulk_create(
        LignePlan(plan=plan, besoin=besoins[ligne.besoin], **_champs(ligne) | {"priorite": rang})
        for rang, ligne in enumerate(par_priorite(lignes), start=1)
    )


def _champs(ligne: LigneVoulue) -> dict:
    return {champ: getattr(ligne, champ) for champ in CHAMPS}


def _garder_la_version(plan, lignes: Sequence[LigneVoulue], besoins: Besoins, commentaire: str, acteur: Acteur | None) -> None:
    contenu = [_champs(ligne) | {"code": ligne.besoin, "besoin": str(besoins[ligne.besoin])} for ligne in par_priorite(lignes)]
    auteur = acteur.utilisateur if acteur else None
    VersionPlan.objects.create(plan=plan, numero=plan.version, lignes=contenu, commentaire=commentaire, auteur=auteur)


@transaction.atomic
def ajuster_plan(
    *, plan: PlanAccompagnement, lignes: Sequence[LigneVoulue], besoins: Besoins, commentaire: str, acteur: Acteur, par_l_equipe: bool
) -> PlanAccompagnement:
    """Write the next version of a plan not signed yet. The team hands it back to the coordination; the coordination takes it up again,
    and a signature already given is to be given again.
    """
    plan = verrouiller_plan(plan)
    exiger(refus_d_ajuster(plan.etat, par_l_equipe=par_l_equipe))
    exiger(refus_de_repartition(lignes, plan.demi_journees, set(besoins), reglement.valeur("accompagnement.duree_mois")))
    vers = S.AJUSTE if par_l_equipe else S.BROUILLON
    _faire_passer(plan, vers, version=plan.version + 1, signe_equipe_at=None, signe_equipe_par=None)
    plan.lignes.all().delete()
    _ecrire_les_lignes(plan, lignes, besoins)
    _garder_la_version(plan, lignes, besoins, commentaire, acteur)
    noter("plan.ajuste", fil=plan.projet.fil, acteur=acteur, motif=commentaire, version=plan.version)
    return plan


def verrouiller_plan(plan: PlanAccompagnement) -> PlanAccompagnement:
    """Return the plan as it stands, its row and its project's locked until the end of the transaction."""
    return PlanAccompagnement.objects.verrouiller().get(pk=plan.pk)


def _faire_passer(plan: PlanAccompagnement, vers: StatutPlan, **champs) -> None:
    for champ, valeur in (champs | {"statut": vers}).items():
        setattr(plan, champ, valeur)
    plan.save(update_fields=["statut", *champs])


@transaction.atomic
def proposer_plan(*, plan: PlanAccompagnement, acteur: Acteur | None) -> PlanAccompagnement:
    """Hand the plan to the team, to adjust or to sign. Raises ``ActionRefusee`` while a need has no objective or no indicator."""
    plan = verrouiller_plan(plan)
    lignes = list(plan.lignes.select_related("besoin"))
    voulues = [LigneVoulue(ligne.besoin.code, **{c: getattr(ligne, c) for c in CHAMPS}) for ligne in lignes]
    exiger(refus_de_proposer(plan.etat, voulues, {ligne.besoin.code: str(ligne.besoin) for ligne in lignes}))
    _faire_passer(plan, S.PROPOSE, propose_at=timezone.now())
    noter("plan.propose", fil=plan.projet.fil, acteur=acteur, version=plan.version)
    contexte = {"demi_journees": en_demi_journees(plan.demi_journees), "date_fin": date_entiere(plan.date_fin)}
    annoncer_le_plan("accompagnement_plan", plan, cle=f"v{plan.version}:{plan.propose_at.timestamp():.0f}", contexte=contexte)
    return plan


@transaction.atomic
def signer_plan_pour_l_equipe(*, plan: PlanAccompagnement, acteur: Acteur, verrouille: bool = False) -> PlanAccompagnement:
    """The porteur or porteuse signs the version proposed; the coordination signs last."""
    plan = plan if verrouille else verrouiller_plan(plan)
    exiger(refus_de_signer(plan.etat, par_l_equipe=True))
    _faire_passer(plan, S.SIGNE_EQUIPE, signe_equipe_at=timezone.now(), signe_equipe_par=acteur.utilisateur)
    noter("plan.signe_equipe", fil=plan.projet.fil, acteur=acteur, version=plan.version)
    return plan


@transaction.atomic
def signer_plan(*, plan: PlanAccompagnement, acteur: Acteur, verrouille: bool = False) -> PlanAccompagnement:
    """The coordination signs last: the credits are granted and the project goes « en accompagnement ».

    « Une phase d’accompagnement sur mesure de chaque Manufacture, durant 2 ans, une fois les financements octroyés. »
    ``verrouille``: the caller has just read ``plan`` under its lock. Raises ``ActionRefusee`` before the team has signed, for
    the person who signed for it, or when the envelope is short.
    """
    plan = plan if verrouille else verrouiller_plan(plan)
    exiger(refus_de_signer(plan.etat, par_l_equipe=False))
    exiger(DEUX_SIGNATAIRES if plan.signe_equipe_par_id == acteur.pk else None)
    projet = plan.projet
    with noter_a_la_fin():
        _faire_passer(plan, S.SIGNE, signe_at=timezone.now(), signe_par=acteur.utilisateur)
        doter_le_plan(plan=plan, acteur=acteur)
        faire_passer(projet=projet, vers=StatutProjet.EN_ACCOMPAGNEMENT, acteur=acteur, verrouille=True)
        mois = reglement.valeur("accompagnement.duree_mois")
        noter("projet.accompagnement_ouvert", fil=projet.fil, acteur=acteur, demi_journees=plan.demi_journees, mois=mois)
    return plan


def doter_le_plan(*, plan: PlanAccompagnement, acteur: Acteur | None) -> None:
    """Grant the credits of a plan just signed, read by ``PlanQuerySet.verrouiller``; the envelope is locked first.

    « Il prend la forme de crédits mobilisables selon des besoins ponctuels préalablement identifiés. »
    """
    lignes = list(plan.lignes.select_related("besoin"))
    enveloppe = CompteCredits.objects.select_for_update().get(nature=NatureCompte.ENVELOPPE)
    exiger(refus_d_enveloppe(enveloppe.solde, plan.demi_journees))
    comptes = ouvrir_comptes(plan.projet, [ligne.besoin for ligne in lignes])
    source = f"Plan d’accompagnement signé le {date_entiere(plan.signe_at)}"
    dotations = [
        dotation(
            enveloppe,
            comptes[ligne.besoin_id, NatureCompte.DISPONIBLE],
            ligne.demi_journees,
            source=source,
            motif=ligne.objectif or "Besoin retenu dans le plan d’accompagnement",
            acteur=acteur,
            cle=f"dotation:{plan.pk}:{ligne.besoin.code}",
        )
        for ligne in lignes
        if ligne.demi_journees
    ]
    inscrire(*dotations)
    details = {"demi_journees": en_demi_journees(plan.demi_journees), "date_fin": date_entiere(plan.date_fin)}
    noter("credits.ouverts", fil=plan.projet.fil, acteur=acteur, **details)
    annoncer_le_plan("accompagnement_credits", plan, cle="credits", contexte=details, page="credits/")
