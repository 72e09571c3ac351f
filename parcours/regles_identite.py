"""What a programme may look like: colours that are read, a logo that is an image. No ORM, no clock."""

from collections.abc import Mapping

from socle.design.couleurs import PALETTES, couleurs_lisibles
from socle.lib.refus import Refus

TAILLE_LOGO = 500_000  # bytes
TYPES_LOGO = ("png", "jpg", "jpeg")
_SIGNATURES = ((b"\x89PNG\r\n\x1a\n", 0, "image/png"), (b"\xff\xd8\xff", 0, "image/jpeg"), (b"WEBP", 8, "image/webp"))
PAS_UNE_IMAGE = Refus("logo_illisible", "Ce fichier n’est pas une image PNG ou JPEG : enregistrez votre logo dans l’un de ces formats.")
NOM_VIDE = Refus("programme_sans_nom", "Donnez un nom au programme : il est écrit en tête de chaque page.")


def type_du_logo(debut: bytes) -> str | None:
    """Return the media type that the first bytes of a file tell, None for anything but PNG, JPEG and WebP."""
    return next((type_mime for signature, rang, type_mime in _SIGNATURES if debut[rang:].startswith(signature)), None)


def refus_de_logo(debut: bytes, taille: int) -> Refus | None:
    """Say why a file (its first bytes, its size in bytes) cannot be a logo; an SVG may hold a script, it is not taken."""
    if taille > TAILLE_LOGO:
        return Refus("logo_lourd", "Ce logo est trop lourd : 500 ko au plus. Réduisez l’image.")
    return None if type_du_logo(debut) in {"image/png", "image/jpeg"} else PAS_UNE_IMAGE


def refus_de_couleurs(couleurs: Mapping[str, Mapping[str, str]]) -> Refus | None:
    """Say which palette would leave a text unreadable (WCAG 2.2, 1.4.3: 4.5 to 1)."""
    for theme, palette in couleurs.items():
        if not couleurs_lisibles(dict(palette), theme):
            phrase = f"Les couleurs du thème {theme} ne se lisent pas assez : écartez le texte de son fond, il faut un contraste de 4,5 pour 1."
            return Refus("couleurs_illisibles", phrase)
    return None


def couleurs_propres(couleurs: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Return the palettes that differ from those of the house, in capitals; a programme that keeps ours has none."""
    ecrites = {theme: {cle: valeur.upper() for cle, valeur in palette.items()} for theme, palette in couleurs.items()}
    return {theme: palette for theme, palette in ecrites.items() if palette != PALETTES[theme]}
