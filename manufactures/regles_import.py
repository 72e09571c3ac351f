"""Pure cleaning of the official list of laureates, an open file as it is found: each repair and each refusal is told."""

import csv
import io
import re
from dataclasses import dataclass, field

from manufactures.departements import NOMS, departement_du_code
from manufactures.regles import normaliser

COLONNES = {
    "id_manup": ("id_manup", "id"),
    "nom": ("nom", "nom_manufacture", "nom_de_la_manufacture", "nom_du_projet", "titre"),
    "insee": ("insee_com", "code_insee", "insee"),
    "commune": ("commune", "lib_com", "ville", "nom_commune"),
    "departement": ("departement", "lib_dep", "dep", "nom_departement"),
    "region": ("region", "lib_reg", "nom_region"),
    "filieres": ("filieres", "filiere"),
    "vague": ("vague", "numero_vague"),
    "structure": ("structure_porteuse", "structure", "porteur"),
    "site_web": ("site_web", "site", "url"),
    "source": ("source", "sources"),
}
# Overseas communes of the same name: the list was seen with one coded as the other.
HOMONYMES = {
    "saint-louis": {"971": "97126", "974": "97414"},
    "sainte-rose": {"971": "97129", "974": "97419"},
    "sainte-anne": {"971": "97128", "972": "97226"},
    "saint-joseph": {"972": "97224", "974": "97412"},
    "saint-pierre": {"972": "97225", "974": "97416"},
}
PETITS_MOTS = frozenset("à au aux d de des du en et l la le les ou par pour sous sur".split())
_INSEE = re.compile(r"(\d{2}|2[AB])\d{3}")
_CODES = {normaliser(nom).replace("’", "'").removeprefix("la "): code for code, nom in NOMS.items()}


class ListeIllisible(ValueError):
    """The file is not a list of laureates; the message says what it lacks."""


@dataclass(frozen=True)
class Lieu:
    """A commune of a laureate; ``insee`` is empty when the list gives none that can be trusted."""

    commune: str
    insee: str


@dataclass
class Laureat:
    """One laureate, cleaned, with what was repaired."""

    ligne: int
    nom: str
    id_manup: str = ""
    lieux: list[Lieu] = field(default_factory=list)
    departement: str = ""
    region: str = ""
    filieres: list[str] = field(default_factory=list)
    vague: int | None = None
    structure: str = ""
    site_web: str = ""
    source: str = ""
    reparations: list[str] = field(default_factory=list)


def lire_lignes(contenu: str) -> list[tuple[int, dict[str, str]]]:
    """Read the CSV, semicolon or comma, into numbered rows under our own column names. Raises ``ListeIllisible``."""
    texte = contenu.lstrip("\ufeff")
    entete = texte.partition("\n")[0]
    separateur = max(";,\t", key=entete.count)
    lignes = list(csv.reader(io.StringIO(texte), delimiter=separateur))
    titres = [_titre(t) for t in lignes[0]] if lignes else []
    if "nom" not in titres:
        raise ListeIllisible("Ce fichier n’a pas de colonne « nom » : vérifiez que c’est la liste des lauréats.")
    remplies = [(numero, [c.strip() for c in ligne]) for numero, ligne in enumerate(lignes[1:], 2)]
    return [(numero, dict(zip(titres, cellules, strict=False))) for numero, cellules in remplies if any(cellules)]


def _titre(entete: str) -> str:
    cle = re.sub(r"\W+", "_", normaliser(entete)).strip("_")
    return next((notre for notre, siens in COLONNES.items() if cle in siens), cle)


def nettoyer(numero: int, ligne: dict[str, str]) -> Laureat | None:
    """Return the laureate of a row, or None when it has no name."""
    nom = _espaces(ligne.get("nom", ""))
    if not nom:
        return None
    laureat = Laureat(numero, remettre_en_casse(nom), deballer(ligne.get("id_manup", "")))
    if laureat.nom != nom:
        laureat.reparations.append(f"nom en capitales remis en casse : {nom} → {laureat.nom}")
    laureat.departement = _departement(ligne.get("departement", ""))
    laureat.lieux = _lieux(ligne, laureat)
    laureat.region = _espaces(ligne.get("region", ""))
    laureat.filieres = list(dict.fromkeys(f.strip() for f in re.split(r"[;,]", ligne.get("filieres", "")) if f.strip()))
    laureat.vague = _vague(ligne.get("vague", ""))
    for champ in ("structure", "site_web", "source"):
        setattr(laureat, champ, _espaces(ligne.get(champ, "")))
    return laureat


def deballer(cellule: str) -> str:
    """Return a code out of the wrapping spreadsheets give it: ``="01053"`` is ``01053``."""
    return re.sub(r'^="?|"$', "", cellule.strip()).strip().strip('"')


def nettoyer_insee(brut: str) -> str:
    """Return a code INSEE with its lost zero, ``""`` when it cannot be one; arrondissements are kept."""
    code = deballer(brut).upper().replace(" ", "").removesuffix(".0")
    if re.fullmatch(r"\d{4}", code):
        code = f"0{code}"
    return code if _INSEE.fullmatch(code) and departement_du_code(code) in NOMS else ""


def accorder_au_departement(commune: str, insee: str, departement: str) -> str:
    """Return the code of the commune of this name in this département: the same, its namesake's repaired, or ``""``.

    ``departement`` is a name; unknown or empty, the code is trusted.
    """
    attendu = code_du_departement(departement)
    if not insee or not attendu or departement_du_code(insee) == attendu:
        return insee
    return HOMONYMES.get(normaliser(commune).replace(" ", "-"), {}).get(attendu, "")


def code_du_departement(nom: str) -> str:
    """Return the code of a département given by name or code, ``""`` for another text."""
    brut = deballer(nom).upper()
    if brut.lstrip("0") and brut.zfill(2) in NOMS:
        return brut.zfill(2)
    return _CODES.get(normaliser(nom).replace("’", "'").removeprefix("la "), "")


def remettre_en_casse(texte: str) -> str:
    """Return a text written ALL IN CAPITALS with capitals where French puts them; acronyms of one short word stay."""
    lettres = [c for c in texte if c.isalpha()]
    if any(c.islower() for c in lettres) or (" " not in texte and len(lettres) < 6):
        return texte
    morceaux = re.split(r"([\s'’\-(/,]+)", texte.lower())
    mots = [m if m in PETITS_MOTS and rang else m.capitalize() for rang, m in enumerate(morceaux)]
    return "".join(mots)


def _lieux(ligne: dict[str, str], laureat: Laureat) -> list[Lieu]:
    communes = [_espaces(c) for c in ligne.get("commune", "").split(";") if c.strip()]
    codes = [c for c in deballer(ligne.get("insee", "")).split(";") if c.strip()]
    if len(communes) > 1 or len(codes) > 1:
        laureat.reparations.append(f"plusieurs communes dans une cellule : {max(len(communes), len(codes))} lieux")
    paires = [
        (communes[i] if i < len(communes) else "", codes[i] if i < len(codes) else "") for i in range(max(len(communes), len(codes)))
    ]
    return [_lieu(commune, brut, laureat) for commune, brut in paires]


def _lieu(brute: str, code_brut: str, laureat: Laureat) -> Lieu:
    commune = remettre_en_casse(brute) if len(brute) > 3 else brute
    if commune != brute:
        laureat.reparations.append(f"commune en capitales : {brute} → {commune}")
    lu = nettoyer_insee(code_brut)
    if code_brut.strip() and not lu:
        laureat.reparations.append(f"code INSEE illisible, laissé vide : {code_brut.strip()}")
    elif lu and lu != deballer(code_brut):
        laureat.reparations.append(f"code INSEE complété : {deballer(code_brut)} → {lu}")
    insee = accorder_au_departement(commune, lu, laureat.departement)
    if insee != lu:
        suite = f"{lu} → {insee}" if insee else f"{lu}, laissé vide"
        laureat.reparations.append(f"code INSEE d’un autre département : {suite}")
    return Lieu(commune, insee)


def _departement(brut: str) -> str:
    code = code_du_departement(brut)
    return NOMS[code] if code else _espaces(brut)


def _vague(brut: str) -> int | None:
    chiffres = re.search(r"\d+", brut)
    return int(chiffres.group()) if chiffres else None


def _espaces(texte: str) -> str:
    return " ".join(texte.split())
