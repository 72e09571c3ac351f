"""The mails of the incubation, all of them to a binôme or to a referent."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from incubation.models import SessionIncubation
from incubation.queries.equipes import destinataires
from manufactures.models import Projet
from socle.comptes.models import Utilisateur
from socle.comptes.portee import programme_courant
from socle.courriers.actions import Piece, poster
from socle.courriers.liens import absolu


def adresse_de(route: str, *arguments) -> str:
    """Return the public address of a page of the programme in force."""
    return absolu(reverse(route, args=[programme_courant().slug, *arguments]))


def ecrire(personnes: Iterable[Utilisateur], *, gabarit: str, cle: str, contexte: dict[str, Any], fil: str) -> None:
    """Write the same mail to several persons, once each."""
    for personne in personnes:
        poster(gabarit=gabarit, a=personne, contexte={"prenom": personne.get_short_name(), **contexte}, cle=f"{cle}:{personne.pk}", fil=fil)


def ecrire_au_binome(projet: Projet, *, gabarit: str, cle: str, contexte: dict[str, Any]) -> None:
    """Write to the two persons of the binôme of a project."""
    contexte = {"projet": projet.nom, **contexte}
    ecrire(destinataires(projet), gabarit=gabarit, cle=cle, contexte=contexte, fil=projet.fil)


def convoquer_personne(personne: Utilisateur, projet: Projet, session: SessionIncubation, pieces: list[Piece], contexte: dict[str, Any]) -> None:
    """Send one convocation with its calendar pieces."""
    poster(
        gabarit="incubation_convocation",
        a=personne,
        contexte={"prenom": personne.get_short_name(), "projet": projet.nom, **contexte},
        cle=f"incubation.convocation:{session.pk}:{session.sequence}:{personne.pk}",
        fil=projet.fil,
        pieces=pieces,
    )
