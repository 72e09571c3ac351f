"""The French départements: code, name, region (Insee, code officiel géographique)."""

import unicodedata
from csv import DictReader
from pathlib import Path

_TABLE = """
01 Ain|02 Aisne|03 Allier|04 Alpes-de-Haute-Provence|05 Hautes-Alpes|06 Alpes-Maritimes|07 Ardèche|08 Ardennes|09 Ariège|10 Aube|11 Aude
12 Aveyron|13 Bouches-du-Rhône|14 Calvados|15 Cantal|16 Charente|17 Charente-Maritime|18 Cher|19 Corrèze|2A Corse-du-Sud|2B Haute-Corse
21 Côte-d’Or|22 Côtes-d’Armor|23 Creuse|24 Dordogne|25 Doubs|26 Drôme|27 Eure|28 Eure-et-Loir|29 Finistère|30 Gard|31 Haute-Garonne|32 Gers
33 Gironde|34 Hérault|35 Ille-et-Vilaine|36 Indre|37 Indre-et-Loire|38 Isère|39 Jura|40 Landes|41 Loir-et-Cher|42 Loire|43 Haute-Loire
44 Loire-Atlantique|45 Loiret|46 Lot|47 Lot-et-Garonne|48 Lozère|49 Maine-et-Loire|50 Manche|51 Marne|52 Haute-Marne|53 Mayenne
54 Meurthe-et-Moselle|55 Meuse|56 Morbihan|57 Moselle|58 Nièvre|59 Nord|60 Oise|61 Orne|62 Pas-de-Calais|63 Puy-de-Dôme
64 Pyrénées-Atlantiques|65 Hautes-Pyrénées|66 Pyrénées-Orientales|67 Bas-Rhin|68 Haut-Rhin|69 Rhône|70 Haute-Saône|71 Saône-et-Loire
72 Sarthe|73 Savoie|74 Haute-Savoie|75 Paris|76 Seine-Maritime|77 Seine-et-Marne|78 Yvelines|79 Deux-Sèvres|80 Somme|81 Tarn
82 Tarn-et-Garonne|83 Var|84 Vaucluse|85 Vendée|86 Vienne|87 Haute-Vienne|88 Vosges|89 Yonne|90 Territoire de Belfort|91 Essonne
92 Hauts-de-Seine|93 Seine-Saint-Denis|94 Val-de-Marne|95 Val-d’Oise|971 Guadeloupe|972 Martinique|973 Guyane|974 La Réunion|976 Mayotte
"""
NOMS: dict[str, str] = dict(entree.strip().split(" ", 1) for ligne in _TABLE.split("\n") for entree in ligne.split("|") if entree.strip())


def departement_du_code(code_insee: str) -> str:
    """Return the code of the département of a commune: two characters, three overseas."""
    return code_insee[:3] if code_insee.startswith("97") else code_insee[:2]


# Where the chef-lieu of each département stands (Insee, code officiel géographique, for which town it is; its position in WGS 84,
# in degrees rounded to a hundredth, about one kilometre).
with (Path(__file__).parent / "donnees" / "chefs_lieux.csv").open(encoding="utf-8", newline="") as _lignes:
    CHEFS_LIEUX: dict[str, tuple[float, float]] = {li["code"]: (float(li["latitude"]), float(li["longitude"])) for li in DictReader(_lignes)}


def departement_nomme(texte: str) -> str:
    """Return the code of the département that a text gives by its code or its name, or nothing."""
    cherche = _simple(texte)
    return next((code for code, nom in NOMS.items() if cherche in (code.casefold(), _simple(nom))), "")


def _simple(texte: str) -> str:
    sans = unicodedata.normalize("NFD", texte.casefold().replace("’", "'").replace("-", " "))
    return "".join(c for c in sans if not unicodedata.combining(c)).strip()
