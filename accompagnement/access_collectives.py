"""Doors of the missions shared by several projects (404 stranger, 403 with the sentence)."""

from django.db.models import F, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404
from django.shortcuts import get_object_or_404

from accompagnement.access import projet_reservable, projets_lisibles
from accompagnement.models import MissionCollective
from accompagnement.permissions import (
    est_l_expert_de_la_collective,
    peut_annuler_la_collective,
    peut_coordonner,
    peut_lire_l_annuaire,
    peut_ouvrir_une_collective,
    peut_reserver,
)
from accompagnement.queries.collectives import collectives_visibles, dernier_debut, projets_accompagnes_de
from manufactures.models import Projet
from socle.comptes.acteur import Acteur
from socle.lib.refus import autoriser


def exiger_lecture_des_collectives(acteur: Acteur) -> None:
    """Raise ``AccesInterdit`` for those who share no mission: the committee."""
    autoriser(peut_lire_l_annuaire(acteur))


def exiger_ouverture(acteur: Acteur) -> list[Projet]:
    """Return the projects in accompagnement of a person who may open a shared mission; raise ``AccesInterdit`` for others."""
    projets = [] if acteur.est_coordination else list(projets_accompagnes_de(acteur))
    autoriser(peut_ouvrir_une_collective(acteur, bool(projets)))
    return projets


def collective_lisible(acteur: Acteur, pk: int) -> MissionCollective:
    """Return a shared mission for those who may read it; nobody else knows of it."""
    return get_object_or_404(collectives_visibles(acteur), pk=pk)


def _verrouillee(acteur: Acteur, pk: int, **lus) -> MissionCollective:
    """Return it under its lock, with ``dernier_debut`` and what is read with it, for an act that reads nothing of it again."""
    visibles = collectives_visibles(acteur).select_for_update(of=("self",))
    return get_object_or_404(visibles.annotate(dernier_debut=dernier_debut(), **lus), pk=pk)


def collective_de_l_expert(acteur: Acteur, pk: int) -> MissionCollective:
    """Return a shared mission for an act of its expert."""
    collective = collective_lisible(acteur, pk)
    autoriser(est_l_expert_de_la_collective(acteur, collective.expert.utilisateur_id))
    return collective


def collective_a_rendre(acteur: Acteur, pk: int) -> MissionCollective:
    """Return a shared mission, under its lock, for the report of its expert."""
    collective = _verrouillee(acteur, pk)
    autoriser(est_l_expert_de_la_collective(acteur, collective.expert.utilisateur_id))
    return collective


def collective_coordonnee(acteur: Acteur, pk: int) -> MissionCollective:
    """Return a shared mission for an act of the coordination."""
    collective = collective_lisible(acteur, pk)
    autoriser(peut_coordonner(acteur))
    return collective


def collective_annulable(acteur: Acteur, pk: int) -> MissionCollective:
    """Return a shared mission, under its lock, for the two who may cancel it for all."""
    collective = _verrouillee(acteur, pk)
    autoriser(peut_annuler_la_collective(acteur, collective.expert.utilisateur_id))
    return collective


def collective_du_projet(acteur: Acteur, pk: int, slug: str) -> tuple[MissionCollective, Projet]:
    """Return a shared mission and a project for its team, which comes in or out."""
    return collective_lisible(acteur, pk), projet_reservable(acteur, slug)


def collective_a_quitter(acteur: Acteur, pk: int, slug: str) -> tuple[MissionCollective, Projet]:
    """Return the same, the shared mission under its lock, for a project that comes out: its names, state and key, in one statement."""
    lu = {champ: F(champ) for champ in ("id", "slug", "nom", "statut", "fonction")}
    collective = _verrouillee(acteur, pk, lu=Subquery(projets_lisibles(acteur).filter(slug=slug).values(lu=JSONObject(**lu))))
    if collective.lu is None:
        raise Http404
    fonction, projet = collective.lu.pop("fonction"), Projet(**collective.lu)
    autoriser(peut_reserver(fonction, projet.etat))
    return collective, projet
