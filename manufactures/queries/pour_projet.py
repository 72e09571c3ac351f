"""What the project page shows of candidature, structure, sites and team: two statements."""

from collections.abc import Iterable
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
    return dossiers_des_projets([projet]).get(projet.pk)


def dossiers_des_projets(projets: Iterable[Projet]) -> dict[int, Dossier]:
    """Return the last candidature of each project, whole, by the key of the project, in one statement."""
    dernieres = dossiers().filter(projet__in=projets).order_by("projet_id", "-pk").distinct("projet_id")
    return {candidature.projet_id: lire_dossier(candidature) for candidature in dernieres}
