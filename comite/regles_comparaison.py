"""What changed between two frozen files of one project: a pure comparison of their contents, section by section."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

AJOUTE, RETIRE, MODIFIE = "ajouté", "retiré", "modifié"
VIDE = "–"


@dataclass(frozen=True)
class Changement:
    """One thing that differs: in which section, what, how, before and after as text."""

    section: str
    element: str
    genre: str
    avant: str
    apres: str


def comparer(ancien: Mapping[str, Any], nouveau: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return what changed, as plain rows in the order of the new file; two equal files give none.

    A file is ``{"sections": [{"titre", "faits", "texte", "tableau"}], "montants_demandes": {…},
    "autres_financeurs": [[nom, montant, état]]}``.
    """
    return [asdict(c) for section, avant, apres in _sections(ancien, nouveau) for c in _changements(section, avant, apres)]


def _sections(ancien: Mapping, nouveau: Mapping) -> Iterable[tuple[str, dict[str, str], dict[str, str]]]:
    avant, apres = _a_plat(ancien), _a_plat(nouveau)
    for titre in [*apres, *(t for t in avant if t not in apres)]:
        yield titre, avant.get(titre, {}), apres.get(titre, {})


def _a_plat(contenu: Mapping) -> dict[str, dict[str, str]]:
    """Return each section as ``{element: text}``."""
    plat: dict[str, dict[str, str]] = {}
    for section in contenu.get("sections") or []:
        plat.setdefault(str(section.get("titre") or ""), {}).update(_elements(section))
    plat.setdefault("Montants demandés", {}).update({str(k): str(v) for k, v in (contenu.get("montants_demandes") or {}).items()})
    plat.setdefault("Autres financeurs", {}).update(_rangees(contenu.get("autres_financeurs") or []))
    return plat


def _elements(section: Mapping) -> dict[str, str]:
    texte = {"Texte": str(section["texte"])} if section.get("texte") else {}
    return texte | _rangees(section.get("faits") or []) | _rangees((section.get("tableau") or {}).get("lignes") or [])


def _rangees(lignes: Iterable) -> dict[str, str]:
    """Return rows named by their first cell; rows of the same name are told together."""
    plat: dict[str, list[str]] = {}
    for ligne in lignes:
        cellules = [str(cellule) for cellule in ligne]
        plat.setdefault(cellules[0] if cellules else "", []).append(" · ".join(cellules[1:]))
    return {nom: " ; ".join(valeurs) for nom, valeurs in plat.items()}


def _changements(section: str, avant: Mapping[str, str], apres: Mapping[str, str]) -> Iterable[Changement]:
    for element in [*apres, *(e for e in avant if e not in apres)]:
        if element not in avant:
            yield Changement(section, element, AJOUTE, VIDE, apres[element])
        elif element not in apres:
            yield Changement(section, element, RETIRE, avant[element], VIDE)
        elif avant[element] != apres[element]:
            yield Changement(section, element, MODIFIE, avant[element], apres[element])
