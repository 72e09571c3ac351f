"""The pulse of a room: one statement that tells whether anything a person sees there has moved."""

from hashlib import sha256

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from comite.enums import StatutSeance
from comite.models import Deport, Participation, PointOrdreDuJour, Presence, Procuration, Scrutin, Seance, SortiePourDeport
from comite.queries.sieges import sieges_tenus
from socle.comptes.acteur import Acteur


def pouls(acteur: Acteur, seance_pk: int, point_pk: int | None = None) -> str | None:
    """Return the signature of a room as a person sees it; the same one means that nothing moved.

    None when she may not look, or not at this item: the ordinary getter says why. A file she is recused from does not
    make it beat. ``point_pk`` None: the whole sitting, for the projector.
    """
    seances = Seance.objects.filter(pk=seance_pk)
    if not acteur.est_coordination:
        seances = seances.exclude(statut=StatutSeance.EN_PREPARATION).filter(Exists(sieges_tenus(acteur)))
    points = _points(acteur, seance_pk)
    if point_pk is not None:
        seances = seances.filter(Exists(points.filter(pk=point_pk)))
    mouvements = _mouvements(seance_pk, points)
    battement = seances.annotate(**mouvements).values_list("statut", "president_de_seance", *mouvements).first()
    return battement and sha256(repr(battement).encode()).hexdigest()[:16]


def _points(acteur: Acteur, seance_pk: int) -> QuerySet:
    """The items of the sitting that she is not recused from."""
    points = PointOrdreDuJour.objects.filter(seance=seance_pk)
    if not acteur.est_comite:
        return points
    return points.exclude(Exists(Deport.objects.des(sieges_tenus(acteur)).filter(projet=OuterRef("projet"))))


def _mouvements(seance_pk: int, points: QuerySet) -> dict:
    """What can move in a room, each as one column."""
    scrutins = Scrutin.objects.filter(point__in=points.values("pk"))
    entendues = Participation.objects.filter(scrutin__point__in=points.values("pk"))
    presences = Presence.objects.filter(seance=seance_pk).order_by("pk")
    confiees = Procuration.objects.filter(seance=seance_pk).order_by("pk")
    deports = Deport.objects.filter(retire_at=None, projet__in=points.values("projet"))
    sorties = SortiePourDeport.objects.filter(point__seance=seance_pk)
    return {
        "v_points": ArraySubquery(points.order_by("rang").values("pk")),
        "v_scrutins": ArraySubquery(scrutins.order_by("pk").values(v=_mot("pk", "statut"))),
        "v_entendues": Subquery(entendues.order_by().values(tout=Value(1)).annotate(n=Count("pk")).values("n")),
        "v_presents": ArraySubquery(presences.filter(depart_at=None).values(v=_mot("membre", "mode"))),
        "v_departs": ArraySubquery(presences.exclude(depart_at=None).values("depart_at")),
        "v_procurations": ArraySubquery(confiees.values(v=_mot("mandant", "mandataire"))),
        "v_dehors": ArraySubquery(sorties.filter(retour_at=None).order_by("pk").values("membre")),
        "v_deports": ArraySubquery(deports.order_by("pk").values("pk")),
    }


def _mot(un: str, autre: str) -> Concat:
    return Concat(Cast(un, CharField()), Value(":"), Cast(autre, CharField()))
