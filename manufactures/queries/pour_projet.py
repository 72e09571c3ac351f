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
    equipe = MembreEquipe.objects.filter(projet=projet, date_fin=None).select_related("utilisateur").order_by("pk")
    return ManufactureDuProjet(dossier_du_projet(projet), tuple(equipe))


def dossier_du_projet(projet: Projet) -> Dossier | None:
    """Return the last candidature of a project, whole, in one statement; None without one."""
    candidature = dossiers().filter(projet=projet).order_by("-pk").first()
    return lire_dossier(candidature) if candidature else None
