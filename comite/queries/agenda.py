"""What may enter an agenda, and who may be recused or trusted."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.utils import timezone

from comite.enums import SEANCES_FINIES, STATUTS_INSCRIPTIBLES, TypeSeance
from comite.models import Deport, Membre, PointOrdreDuJour, Seance
from comite.models.dossier import SIEGES
from comite.models.seance import sans_deport
from manufactures.models import Projet


def projets_inscriptibles(seance: Seance, membre: Membre | None = None) -> QuerySet[Projet]:
    """Return the projects ready for this kind of sitting and not on another agenda, without those ``membre`` is recused from."""
    inscrits = PointOrdreDuJour.objects.exclude(seance__statut__in=sorted(SEANCES_FINIES))
    statuts = STATUTS_INSCRIPTIBLES[TypeSeance(seance.type)]
    return Projet.objects.filter(sans_deport(membre, "pk"), statut__in=sorted(statuts)).exclude(pk__in=inscrits.values("projet"))


def membres_de(seance: Seance) -> QuerySet[Membre]:
    """Return the seats held on the day of a sitting."""
    jour = timezone.localdate(seance.date_prevue)
    return Membre.objects.en_mandat(jour).filter(comite=seance.comite_id).select_related("utilisateur")


def avec_deportes(points: QuerySet[PointOrdreDuJour]) -> QuerySet[PointOrdreDuJour]:
    """Add ``deportes`` to items: the seats of the people recused from the project of each."""
    deports = Deport.objects.filter(projet=OuterRef("projet"), retire_at=None).order_by("pk")
    return points.annotate(deportes=ArraySubquery(deports.values(SIEGES)))


def projets_de(seance: Seance, membre: Membre | None) -> QuerySet[Projet]:
    """Return the projects on an agenda, as a member sees it."""
    points = PointOrdreDuJour.objects.filter(seance=seance).visibles_par(membre)
    return Projet.objects.filter(pk__in=points.values("projet"))
