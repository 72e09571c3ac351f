"""Transfers asked for: those of a project, those of the programme."""

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When

from accompagnement.enums_missions import StatutTransfert
from accompagnement.models import DemandeTransfert
from accompagnement.queries.missions import fonction_de
from manufactures.models import Projet
from socle.comptes.acteur import Acteur

MONTREES = 5


def transferts_visibles(acteur: Acteur) -> QuerySet[DemandeTransfert]:
    """Return the requests a person may read: her projects', or all; those that wait come first, then the youngest."""
    attend = Case(When(statut=StatutTransfert.DEMANDEE, then=Value(0)), default=Value(1), output_field=IntegerField())
    lues = DemandeTransfert.objects.select_related("projet", "de", "vers", "demandee_par", "jugee_par").annotate(fonction=fonction_de(acteur, "projet"))
    lues = lues.order_by(attend, "-pk")
    return lues if acteur.voit_tout else lues.filter(fonction__isnull=False)


def transferts_du_projet(projet: Projet) -> QuerySet[DemandeTransfert]:
    """Return the last requests of a project, for its page of credits."""
    return DemandeTransfert.objects.filter(projet=projet).select_related("de", "vers").order_by("-pk")[:MONTREES]


def nombre_de_transferts_demandes() -> QuerySet:
    """Return how many wait for the coordination, to read within another statement."""
    ouvertes = DemandeTransfert.objects.filter(statut=StatutTransfert.DEMANDEE).order_by()
    return ouvertes.values("statut").annotate(nombre=Count("pk")).values("nombre")
