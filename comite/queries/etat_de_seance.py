"""A whole sitting at once: its agenda as a person knows it, with the quorum and the ballot of each item, and its seats."""

from dataclasses import dataclass

from comite.enums import StatutScrutin
from comite.models import Deport, Membre, PointOrdreDuJour, Scrutin, Seance
from comite.queries.salle import points_de
from comite.queries.sieges import sieges_de, voix_de
from comite.regles import Voix


@dataclass(frozen=True)
class EtatDePoint:
    """One item. ``rang`` is its place among those the person knows of: a gap would tell of a file she is recused from."""

    rang: int
    point: PointOrdreDuJour
    voix: Voix
    scrutin: Scrutin | None

    @property
    def dossier_id(self) -> int | None:
        dossier = getattr(self.point, "dossier", None)
        return dossier and dossier.pk

    @property
    def decision(self):
        return getattr(self.point, "decision", None)


@dataclass(frozen=True)
class EtatDeSeance:
    """A sitting, its agenda in order, its seats."""

    seance: Seance
    points: list[EtatDePoint]
    sieges: list[Membre]

    @property
    def scrutin_ouvert(self) -> Scrutin | None:
        """The ballot now open, the latest of them."""
        ouverts = [p.scrutin for p in self.points if p.scrutin and p.scrutin.etat == StatutScrutin.OUVERT]
        return max(ouverts, key=lambda s: s.pk, default=None)


def lire_etat(seance: Seance, membre: Membre | None) -> EtatDeSeance:
    """Read a sitting as a person may, in 4 queries."""
    points, sieges = points_de(seance, membre), sieges_de(seance)
    scrutins = {s.point_id: s for s in Scrutin.objects.filter(point__in=points).exclude(statut=StatutScrutin.ANNULE).order_by("pk")}
    deports = Deport.objects.par_siege([p.projet_id for p in points])
    hors = {p.pk: set() for p in points}
    for recuse, projet in deports:
        for point in points:
            if point.projet_id == projet:
                hors[point.pk].add(recuse)
    lus = [EtatDePoint(n, p, voix_de(seance, sieges, hors[p.pk]), scrutins.get(p.pk)) for n, p in enumerate(points, 1)]
    return EtatDeSeance(seance, lus, sieges)
