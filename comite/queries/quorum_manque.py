"""Whether quorum was missed in a sitting: what opens a second convocation."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from comite.enums import SEANCES_LEVEES, StatutSeance
from comite.models import Deport, Membre, PointOrdreDuJour, Presence, Procuration, Seance
from comite.queries.agenda import membres_de
from comite.queries.sieges import voix_de


def points_sans_decision(seance: Seance) -> QuerySet[PointOrdreDuJour]:
    """Return the items of a sitting that were not decided, in their order, with their files."""
    return PointOrdreDuJour.objects.filter(seance=seance, decision=None).select_related("projet", "dossier").order_by("rang", "pk")


def quorum_manque(seance: Seance, points: list[PointOrdreDuJour] | None = None) -> bool:
    """Tell whether an item was left undecided without quorum: counted on who is there, or was there when it was lifted.

    ``points``: the items not decided, when they are read already; one statement more without them.
    """
    if seance.etat != StatutSeance.OUVERTE and seance.etat not in SEANCES_LEVEES:
        return False
    membres = _membres_lus(seance)
    points = list(points_sans_decision(seance)) if points is None else points
    return any(not _atteint(seance, membres, point) for point in points)


def _membres_lus(seance: Seance) -> list[Membre]:
    """Return the seats in one statement, each with who carries its voice and the projects it is recused from."""
    jusqu_au_bout = Q(depart_at=None) | Q(depart_at__gte=F("seance__levee_at"))
    presences = Presence.objects.filter(jusqu_au_bout, seance=seance, membre=OuterRef("pk"))
    procurations = Procuration.objects.filter(seance=seance, mandant=OuterRef("pk"))
    deports = Deport.objects.de(OuterRef("pk")).order_by("pk")
    return list(membres_de(seance).annotate(
        present=Exists(presences),
        mandataire_id=Subquery(procurations.values("mandataire")[:1]),
        recuse_de=ArraySubquery(deports.values("projet")),
    ))  # fmt: skip


def _atteint(seance: Seance, membres: list[Membre], point: PointOrdreDuJour) -> bool:
    for membre in membres:
        membre.deporte = point.projet_id in membre.recuse_de
    return voix_de(seance, membres).atteint
