"""Doors of the half-days agreed (404 stranger, 403 with the sentence)."""

from django.http import Http404

from accompagnement.access import mission_lisible
from accompagnement.actions.deplacements import verrouiller_pour_deplacer
from accompagnement.enums_missions import Cote
from accompagnement.models import Mission
from accompagnement.permissions import peut_planifier
from accompagnement.queries.missions import missions_visibles
from accompagnement.queries.rendez_vous import a_eu_des_dates
from socle.comptes.acteur import Acteur
from socle.lib.refus import autoriser


def mission_a_l_agenda(acteur: Acteur, pk: int) -> Mission:
    """Return a mission whose half-days were agreed, be they all freed since, for the calendar of whoever reads it."""
    mission = mission_lisible(acteur, pk)
    if not mission.convenue or not a_eu_des_dates(mission):
        raise Http404("Aucune demi-journée de cette mission n’est confirmée.")
    return mission


def mission_a_deplacer(acteur: Acteur, pk: int) -> tuple[Mission, Cote]:
    """Return a mission, under the locks of a move, for its team or its expert, and on which side the person stands."""
    mission = verrouiller_pour_deplacer(missions_visibles(acteur).filter(pk=pk))
    if mission is None:
        raise Http404("Cette mission n’existe pas.")
    autoriser(peut_planifier(acteur, mission.fonction, mission.expert.utilisateur_id if mission.expert else None))
    return mission, Cote.PROJET if mission.fonction else Cote.EXPERT
