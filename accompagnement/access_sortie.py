"""Doors of the exit review (404 stranger, 403 with the sentence)."""

from django.shortcuts import get_object_or_404

from accompagnement.access import exiger_coordination, projet_lisible
from accompagnement.enums_sortie import CoteBilan
from accompagnement.models import BilanAutonomie
from accompagnement.permissions import peut_donner_un_avis_de_sortie, peut_ouvrir_le_bilan, peut_remplir_le_bilan
from accompagnement.queries.sortie import bilans_visibles
from manufactures.models import Projet
from socle.comptes.acteur import Acteur
from socle.lib.refus import autoriser


def projet_a_revoir(acteur: Acteur, slug: str) -> Projet:
    """Return a project for somebody who opens its review."""
    projet = projet_lisible(acteur, slug)
    autoriser(peut_ouvrir_le_bilan(acteur, projet.fonction))
    return projet


def bilan_ou_projet(acteur: Acteur, slug: str) -> tuple[BilanAutonomie | None, Projet]:
    """Return the review of a project, or None and the project for those who read its credits while nobody has opened it."""
    bilan = bilans_visibles(acteur).filter(projet__slug=slug).first()
    return bilan, bilan.projet if bilan else projet_lisible(acteur, slug)


def bilan_lisible(acteur: Acteur, slug: str) -> BilanAutonomie:
    """Return the review of a project for those who read it."""
    return get_object_or_404(bilans_visibles(acteur), projet__slug=slug)


def bilan_a_remplir(acteur: Acteur, slug: str) -> BilanAutonomie:
    """Return the review of a project for its team."""
    bilan = bilan_lisible(acteur, slug)
    autoriser(peut_remplir_le_bilan(bilan.fonction))
    return bilan


def bilan_a_noter(acteur: Acteur, slug: str) -> tuple[BilanAutonomie, CoteBilan]:
    """Return the review of a project for the coordination or one of its experts, and her side."""
    bilan = bilan_lisible(acteur, slug)
    autoriser(peut_donner_un_avis_de_sortie(acteur, bilan.expert_du_projet))
    return bilan, CoteBilan.COORDINATION if acteur.est_coordination else CoteBilan.EXPERT


def bilan_coordonne(acteur: Acteur, slug: str) -> BilanAutonomie:
    """Return the review of a project for its conclusion."""
    bilan = bilan_lisible(acteur, slug)
    exiger_coordination(acteur)
    return bilan
