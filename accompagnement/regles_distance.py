"""How far an expert comes from: kilometres between the chefs-lieux of two départements. No ORM, no clock."""

from fractions import Fraction
from math import asin, cos, radians, sin, sqrt

from manufactures.departements import CHEFS_LIEUX, NOMS

RAYON_DE_LA_TERRE = 6371  # kilometres
LOIN = 600  # kilometres from which nearness is worth nothing


def distance_km(de: str, vers: str) -> int | None:
    """Return the kilometres as the crow flies between the chefs-lieux of two départements (codes), None when one is not known."""
    if de not in CHEFS_LIEUX or vers not in CHEFS_LIEUX:
        return None
    (lat_1, lon_1), (lat_2, lon_2) = (tuple(map(radians, CHEFS_LIEUX[code])) for code in (de, vers))
    a = sin((lat_2 - lat_1) / 2) ** 2 + cos(lat_1) * cos(lat_2) * sin((lon_2 - lon_1) / 2) ** 2
    return round(2 * RAYON_DE_LA_TERRE * asin(sqrt(a)))


def proximite(km: int, distance_max: int | None) -> Fraction:
    """Return what being ``km`` away is worth, from 1 (same département) to 0 (too far, or beyond what the expert accepts)."""
    if distance_max is not None and km > distance_max:
        return Fraction(0)
    return Fraction(LOIN - min(km, LOIN), LOIN)


def phrase_de_distance(de: str, vers: str) -> str:
    """Write how far an expert comes from, or nothing when it is not known."""
    km = distance_km(de, vers)
    if km is None:
        return ""
    return f"à {km} km" if de != vers else f"dans votre département ({NOMS[vers]})"


def kilometres_vers(vers: str) -> dict[str, int]:
    """Return how far each département is from one, by code."""
    return {code: distance_km(code, vers) for code in CHEFS_LIEUX if vers in CHEFS_LIEUX}
