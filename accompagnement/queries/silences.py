"""Reports that a project has not answered."""

from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from accompagnement.enums import StatutMission
from accompagnement.models import CompteRendu, Mission


def comptes_rendus_attendus() -> QuerySet[CompteRendu]:
    """Return the reports that wait for a verdict: the last of each mission to accept, the soonest deadline first."""
    lus = CompteRendu.objects.filter(mission__statut=StatutMission.A_ACCEPTER, services_faits=None)
    return lus.select_related("mission__projet", "mission__besoin").order_by("reponse_avant", "pk")


def missions_silencieuses(maintenant: datetime) -> list[Mission]:
    """Return the missions whose last report is beyond its deadline."""
    return [rendu.mission for rendu in comptes_rendus_attendus().filter(reponse_avant__lt=maintenant)]


def verdict_avant() -> Subquery:
    """Return the deadline told to the project for the last report of a mission (the outer query)."""
    return Subquery(CompteRendu.objects.filter(mission=OuterRef("pk")).order_by("-rang").values("reponse_avant")[:1])
