"""Invitations of every kind meet here: one page leads each person to the right door."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accompagnement.actions.experts import asseoir_expert
from comite.actions.membres import asseoir_membre as asseoir_au_comite
from manufactures.actions.equipes import asseoir_membre as asseoir_dans_l_equipe
from socle.comptes.acteur import Acteur
from socle.comptes.actions.adhesions import ouvrir_porte
from socle.comptes.actions.adresses import confirmer_adresse
from socle.comptes.actions.invitations import consommer_invitation, creer_invitation
from socle.comptes.enums import Role
from socle.comptes.models import Invitation, Utilisateur
from socle.comptes.portee import programme_courant
from socle.courriers.actions import poster
from socle.courriers.liens import absolu
from socle.journal.actions import noter, noter_a_la_fin
from socle.lib.refus import ActionRefusee, Refus

SIEGES = {
    "manufactures": asseoir_dans_l_equipe,
    "comite": asseoir_au_comite,
    "accompagnement": asseoir_expert,
}
COMPTE_EXISTANT = Refus("compte_existant", "Un compte existe à cette adresse : connectez-vous pour accepter l’invitation.")
SANS_SIEGE = (Role.COORDINATION, Role.OBSERVATEUR)


@transaction.atomic
def inviter(*, email: str, role: Role, acteur: Acteur) -> Invitation:
    """Invite a person of the coordination or an observer by e-mail; seats are given by the app that owns them."""
    if role not in SANS_SIEGE:
        raise ActionRefusee(Refus("role_a_siege", "Invitez cette personne depuis son équipe, le comité ou l’annuaire des experts."))
    return _inviter(email, role, acteur)


@transaction.atomic
def inviter_par_la_plateforme(*, email: str) -> Invitation:
    """Invite the first person of the coordination of a new programme."""
    return _inviter(email, Role.COORDINATION, None)


def _inviter(email: str, role: Role, acteur: Acteur | None) -> Invitation:
    invitation, secret = creer_invitation(email=email, role=role, siege={}, auteur=acteur)
    programme = programme_courant()
    poster(
        gabarit="parcours_invitation",
        a=email,
        contexte={"programme": programme.nom, "role": role.label, "lien": absolu(f"/p/{programme.slug}/invitation/{secret}/")},
        cle=f"invitation:{invitation.pk}",
        fil="programme",
    )
    noter("acces.invitation", fil="programme", acteur=acteur, email=email, role=role.label)
    return invitation


@transaction.atomic
def accepter_invitation(*, secret: str, utilisateur: Utilisateur) -> Invitation:
    """Use an invitation: open the door, give the seat. Raises ``ActionRefusee`` with what to do."""
    invitation = consommer_invitation(secret=secret, utilisateur=utilisateur)
    role = Role(invitation.role)
    ouvrir_porte(utilisateur=utilisateur, role=role)
    projet = invitation.siege.get("projet")
    fil = f"projet:{projet}" if projet else "programme"
    with noter_a_la_fin():
        if app := invitation.siege.get("app"):
            SIEGES[app](utilisateur=utilisateur, siege=invitation.siege)
        arrivant = Acteur(utilisateur, frozenset({role}))
        noter("acces.accepte", fil=fil, acteur=arrivant, auteur_libelle=str(utilisateur), role=role.label)
    return invitation


@transaction.atomic
def accepter_avec_un_compte(*, secret: str, email: str, prenom: str, nom: str, mot_de_passe: str) -> Utilisateur:
    """Make the account of an invited person and use her invitation: a seat refused leaves no account behind."""
    utilisateur = ouvrir_compte(email=email, prenom=prenom, nom=nom, mot_de_passe=mot_de_passe)
    accepter_invitation(secret=secret, utilisateur=utilisateur)
    return utilisateur


@transaction.atomic
def ouvrir_compte(*, email: str, prenom: str, nom: str, mot_de_passe: str) -> Utilisateur:
    """Make the account of an invited person. Raises ``ActionRefusee`` for a weak password or an address already known."""
    try:
        validate_password(mot_de_passe, Utilisateur(email=email, prenom=prenom, nom=nom))
    except ValidationError as erreur:
        raise ActionRefusee(Refus("mot_de_passe_faible", " ".join(erreur.messages))) from None
    try:
        with transaction.atomic():  # its unique constraint knows the address, even of an account opened meanwhile
            utilisateur = Utilisateur.objects.create_user(email=email, password=mot_de_passe, prenom=prenom, nom=nom)
    except IntegrityError:
        raise ActionRefusee(COMPTE_EXISTANT) from None
    confirmer_adresse(utilisateur)
    return utilisateur
