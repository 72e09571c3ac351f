"""The colours a programme may choose, and the contrast they must keep (docs/decisions/0004-identite.md)."""

import re

SURFACE, PAPIER = "#FFFFFF", "#F6F4EE"
VERT, VERT_FORT, VERT_DOUX, SUR_VERT = "#1F5A4B", "#164337", "#DFECE5", "#FFFFFF"
MINIMUM = 4.5  # WCAG 2.2, 1.4.3: ordinary text
# Name of a palette, value of the theme attribute, what the system asks for when the person has chosen nothing.
THEMES = (
    ("clair", "light", "not all and (prefers-color-scheme: dark)"),
    ("sombre", "dark", "(prefers-color-scheme: dark)"),
)
DEFAUTS = {"vert": VERT, "vert_fort": VERT_FORT, "vert_doux": VERT_DOUX, "sur_vert": SUR_VERT}
# The palette of each theme, and the grounds its text stands on besides ``vert_doux``.
PALETTES = {"clair": DEFAUTS, "sombre": {"vert": "#86CBB0", "vert_fort": "#A9DDC8", "vert_doux": "#1D3A30", "sur_vert": "#0C2A20"}}
FONDS = {"clair": (SURFACE, PAPIER), "sombre": ("#1E211C", "#161814")}


def contraste(une: str, autre: str) -> float:
    """Return the contrast ratio (1 to 21) of two `#RRGGBB` colours; raises ValueError on any other writing."""
    claire, sombre = sorted((_luminance(une), _luminance(autre)), reverse=True)
    return (claire + 0.05) / (sombre + 0.05)


def contraste_suffisant(couleur: str, *fonds: str) -> bool:
    """Tell whether text of this colour can be read on each ground, by default those of a light page."""
    return all(contraste(couleur, fond) >= MINIMUM for fond in fonds or (SURFACE, PAPIER, VERT_DOUX))


def couleurs_lisibles(couleurs: dict, theme: str = "clair") -> bool:
    """Tell whether the colours of a programme keep every text of a theme readable; a missing one keeps its default."""
    c = PALETTES[theme] | couleurs
    fonds = (*FONDS[theme], c["vert_doux"])
    return (
        contraste_suffisant(c["vert"], *fonds)
        and contraste_suffisant(c["sur_vert"], c["vert"], c["vert_fort"])
        and contraste_suffisant(c["vert_fort"], *fonds)
    )


def feuille_de_couleurs(couleurs: dict[str, dict[str, str]]) -> str:
    """Return the style sheet of a programme: the tokens of its palettes ``clair`` and ``sombre``, each under its theme.

    Raises ValueError on a key that is not a token or on a colour that is not `#RRGGBB`.
    """
    blocs = []
    for theme, attribut, systeme in THEMES:
        if regles := _jetons(couleurs.get(theme, {})):
            autre = "dark" if attribut == "light" else "light"
            blocs.append(f'@media {systeme} {{ :root:not([data-bs-theme="{autre}"]) {{ {regles} }} }}')
            blocs.append(f':root[data-bs-theme="{attribut}"] {{ {regles} }}')
    return "\n".join([*blocs, ""])


def _jetons(palette: dict[str, str]) -> str:
    lignes = []
    for cle, valeur in palette.items():
        if cle not in DEFAUTS:
            raise ValueError(f"« {cle} » n’est pas une couleur du programme.")
        _composantes(valeur)
        lignes.append(f"--{cle.replace('_', '-')}: {valeur};")
    return " ".join(lignes)


def _luminance(couleur: str) -> float:
    rouge, vert, bleu = (_lineaire(composante / 255) for composante in _composantes(couleur))
    return 0.2126 * rouge + 0.7152 * vert + 0.0722 * bleu


def _lineaire(valeur: float) -> float:
    return valeur / 12.92 if valeur <= 0.04045 else ((valeur + 0.055) / 1.055) ** 2.4


def _composantes(couleur: str) -> tuple[int, ...]:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", couleur):
        raise ValueError(f"« {couleur} » ne s’écrit pas #RRVVBB.")
    return tuple(int(couleur[rang : rang + 2], 16) for rang in (1, 3, 5))
