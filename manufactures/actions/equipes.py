"""The team of a project: invited, seated, replaced; a seat ends, it is never erased."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from manufactures.actions.projets import verrouiller
from manufactures.enums import BINOME, Fonction
from manufactures.models import MembreEquipe, Projet
from socle.comptes import reglement
from socle.comptes.acteur import Acteur, acteur_de
from socle.comptes.actions.adhesions import fermer_porte
from socle.comptes.actions.invitations import creer_invitation
from socle.comptes.enums import Role
from socle.comptes.models import Invitation, Utilisateur
from socle.comptes.portee import programme_courant
from socle.courriers.actions import poster
from socle.courriers.liens import absolu
from socle.journal.actions import noter
from socle.lib.francais import echeance
from socle.lib.refus import ActionRefusee, Refus

APP = "manufactures"
DEJA_MEMBRE = Refus("deja_membre", "Cette personne fait déjà partie de l’équipe.")
SIEGE_PRIS = Refus("siege_pris", "Ce siège est occupé : mettez fin à la participation de la personne, puis invitez la suivante.")
PORTEUR_SEUL = Refus("porteur_seul", "Un projet garde une personne qui le porte : désignez d’abord qui prend la suite.")
SIEGE_FINI = Refus("siege_fini", "Cette personne ne fait plus partie de l’équipe. Rechargez la page.")
DEJA_PORTEUR = Refus("deja_porteur", "Cette personne porte déjà le projet.")
INVITATION_CLOSE = Refus("invitation_close", "Cette invitation a déjà servi ou a été annulée.")


@transaction.atomic
def inviter_membre(*, projet: Projet, email: str, fonction: Fonction, acteur: Acteur | None) -> Invitation:
    """Invite a person to a seat by e-mail; inviting again the same person replaces the former link.

    An invitation to carry a project already carried is a handover: the former seat ends when it is accepted. Raises
    ``ActionRefusee`` when the partner's seat is taken, or the person is in the team.
    """
    verrouiller(projet.pk)
    sieges = list(_sieges(projet).select_related("utilisateur"))
    if any(s.utilisateur.email.lower() == email.strip().lower() for s in sieges):
        raise ActionRefusee(DEJA_MEMBRE)
    if fonction == Fonction.PARTENAIRE and any(s.fonction == fonction for s in sieges):
        raise ActionRefusee(SIEGE_PRIS)
    return offrir_un_siege(projet=projet, email=email, fonction=fonction, acteur=acteur)


def offrir_un_siege(
    *, projet: Projet, email: str, fonction: Fonction, acteur: Acteur | None, projet_neuf: bool = False
) -> Invitation:
    """Invite to a seat known to be free: that of a team just read under the lock of its project, or of a new project."""
    siege = {"app": APP, "projet": projet.pk, "fonction": fonction.value}
    duree = timedelta(days=reglement.valeur("manufactures.invitation_validite_jours_calendaires"))
    invitation, secret = creer_invitation(email=email, role=Role.EQUIPE, siege=siege, auteur=acteur, duree=duree, siege_neuf=projet_neuf)
    _envoyer(invitation, secret, projet, fonction)
    noter("equipe.invitation", fil=projet.fil, acteur=acteur, email=invitation.email, fonction=fonction.label)
    return invitation


def _envoyer(invitation: Invitation, secret: str, projet: Projet, fonction: Fonction) -> None:
    programme = programme_courant()
    contexte = {
        "projet": projet.nom,
        "programme": programme.nom,
        "fonction": fonction.label,
        "date_limite": echeance(invitation.expire_at),
        "lien": absolu(reverse("invitation_accepter", args=[programme.slug, secret])),
    }
    cle = f"invitation:{invitation.pk}"
    poster(gabarit="manufactures_invitation", a=invitation.email, contexte=contexte, cle=cle, fil=projet.fil)


@transaction.atomic
def asseoir_membre(*, utilisateur: Utilisateur, siege: dict) -> MembreEquipe:
    """Give the seat of an accepted invitation (``{"projet": pk, "fonction": …}``); whoever carried the project leaves it then."""
    projet = verrouiller(siege["projet"])
    fonction = Fonction(siege["fonction"])
    sieges = list(_sieges(projet).select_related("utilisateur"))
    ancien = next((s for s in sieges if s.fonction == Fonction.PORTEUR), None)
    if fonction == Fonction.PORTEUR and ancien and ancien.utilisateur_id != utilisateur.pk:
        return _transmettre(projet, ancien, utilisateur, acteur_de(utilisateur))
    membre = _asseoir(projet, sieges, utilisateur, fonction)
    arrivant = Acteur(utilisateur, frozenset({Role.EQUIPE}))
    noter("equipe.arrivee", fil=projet.fil, acteur=arrivant, auteur_libelle=str(utilisateur), fonction=fonction.label)
    return membre


def asseoir(*, projet: Projet, utilisateur: Utilisateur, fonction: Fonction) -> MembreEquipe:
    """Open a seat. Raises ``ActionRefusee`` when the seat is taken; the same person twice on the same seat is once."""
    return _asseoir(projet, list(_sieges(projet)), utilisateur, fonction)


def _asseoir(projet: Projet, sieges: list[MembreEquipe], utilisateur: Utilisateur, fonction: Fonction) -> MembreEquipe:
    mien = next((s for s in sieges if s.utilisateur_id == utilisateur.pk), None)
    if mien and mien.fonction == fonction:
        return mien
    if mien:
        raise ActionRefusee(DEJA_MEMBRE)
    if fonction in BINOME and any(s.fonction == fonction for s in sieges):
        raise ActionRefusee(SIEGE_PRIS)
    return MembreEquipe.objects.create(projet=projet, utilisateur=utilisateur, fonction=fonction, date_debut=timezone.localdate())


@transaction.atomic
def remplacer_porteur(*, projet: Projet, successeur: MembreEquipe, acteur: Acteur) -> MembreEquipe:
    """Hand a project over to a member of its team; the former porteur leaves it, the history stays.

    Raises ``ActionRefusee`` when the successor has left the team, or carries it already.
    """
    verrouiller(projet.pk)
    sieges = {s.pk: s for s in _sieges(projet).select_related("utilisateur")}
    if successeur.pk not in sieges:
        raise ActionRefusee(SIEGE_FINI)
    ancien = next((s for s in sieges.values() if s.fonction == Fonction.PORTEUR), None)
    if ancien and ancien.pk == successeur.pk:
        raise ActionRefusee(DEJA_PORTEUR)
    return _transmettre(projet, ancien, sieges[successeur.pk].utilisateur, acteur)


def _transmettre(projet: Projet, ancien: MembreEquipe | None, nouveau: Utilisateur, acteur: Acteur | None) -> MembreEquipe:
    aujourd_hui = timezone.localdate()
    finis = Q(utilisateur=nouveau) | (Q(pk=ancien.pk) if ancien else Q())
    _sieges(projet).filter(finis).update(date_fin=aujourd_hui)
    membre = MembreEquipe.objects.create(projet=projet, utilisateur=nouveau, fonction=Fonction.PORTEUR, date_debut=aujourd_hui)
    noms = {"nouveau": str(nouveau), "ancien": str(ancien.utilisateur) if ancien else "personne"}
    noter("equipe.remplacement", fil=projet.fil, acteur=acteur, **noms)
    if ancien:
        _fermer_la_porte(ancien.utilisateur)
    return membre


@transaction.atomic
def retirer_membre(*, membre: MembreEquipe, acteur: Acteur) -> MembreEquipe:
    """End somebody's seat today. Raises ``ActionRefusee`` for the porteur: a project is handed over, not left."""
    verrouiller(membre.projet_id)
    membre = MembreEquipe.objects.select_related("utilisateur", "projet").get(pk=membre.pk)
    if membre.date_fin:
        raise ActionRefusee(SIEGE_FINI)
    if membre.fonction == Fonction.PORTEUR:
        raise ActionRefusee(PORTEUR_SEUL)
    _finir(membre)
    details = {"personne": str(membre.utilisateur), "fonction": membre.get_fonction_display()}
    noter("equipe.retrait", fil=membre.projet.fil, acteur=acteur, **details)
    _fermer_la_porte(membre.utilisateur)
    return membre


@transaction.atomic
def annuler_invitation(*, projet: Projet, invitation: Invitation, acteur: Acteur) -> None:
    """Cancel a pending invitation of the team. Raises ``ActionRefusee`` when it has been used or cancelled."""
    ouverte = Invitation.objects.filter(pk=invitation.pk, acceptee_at=None, annulee_at=None)
    if not ouverte.update(annulee_at=timezone.now()):
        raise ActionRefusee(INVITATION_CLOSE)
    noter("equipe.invitation_annulee", fil=projet.fil, acteur=acteur, email=invitation.email)


def _sieges(projet: Projet):
    return MembreEquipe.objects.filter(projet=projet, date_fin=None)


def _finir(siege: MembreEquipe) -> None:
    siege.date_fin = timezone.localdate()
    siege.save(update_fields=["date_fin"])


def _fermer_la_porte(utilisateur: Utilisateur) -> None:
    """The last seat of a person closes her door; those of other projects keep it open."""
    if not MembreEquipe.objects.filter(utilisateur=utilisateur, date_fin=None).exists():
        fermer_porte(utilisateur=utilisateur, role=Role.EQUIPE)
