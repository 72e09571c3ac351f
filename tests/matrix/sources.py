"""The files of the house, as the tests of its rules read them."""

import ast
from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]
DOMAINES = ("manufactures", "incubation", "comite", "accompagnement")
APPS = ("config", "socle", *DOMAINES, "parcours")
_PYTHON = sorted(p for app in APPS for p in (RACINE / app).rglob("*.py"))
SOURCES = [p for p in _PYTHON if "migrations" not in p.parts]
MIGRATIONS = [p for p in _PYTHON if "migrations" in p.parts]
TESTS = sorted((RACINE / "tests").rglob("*.py"))
GABARITS = sorted(p for p in (RACINE / "templates").rglob("*") if p.suffix in {".html", ".txt"})


def nom(chemin: Path) -> str:
    """Return the path from the root of the repository."""
    return str(chemin.relative_to(RACINE))


def arbre(chemin: Path) -> ast.Module:
    return ast.parse(chemin.read_text())


def importes(module: ast.Module) -> list[tuple[int, str]]:
    """Return the line and the module of every import, those for type checkers aside."""
    pour_les_types = {
        id(enfant)
        for noeud in ast.walk(module)
        if isinstance(noeud, ast.If) and ast.unparse(noeud.test) == "TYPE_CHECKING"
        for enfant in ast.walk(noeud)
    }
    trouves = []
    for noeud in ast.walk(module):
        if id(noeud) in pour_les_types:
            continue
        if isinstance(noeud, ast.ImportFrom):
            trouves += [(noeud.lineno, f"{noeud.module}.{alias.name}") for alias in noeud.names]
        elif isinstance(noeud, ast.Import):
            trouves += [(noeud.lineno, alias.name) for alias in noeud.names]
    return trouves
