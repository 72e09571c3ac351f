"""Experts: named, invited, seated."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accompagnement.actions.agenda import verrouiller_expert
from accompagnement.models import Besoin, ConditionsMarche, Expert, ExpertBesoin
from accompagnement.permissions import est_l_expert, peut_coordonner
from accompagnement.regles_experts import refus_de_profil
from socle.comptes.acteur import Acteur
from socle.comptes.actions.adhesions import ouvrir_porte
from socle.comptes.actions.invitations import creer_invitation
from socle.comptes.enums import Role
from socle.comptes.models import Invitation, Utilisateur
from socle.comptes.portee import programme_courant
from socle.courriers.actions import poster
from socle.courriers.liens import absolu
from socle.journal.actions import noter
from socle.lib.refus import ActionRefusee, Refus, exiger
from socle.lib.taches import enfiler

PROFIL = (
    "presentation", "langues", "sur_place", "a_distance", "territoire", "zones", "departement", "depart", "distance_max", "feries", "societe", "siren",
)  # fmt: skip
DEJA_EXPERT = Refus("deja_expert", "Cette personne est déjà dans l’annuaire des experts.")
SANS_BESOIN = Refus("expert_sans_besoin", "Choisissez au moins un besoin que cet expert accompagne.")


@transaction.atomic
def nommer_expert(
    *,
    utilisateur: Utilisateur,
    besoins: Iterable[Besoin],
    prix_demi_journee: Decimal,
    presentation: str = "",
    territoire: str = "",
    lot: str = "",
    a_distance: bool = True,
    departement: str = "",
    acteur: Acteur | None,
) -> Expert:
    """Put a person in the directory with the needs she answers, and open her door of the programme.

    « … animé par une équipe d’experts sélectionnés pour leur expérience sur des projets similaires. » The price is in
    euros for a half-day. Raises ``ActionRefusee`` for a person already there or without any need.
    """
    besoins = list(besoins)
    exiger(None if besoins else SANS_BESOIN)
    expert, nouveau = Expert.objects.get_or_create(
        utilisateur=utilisateur,
        defaults={
            "prix_demi_journee": prix_demi_journee,
            "presentation": presentation,
            "territoire": territoire,
            "lot": lot,
            "a_distance": a_distance,
            "departement": departement,
        },
    )
    if not nouveau:
        raise ActionRefusee(DEJA_EXPERT)
    ExpertBesoin.objects.bulk_create(ExpertBesoin(expert=expert, besoin=b) for b in besoins)
    ConditionsMarche.objects.create(
        expert=expert, lot=lot, prix_demi_journee=prix_demi_journee, date_effet=timezone.localdate(),
        motif="Entrée dans l’annuaire", fixees_par=acteur.utilisateur if acteur else None,
    )  # fmt: skip
    ouvrir_porte(utilisateur=utilisateur, role=Role.EXPERT)
    noter("expert.nomme", fil="programme", acteur=acteur, expert=str(expert))
    return expert


@transaction.atomic
def modifier_profil(*, expert: Expert, competences: dict[int, str], profil: dict, acteur: Acteur) -> Expert:
    """Let an expert rewrite what she says of herself: ``competences`` gives the proof of each need, by key of the need.

    Lot and price are not hers to write. New public holidays change the half-days she offers, in a task. Raises ``ActionRefusee``.
    """
    exiger(est_l_expert(acteur, expert.utilisateur_id))
    exiger(refus_de_profil(competences, profil["sur_place"], profil["a_distance"], profil["siren"]))
    expert = verrouiller_expert(expert.pk)
    feries = expert.feries
    for champ in PROFIL:
        setattr(expert, champ, profil[champ])
    expert.save(update_fields=PROFIL)
    ExpertBesoin.objects.filter(expert=expert).exclude(besoin__in=competences).delete()
    lignes = [ExpertBesoin(expert=expert, besoin_id=pk, preuve=preuve) for pk, preuve in competences.items()]
    ExpertBesoin.objects.bulk_create(lignes, update_conflicts=True, unique_fields=["expert", "besoin"], update_fields=["preuve"])
    noter("expert.profil", fil="programme", acteur=acteur, objet=f"expert:{expert.pk}")
    if expert.feries != feries:
        enfiler("accompagnement.tenir_agenda", expert.pk, programme_courant().pk)
    return expert


@transaction.atomic
def inviter_expert(
    *,
    email: str,
    besoins: Iterable[Besoin],
    prix_demi_journee: Decimal,
    territoire: str = "",
    lot: str = "",
    a_distance: bool = True,
    acteur: Acteur,
) -> Invitation:
    """Invite an expert by e-mail; her seat keeps what the framework contract says. Raises ``ActionRefusee``."""
    exiger(peut_coordonner(acteur))
    codes = [b.code for b in besoins]
    exiger(None if codes else SANS_BESOIN)
    if Expert.objects.filter(utilisateur__email__iexact=email).exists():
        raise ActionRefusee(DEJA_EXPERT)
    siege = {
        "app": "accompagnement",
        "besoins": codes,
        "prix_demi_journee": str(prix_demi_journee),
        "territoire": territoire,
        "lot": lot,
        "a_distance": a_distance,
    }
    invitation, secret = creer_invitation(email=email, role=Role.EXPERT, siege=siege, auteur=acteur)
    programme = programme_courant()
    poster(
        gabarit="accompagnement_invitation",
        a=email,
        contexte={"programme": programme.nom, "lien": absolu(f"/p/{programme.slug}/invitation/{secret}/")},
        cle=f"invitation:{invitation.pk}",
        fil="programme",
    )
    noter("expert.invite", fil="programme", acteur=acteur, email=email)
    return invitation


@transaction.atomic
def asseoir_expert(*, utilisateur: Utilisateur, siege: dict) -> Expert:
    """Give the seat of an accepted invitation; a person already in the directory keeps hers."""
    if deja := Expert.objects.filter(utilisateur=utilisateur).first():
        return deja
    return nommer_expert(
        utilisateur=utilisateur,
        besoins=Besoin.objects.filter(code__in=siege["besoins"]),
        prix_demi_journee=Decimal(siege["prix_demi_journee"]),
        territoire=siege.get("territoire", ""),
        lot=siege.get("lot", ""),
        a_distance=siege.get("a_distance", True),
        acteur=None,
    )
