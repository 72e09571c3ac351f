"""The plan d’actions of a project, and the actions that come due."""

from django.db.models import F, QuerySet

from accompagnement.models import ActionDuProjet
from manufactures.models import Projet


def actions_du_projet(projet: Projet) -> QuerySet[ActionDuProjet]:
    """Return the actions of a project: open ones by deadline, then the last done."""
    return projet.actions_prevues.select_related("faite_par").order_by(F("faite_at").desc(nulls_first=True), "echeance", "pk")


def actions_ouvertes() -> QuerySet[ActionDuProjet]:
    """Return the actions still to be done in the programme, the soonest first."""
    return ActionDuProjet.objects.filter(faite_at=None).select_related("projet").order_by("echeance", "pk")
