"""What the project page shows of candidature, structure, sites and team: two statements."""

from dataclasses import dataclass

from manufactures.models import MembreEquipe, Projet
from manufactures.queries.dossier import Dossier, dossiers, lire_dossier


@dataclass(frozen=True)
class ManufactureDuProjet:
    """The part of a project that belongs to the manufactures; ``dossier`` is None for a project without candidature."""

    dossier: Dossier | None
    equipe: tuple[MembreEquipe, ...]


def pour_projet(projet: Projet) -> ManufactureDuProjet:
    """Return candidature (texts, conditions, amounts, sites, consortium) and today's team."""
    candidature = dossiers().filter(projet=projet).order_by("-pk").first()
    equipe = MembreEquipe.objects.filter(projet=projet, date_fin=None).select_related("utilisateur").order_by("pk")
    return ManufactureDuProjet(lire_dossier(candidature) if candidature else None, tuple(equipe))
