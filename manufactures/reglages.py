"""Settings of the call and of its candidatures."""

from dataclasses import dataclass

from socle.comptes.reglement import declarer, entier, valeur


@dataclass(frozen=True)
class Entree:
    """One entry of a list of the règlement: a line of the grant, a filière, a legal form."""

    code: str
    libelle: str


def entrees(lues) -> tuple[Entree, ...]:
    """Read a list of ``{"code", "libelle"}``; raise ``ValueError`` for anything else."""
    try:
        return tuple(Entree(str(e["code"]), str(e["libelle"])) for e in lues)
    except (TypeError, KeyError):
        raise ValueError("une liste de codes et de libellés") from None


def libelle_du_territoire(code: str) -> str:
    """Return the name of a type of territory; one that left the règlement shows its code."""
    return next((e.libelle for e in valeur("manufactures.territoires") if e.code == code), code)


LIGNES = [{"code": "investissement", "libelle": "Investissement"}, {"code": "demarrage", "libelle": "Démarrage"}]
TERRITOIRES = [
    {"code": "rural", "libelle": "Rural"},
    {"code": "ville", "libelle": "Petite ou moyenne ville"},
    {"code": "qpv", "libelle": "Quartier prioritaire de la politique de la ville"},
    {"code": "autre", "libelle": "Autre territoire"},
]

declarer("manufactures.delai_pieces_jours_ouvres", "Délai pour compléter une candidature, en jours ouvrés", 10, entier)
declarer("manufactures.invitation_validite_jours_calendaires", "Validité d’une invitation, en jours", 14, entier)
declarer("manufactures.lignes_subvention", "Lignes de la subvention", LIGNES, entrees)
declarer("manufactures.filieres", "Filières proposées", [], entrees)
declarer("manufactures.formes_juridiques", "Formes juridiques proposées", [], entrees)
declarer("manufactures.territoires", "Types de territoire proposés", TERRITOIRES, entrees)
