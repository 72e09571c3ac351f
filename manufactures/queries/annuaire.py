"""The public directory: labelled projects whose wave has been made public."""

from dataclasses import dataclass

from django.db.models import Func, Q, QuerySet, TextField
from django.utils import timezone

from manufactures.models import Projet


@dataclass(frozen=True)
class FiltreAnnuaire:
    """What a visitor asks for."""

    texte: str = ""
    region: str = ""
    filiere: str = ""


def projets_publies() -> QuerySet[Projet]:
    """Labelled projects, except those of a wave whose results are not public yet."""
    return Projet.objects.du_reseau().filter(Q(vague=None) | Q(vague__publication_at__lte=timezone.now()))


def annuaire(filtre: FiltreAnnuaire) -> QuerySet[Projet]:
    """Return the directory, filtered, in alphabetical order, accents aside."""
    projets = projets_publies().chercher(filtre.texte) if filtre.texte.strip() else projets_publies()
    if filtre.region:
        projets = projets.filter(region=filtre.region)
    if filtre.filiere:
        projets = projets.filter(filieres__contains=[filtre.filiere])
    return projets.select_related("vague").order_by("recherche", "pk")


def regions_publiees() -> list[str]:
    """Return the regions that have a public project."""
    return list(projets_publies().exclude(region="").order_by("region").values_list("region", flat=True).distinct())


def filieres_publiees() -> list[str]:
    """Return the filières of the public projects."""
    une = Func("filieres", function="unnest", output_field=TextField())
    return sorted(projets_publies().order_by().annotate(une=une).values_list("une", flat=True).distinct())
