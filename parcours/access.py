"""Doors of the pages that cross the phases."""

from django.http import Http404

from comite.queries.sieges import est_deporte
from manufactures.models import Projet
from socle.comptes.acteur import Acteur
from socle.comptes.models import Programme
from socle.lib.refus import Refus, autoriser

COORDINATION = Refus("coordination_seule", "Cette page est réservée à la coordination du programme.")
REGARD = Refus("regard_reserve", "Cette page est réservée à la coordination et aux observateurs du programme.")


def exiger_coordination(acteur: Acteur) -> None:
    """Raise ``AccesInterdit`` for anybody but the coordination."""
    autoriser(None if acteur.est_coordination else COORDINATION)


def exiger_regard(acteur: Acteur) -> None:
    """Raise ``AccesInterdit`` for anybody but the coordination and the observers."""
    autoriser(None if acteur.voit_tout else REGARD)


def projet_lisible(acteur: Acteur, slug: str, *, verrou: bool = False) -> Projet:
    """Return a project the person may open; a stranger to it gets 404."""
    projets = Projet.objects.visibles_par(acteur).avec_siege_de(acteur).select_related("vague", "structure", "referent")
    projet = (projets.select_for_update(of=("self",)) if verrou else projets).filter(slug=slug).first()
    if projet is None:
        raise Http404
    return projet


def projet_coordonne(acteur: Acteur, slug: str, *, verrou: bool = False) -> Projet:
    """Return a project for an act that leads it to the committee or follows its decision; 404 for who stepped away from it.

    ``verrou``: it is locked, what is read of it will be written.
    """
    projet = projet_lisible(acteur, slug, verrou=verrou)
    exiger_coordination(acteur)
    if est_deporte(acteur, projet.pk):
        raise Http404
    return projet


def logo_public(programme: Programme) -> bytes:
    """Return the content of a programme's logo; 404 without one, or when its file is gone."""
    if not programme.logo:
        raise Http404
    try:
        with programme.logo.open() as fichier:
            return fichier.read()
    except FileNotFoundError:
        raise Http404 from None
