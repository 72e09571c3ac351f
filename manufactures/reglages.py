"""Settings of the call and of its candidatures."""

from dataclasses import dataclass

from socle.comptes.reglement import declarer, entier


@dataclass(frozen=True)
class Entree:
    """One entry of a list of the règlement: a line of the grant, a filière, a legal form."""

    code: str
    libelle: str


def entrees(valeur) -> tuple[Entree, ...]:
    """Read a list of ``{"code", "libelle"}``; raise ``ValueError`` for anything else."""
    try:
        return tuple(Entree(str(e["code"]), str(e["libelle"])) for e in valeur)
    except (TypeError, KeyError):
        raise ValueError("une liste de codes et de libellés") from None


LIGNES = [{"code": "investissement", "libelle": "Investissement"}, {"code": "demarrage", "libelle": "Démarrage"}]

declarer("manufactures.projets_vises", "Nombre de projets visés", 100, entier)
declarer("manufactures.delai_pieces_jours_ouvres", "Délai pour compléter une candidature, en jours ouvrés", 10, entier)
declarer("manufactures.invitation_validite_jours_calendaires", "Validité d’une invitation, en jours", 14, entier)
declarer("manufactures.lignes_subvention", "Lignes de la subvention", LIGNES, entrees)
declarer("manufactures.filieres", "Filières proposées", [], entrees)
declarer("manufactures.formes_juridiques", "Formes juridiques proposées", [], entrees)
