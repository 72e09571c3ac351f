"""A travelling member's vote, heard by telephone and recorded by whoever presides, with its trace."""

from django.db import transaction

from comite.actions.presidence import refus_si_deporte
from comite.actions.scrutins import CHOIX_INCONNU, entendre, refus_de_voter, verrouiller_scrutin, vote_sans_quorum
from comite.enums import CHOIX_OFFERTS, Choix, TypeSeance
from comite.models import Membre, Participation, Scrutin
from comite.permissions import DEPORTE, SANS_VOIX, peut_presider
from comite.queries.sieges import siege_de, sieges_de, voix_acquises, voix_de
from comite.regles import Voix
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.refus import Refus, exiger

SECRET_NON_SAISI = Refus(
    "secret_non_saisi", "Un scrutin secret se vote soi-même\u00a0: personne ne saisit la voix d’un autre. Ouvrez un scrutin nominal."
)
PAS_A_DISTANCE = Refus("pas_a_distance", "Seul le vote d’un membre noté présent à distance peut être saisi pour lui.")
VOTE_SOI_MEME = Refus("vote_soi_meme", "Donnez votre propre voix avec le bouton « Voter »\u00a0: elle n’est pas saisie pour un autre.")


@transaction.atomic
def saisir_vote(*, scrutin: Scrutin, pour: Membre, choix: str, acteur: Acteur) -> Participation:
    """Record the voice of the seat ``pour``, said from afar by the member who carries it. The journal and the room say so.

    Raises ``ActionRefusee``: ``secret_non_saisi``, ``pas_a_distance``, and all the refusals of ``voter``.
    """
    exiger(peut_presider(acteur, siege_de(acteur), scrutin.point.seance))
    scrutin = verrouiller_scrutin(scrutin.pk)
    exiger(SECRET_NON_SAISI if scrutin.est_secret else None)
    seance, point = scrutin.point.seance, scrutin.point
    sieges = sieges_de(seance, point, scrutin)
    refus_si_deporte(sieges, acteur, DEPORTE)
    entendu, voix = next((s for s in sieges if s.pk == pour.pk), None), voix_de(seance, sieges)
    porteur = _porteur(sieges, entendu, voix)
    exiger(_refus_de_saisir(scrutin, porteur, entendu, voix, acteur) or vote_sans_quorum(scrutin, voix_acquises(sieges, voix)))
    exiger(CHOIX_INCONNU if choix not in CHOIX_OFFERTS[TypeSeance(seance.type)] else None)
    participation = entendre(scrutin, entendu, porteur, Choix(choix), acteur)
    noter(
        "vote.saisi", fil=point.projet.fil, acteur=acteur, objet=f"scrutin:{scrutin.pk}",
        siege=entendu.libelle_siege.lower(), personne=str(porteur), projet=str(point.projet),
    )  # fmt: skip
    return participation


def _porteur(sieges: list[Membre], entendu: Membre | None, voix: Voix) -> Membre | None:
    """Return who carries the voice of a seat; the seat itself when nobody does."""
    cle = voix.porteurs.get(entendu.pk, entendu.pk) if entendu else None
    return next((s for s in sieges if s.pk == cle), None)


def _refus_de_saisir(scrutin: Scrutin, porteur: Membre | None, entendu: Membre | None, voix: Voix, acteur: Acteur) -> Refus | None:
    if porteur is None:
        return SANS_VOIX
    if refus := refus_de_voter(scrutin, porteur, entendu, voix):
        return refus
    if porteur.utilisateur_id == acteur.pk:
        return VOTE_SOI_MEME
    return None if porteur.a_distance else PAS_A_DISTANCE
