"""Doors to the undertakings linked to the structure of a project."""

from django.http import Http404

from comite.access import trouver
from comite.models import EntrepriseLiee
from comite.permissions import peut_declarer_un_lien, peut_retirer_un_lien
from comite.queries.aides import liens_de
from comite.queries.sieges import est_deporte
from manufactures.access import projet_lisible
from manufactures.models import Projet
from socle.comptes.acteur import Acteur
from socle.lib.refus import autoriser


def projet_des_liens(acteur: Acteur, slug: str) -> Projet:
    """Return a project for its team or the coordination; 404 for who stepped away from it."""
    projet = projet_lisible(acteur, slug)
    if est_deporte(acteur, projet.pk):
        raise Http404
    autoriser(peut_declarer_un_lien(acteur, projet.fonction_acteur is not None))
    return projet


def lien_a_retirer(acteur: Acteur, slug: str, pk: int) -> tuple[Projet, EntrepriseLiee]:
    """Return a project and one of its links for the coordination."""
    projet = projet_des_liens(acteur, slug)
    autoriser(peut_retirer_un_lien(acteur, deporte=False))
    return projet, trouver(liens_de(projet.structure.siren if projet.structure else ""), pk=pk)
