"""The list of all projects, as coordination and observers search, filter, sort and export it."""

from dataclasses import dataclass, replace

from django.db.models import Count, QuerySet

from manufactures.enums import StatutProjet
from manufactures.models import Projet
from socle.comptes.acteur import Acteur

TRIS = {
    "nom": ("recherche", "pk"),
    "-nom": ("-recherche", "-pk"),
    "vague": ("vague__numero", "recherche", "pk"),
    "-vague": ("-vague__numero", "recherche", "pk"),
    "region": ("region", "recherche", "pk"),
    "-region": ("-region", "recherche", "pk"),
    "recent": ("-created_at", "-pk"),
}


@dataclass(frozen=True)
class Filtre:
    """What a reader of the list asks for; empty means all."""

    texte: str = ""
    statut: str = ""
    vague: int | None = None
    filiere: str = ""
    tri: str = "nom"


def projets_listes(acteur: Acteur, filtre: Filtre) -> QuerySet[Projet]:
    """Return the projects asked for, in their order; a page of them costs one statement."""
    projets = Projet.objects.visibles_par(acteur).avec_statut_lu(acteur)
    if filtre.texte.strip():
        projets = projets.chercher(filtre.texte)
    if filtre.statut:
        projets = projets.filter(statut_lu=filtre.statut)
    if filtre.vague:
        projets = projets.filter(vague__numero=filtre.vague)
    if filtre.filiere:
        projets = projets.filter(filieres__contains=[filtre.filiere])
    ordre = TRIS.get(filtre.tri, TRIS["nom"])
    return projets.select_related("vague", "structure", "referent").order_by(*ordre)


def comptes_par_statut(acteur: Acteur, filtre: Filtre) -> dict[StatutProjet, int]:
    """Return how many projects answer the filter in each status, the filter on status aside."""
    projets = projets_listes(acteur, replace(filtre, statut="")).order_by().select_related(None)
    comptes = dict(projets.values_list("statut_lu").annotate(n=Count("pk")))
    return {statut: comptes[statut.value] for statut in StatutProjet if statut.value in comptes}
