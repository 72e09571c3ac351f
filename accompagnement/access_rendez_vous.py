"""Door of the half-days agreed."""

from django.http import Http404

from accompagnement.access import mission_lisible
from accompagnement.models import Mission
from socle.comptes.acteur import Acteur


def mission_a_l_agenda(acteur: Acteur, pk: int) -> Mission:
    """Return a mission whose half-days were agreed, for the calendar of whoever reads it."""
    mission = mission_lisible(acteur, pk)
    if not mission.a_l_agenda:
        raise Http404("Aucune demi-journée de cette mission n’est confirmée.")
    return mission
