"""A programme before it opens: a YAML file of ``parcours/modeles/`` read into frozen values.

The reader is strict. An unknown key, a missing one, a wrong type, a code used twice or a reference to nothing stops the
reading with a French sentence that names the place in the file, so that an operator can write a model without reading code.
It knows neither database nor settings registry: values under ``reglages`` are handed over raw.
"""

from pathlib import Path

from parcours.modele.formes import (
    AttenduModele,
    BesoinModele,
    ChoixModele,
    ConditionModele,
    CouleursModele,
    CritereModele,
    CriteresModele,
    GabaritModele,
    IdentiteModele,
    Modele,
    ModeleInvalide,
    ModuleModele,
    Outil,
    PaletteModele,
    VagueModele,
)
from parcours.modele.gabarits import CHAMPS_DES_GABARITS
from parcours.modele.lecture import lire
from parcours.modele.verifications import verifier

__all__ = [
    "AttenduModele",
    "BesoinModele",
    "CHAMPS_DES_GABARITS",
    "charger_modele",
    "ChoixModele",
    "ConditionModele",
    "CouleursModele",
    "CritereModele",
    "CriteresModele",
    "DOSSIER",
    "GabaritModele",
    "IdentiteModele",
    "Modele",
    "ModeleInvalide",
    "modeles_disponibles",
    "ModuleModele",
    "Outil",
    "PaletteModele",
    "VagueModele",
]

DOSSIER = Path(__file__).parent.parent / "modeles"


def modeles_disponibles() -> tuple[str, ...]:
    """Return the names of the models shipped with the platform, in alphabetical order."""
    return tuple(sorted(fichier.stem for fichier in DOSSIER.glob("*.yaml")))


def charger_modele(nom_ou_chemin: str | Path) -> Modele:
    """Read a model by its name (``manufactures-de-proximite``) or from the path of a YAML file.

    Raises ``ModeleInvalide`` with a French sentence naming the place in the file.
    """
    modele = lire(_fichier(nom_ou_chemin))
    verifier(modele)
    return modele


def _fichier(nom_ou_chemin: str | Path) -> Path:
    if isinstance(nom_ou_chemin, Path) or nom_ou_chemin.endswith(".yaml"):
        return Path(nom_ou_chemin)
    if nom_ou_chemin not in modeles_disponibles():
        connus = ", ".join(modeles_disponibles())
        raise ModeleInvalide("", f"Le modèle « {nom_ou_chemin} » n’existe pas. Modèles disponibles : {connus}.")
    return DOSSIER / f"{nom_ou_chemin}.yaml"
