"""Invitations: made, opened once, cancelled. The app that invites writes the mail and gives the seat."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower
from django.utils import timezone

from socle.comptes.acteur import Acteur
from socle.comptes.enums import Role
from socle.comptes.models import Invitation, Utilisateur
from socle.comptes.secrets import empreinte, nouveau_secret
from socle.lib.refus import ActionRefusee, Refus

DUREE = timedelta(days=14)
INCONNUE = Refus("invitation_inconnue", "Ce lien d’invitation n’existe pas. Demandez-en un nouveau à la personne qui vous a invité.")
DEJA_UTILISEE = Refus("invitation_utilisee", "Cette invitation a déjà servi. Connectez-vous avec votre adresse électronique.")
ANNULEE = Refus("invitation_annulee", "Cette invitation a été annulée. Demandez-en une nouvelle à la personne qui vous a invité.")
EXPIREE = Refus("invitation_expiree", "Cette invitation a expiré. Demandez-en une nouvelle à la personne qui vous a invité.")
AUTRE_ADRESSE = Refus(
    "invitation_autre_adresse",
    "Cette invitation est adressée à une autre adresse électronique. Déconnectez-vous, puis ouvrez à nouveau le lien.",
)


@transaction.atomic
def creer_invitation(
    *, email: str, role: Role, siege: dict, auteur: Acteur | None, duree: timedelta = DUREE, siege_neuf: bool = False
) -> tuple[Invitation, str]:
    """Make an invitation good for ``duree`` and return it with its secret; an older pending one for the same seat is cancelled.

    ``siege_neuf``: the seat belongs to something made in this transaction, nobody can have been invited to it.
    """
    maintenant, email = timezone.now(), email.strip().lower()
    if not siege_neuf:
        anciennes = Invitation.objects.filter(email__iexact=email, role=role, siege=siege, acceptee_at=None, annulee_at=None)
        anciennes.update(annulee_at=maintenant)
    secret = nouveau_secret()
    invitation = Invitation.objects.create(
        email=email,
        role=role,
        siege=siege,
        empreinte=empreinte(secret),
        expire_at=maintenant + duree,
        auteur=auteur.utilisateur if auteur else None,
    )
    return invitation, secret


def refus_d_ouvrir(invitation: Invitation | None) -> Refus | None:
    """Say why an invitation cannot be used any more, or None."""
    if invitation is None:
        return INCONNUE
    if invitation.acceptee_at:
        return DEJA_UTILISEE
    if invitation.annulee_at:
        return ANNULEE
    return EXPIREE if invitation.expire_at <= timezone.now() else None


def lire_invitation(secret: str) -> Invitation | None:
    """Return the invitation of a secret, whatever its state; ``connu`` tells whether its address has an account."""
    comptes = Utilisateur.objects.annotate(adresse=Lower("email")).filter(adresse=Lower(OuterRef("email")))
    return Invitation.objects.annotate(connu=Exists(comptes)).filter(empreinte=empreinte(secret)).first()


@transaction.atomic
def consommer_invitation(*, secret: str, utilisateur: Utilisateur) -> Invitation:
    """Use an invitation once. Raises ``ActionRefusee`` when it is unknown, used, cancelled, expired or somebody else's."""
    invitation = Invitation.objects.select_for_update().filter(empreinte=empreinte(secret)).first()
    refus = refus_d_ouvrir(invitation)
    if refus is None and invitation.email.lower() != utilisateur.email.lower():
        refus = AUTRE_ADRESSE
    if refus:
        raise ActionRefusee(refus)
    invitation.acceptee_at, invitation.acceptee_par = timezone.now(), utilisateur
    invitation.save(update_fields=["acceptee_at", "acceptee_par"])
    return invitation
