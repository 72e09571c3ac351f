"""The embargo: until the chair publishes, a team goes on reading the status its project had before the decision."""

from comite.models import Decision
from manufactures.enums import StatutProjet
from manufactures.models import Projet


def statuts_sous_embargo() -> dict[int, StatutProjet]:
    """Return ``{projet: status to show to its team}`` for every project decided and not published. One query."""
    decisions = Decision.objects.filter(point__seance__publiee_at=None).order_by("-prise_at")
    # The oldest decision wins: it is written last.
    return {projet: StatutProjet(avant) for projet, avant in decisions.values_list("point__projet", "statut_avant")}


def projets_sous_embargo() -> frozenset[int]:
    """Return the ids of the projects whose last decision is not published. One query."""
    return frozenset(statuts_sous_embargo())


def statut_public(projet: Projet) -> StatutProjet:
    """Return the status that the team and the public may read. One query; for a list use ``statuts_sous_embargo``."""
    return statuts_sous_embargo().get(projet.pk, projet.etat)
