"""The import contracts of pyproject.toml, and what they cannot say: the order inside an app, and where HTTP may be spoken of."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.matrix.sources import DOMAINES, RACINE, SOURCES, arbre, importes, nom

DES_DOMAINES = [p for p in SOURCES if p.relative_to(RACINE).parts[0] in DOMAINES]
RANGS = {
    **dict.fromkeys(("apps", "enums", "regles", "verbes", "reglages", "departements", "calendrier"), 0),
    "permissions": 1,
    "models": 2,
    "queries": 3,
    "actions": 4,
    **dict.fromkeys(("tasks", "relances", "pdf"), 5),
    **dict.fromkeys(("access", "forms", "serializers"), 6),
    **dict.fromkeys(("views", "api"), 7),
    "urls": 8,
}
PROFONDES = {"models", "actions", "queries", "regles", "enums", "permissions", "tasks", "relances", "pdf", "reglages", "verbes"}
HTTP = re.compile(r"django\.(http|shortcuts|contrib\.messages|views)\b")


def rang(module: str) -> int:
    """Return the rank of a piece of an app (``regles_vote`` counts as ``regles``); management commands may import all."""
    return RANGS.get(re.sub(r"^(enums|regles|forms|access)_.*", r"\1", module), 9)


def pieces(chemin: Path) -> tuple[str, ...]:
    return chemin.relative_to(RACINE).with_suffix("").parts


def test_import_contracts_are_kept():
    lint = Path(sys.executable).with_name("lint-imports")
    resultat = subprocess.run([lint, "--no-cache"], cwd=RACINE, capture_output=True, text=True)

    assert resultat.returncode == 0, resultat.stdout
    assert "Contracts: 2 kept, 0 broken" in resultat.stdout


def test_every_piece_of_an_app_has_a_rank():
    connues = set(RANGS) | {"__init__", "management", "migrations"}

    assert sorted({nom(p) for p in DES_DOMAINES if re.sub(r"^(enums|regles|forms|access)_.*", r"\1", pieces(p)[1]) not in connues}) == []


@pytest.mark.parametrize("chemin", DES_DOMAINES, ids=nom)
def test_inside_an_app_imports_go_to_the_left(chemin):
    app, piece = pieces(chemin)[:2]
    a_droite = [
        f"{ligne}: {module}"
        for ligne, module in importes(arbre(chemin))
        if module.startswith(f"{app}.") and rang(piece) < rang(module.split(".")[1]) < 9
    ]

    assert a_droite == []


@pytest.mark.parametrize("chemin", SOURCES, ids=nom)
def test_no_import_is_hidden_in_a_function(chemin):
    fonctions = [f for f in ast.walk(arbre(chemin)) if isinstance(f, ast.FunctionDef | ast.AsyncFunctionDef) and f.name != "ready"]
    caches = {f"{f.name}:{n.lineno}" for f in fonctions for n in ast.walk(f) if isinstance(n, ast.Import | ast.ImportFrom)}

    assert caches == set()


@pytest.mark.parametrize("chemin", SOURCES, ids=nom)
def test_http_stays_at_the_doors(chemin):
    parties = set(pieces(chemin))
    profonde = PROFONDES & parties and not {"api", "views"} & parties

    assert not profonde or [m for _, m in importes(arbre(chemin)) if HTTP.match(m)] == []


@pytest.mark.parametrize("chemin", SOURCES, ids=nom)
def test_celery_and_drf_stay_in_their_rooms(chemin):
    parties = pieces(chemin)
    permis = {"celery": "tasks" in parties or parties[0] == "config" or parties[:2] == ("socle", "lib"), "rest_framework": "api" in parties}
    bannis = {paquet for paquet, admis in permis.items() if not admis}

    assert [m for _, m in importes(arbre(chemin)) if m.split(".")[0] in bannis] == []
