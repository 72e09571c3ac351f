"""What a deposited file must be, and how its name is made safe. No ORM, no clock."""

import math
import unicodedata
from collections.abc import Collection
from decimal import Decimal
from pathlib import PurePosixPath
from typing import BinaryIO

from socle.documents.formats import FORMATS
from socle.lib.francais import ESPACE, enumeration, nombre
from socle.lib.refus import Refus

LONGUEUR_NOM = 150
MEGAOCTET = 1024 * 1024
VIDE = Refus("fichier_vide", "Ce fichier est vide. Vérifiez-le sur votre appareil, puis choisissez-le à nouveau.")


def nettoyer_nom(nom: str) -> str:
    """Return a file name without folder, control or direction mark, short enough, never empty."""
    nom = unicodedata.normalize("NFC", nom).replace("\\", "/").rpartition("/")[2]
    nom = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in nom)
    nom = " ".join(nom.split()).lstrip(". ")
    chemin = PurePosixPath(nom or "document")
    return chemin.stem[: LONGUEUR_NOM - len(chemin.suffix[:10])] + chemin.suffix[:10]


def extension(nom: str) -> str:
    """Return the extension of a name, small letters, no dot: ``pdf``."""
    return PurePosixPath(nom).suffix.lower().lstrip(".")


def refus_de_taille(octets: int, limite: int) -> Refus | None:
    """Refuse an empty file, or one above ``limite`` bytes."""
    if octets == 0:
        return VIDE
    if octets <= limite:
        return None
    poids, plafond = _megaoctets(octets), _megaoctets(limite)
    return Refus(
        "fichier_trop_lourd",
        f"Votre fichier pèse {poids}{ESPACE}; la limite est de {plafond}. Réduisez-le ou divisez-le.",
    )


def refus_d_extension(nom: str, types: Collection[str]) -> Refus | None:
    """Refuse a name whose extension is not among those expected."""
    if extension(nom) in types:
        return None
    attendus = enumeration(sorted(t.upper() for t in types if t != "jpeg"))
    return Refus("format_non_pris", f"Ce format n’est pas pris. Enregistrez votre fichier dans l’un de ceux-ci{ESPACE}: {attendus}.")


def refus_de_contenu(nom: str, flux: BinaryIO) -> Refus | None:
    """Refuse a content that is not what the extension announces, that hides macros or unpacks beyond reason."""
    flux.seek(0)
    convient = FORMATS[extension(nom)].convient(flux)
    if convient:
        return None
    annonce = extension(nom).upper()
    return Refus(
        "contenu_inattendu",
        f"Le contenu de ce fichier n’est pas celui d’un {annonce} sans macro. "
        f"Ouvrez-le, enregistrez-le à nouveau au format {annonce}, puis déposez la copie.",
    )


def _megaoctets(octets: int) -> str:
    dixiemes = math.ceil(octets * 10 / MEGAOCTET)
    return f"{nombre(Decimal(dixiemes) / 10)}{ESPACE}Mo"
