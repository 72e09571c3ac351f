"""The team page: seats, past seats, pending invitations."""

from manufactures.enums import Fonction
from manufactures.models import MembreEquipe, Projet
from socle.comptes.models import Invitation


def sieges(projet: Projet) -> list[MembreEquipe]:
    """Return all seats ever held in a team, those of today first, porteur then partenaire."""
    rang = {Fonction.PORTEUR: 0, Fonction.PARTENAIRE: 1, Fonction.MEMBRE: 2}
    lus = MembreEquipe.objects.filter(projet=projet).select_related("utilisateur")
    return sorted(lus, key=lambda s: (s.date_fin is not None, rang[Fonction(s.fonction)], s.pk))


def invitations_en_cours(projet: Projet):
    """Invitations of a team that nobody has accepted or cancelled yet, expired ones included."""
    du_projet = {"app": "manufactures", "projet": projet.pk}
    return Invitation.objects.filter(siege__contains=du_projet, acceptee_at=None, annulee_at=None)
