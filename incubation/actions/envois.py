"""The mails of the incubation, all of them to a binôme or to a referent."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from incubation.models import SessionIncubation
from incubation.queries.equipes import destinataires
from manufactures.models import MembreEquipe, Projet
from socle.comptes.models import Utilisateur
from socle.comptes.portee import programme_courant
from socle.courriers.actions import Lettre, Piece, poster_ensemble
from socle.courriers.liens import absolu


def adresse_de(route: str, *arguments) -> str:
    """Return the public address of a page of the programme in force."""
    return absolu(reverse(route, args=[programme_courant().slug, *arguments]))


def ecrire(personnes: Iterable[Utilisateur], *, gabarit: str, cle: str, contexte: dict[str, Any], fil: str) -> None:
    """Write the same mail to several persons, once each."""
    lettres = [Lettre(p, {"prenom": p.get_short_name(), **contexte}, f"{cle}:{p.pk}", fil) for p in personnes]
    poster_ensemble(gabarit=gabarit, lettres=lettres)


def ecrire_au_binome(
    projet: Projet, *, gabarit: str, cle: str, contexte: dict[str, Any], binome: list[Utilisateur] | None = None
) -> None:
    """Write to the two persons of the binôme of a project; ``binome`` when the caller has read them."""
    contexte = {"projet": projet.nom, **contexte}
    ecrire(destinataires(projet) if binome is None else binome, gabarit=gabarit, cle=cle, contexte=contexte, fil=projet.fil)


def convocation(siege: MembreEquipe, session: SessionIncubation, pieces: Iterable[Piece], contexte: dict[str, Any]) -> Lettre:
    """Return the convocation of one person to a session, with its calendar pieces."""
    personne, projet = siege.utilisateur, siege.projet
    return Lettre(
        a=personne,
        contexte={"prenom": personne.get_short_name(), "projet": projet.nom, **contexte},
        cle=f"incubation.convocation:{session.pk}:{session.sequence}:{personne.pk}",
        fil=projet.fil,
        pieces=tuple(pieces),
    )


def convoquer(lettres: Iterable[Lettre]) -> None:
    """Send the convocations to a session, all at once."""
    poster_ensemble(gabarit="incubation_convocation", lettres=lettres)
