"""Whether quorum was missed in a sitting: what opens a second convocation."""

from django.db.models import F, Q, QuerySet

from comite.enums import SEANCES_LEVEES, StatutSeance
from comite.models import Deport, PointOrdreDuJour, Presence, Procuration, Seance
from comite.queries.agenda import membres_de
from comite.queries.sieges import voix_de


def points_sans_decision(seance: Seance) -> QuerySet[PointOrdreDuJour]:
    """Return the items of a sitting that were not decided, in their order."""
    return PointOrdreDuJour.objects.filter(seance=seance, decision=None).select_related("projet").order_by("rang", "pk")


def quorum_manque(seance: Seance) -> bool:
    """Tell whether an item was left undecided without quorum: counted on who is there, or was there when it was lifted."""
    if seance.etat != StatutSeance.OUVERTE and seance.etat not in SEANCES_LEVEES:
        return False
    membres, points = list(membres_de(seance)), list(points_sans_decision(seance))
    la = set(_presents(seance))
    procurations = dict(Procuration.objects.filter(seance=seance).values_list("mandant", "mandataire"))
    deports = Deport.objects.par_siege([p.projet_id for p in points])
    for membre in membres:
        membre.present, membre.mandataire_id = membre.pk in la, procurations.get(membre.pk)
    return any(not _atteint(seance, membres, point, deports) for point in points)


def _presents(seance: Seance) -> QuerySet:
    jusqu_au_bout = Q(depart_at=None) | Q(depart_at__gte=F("seance__levee_at"))
    return Presence.objects.filter(jusqu_au_bout, seance=seance).values_list("membre", flat=True)


def _atteint(seance: Seance, membres: list, point: PointOrdreDuJour, deports: set) -> bool:
    for membre in membres:
        membre.deporte = (membre.pk, point.projet_id) in deports
    return voix_de(seance, membres).atteint
