"""The import contracts of pyproject.toml, run with the tests, and the house rules that grep can see."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]
APPS = ("config", "socle", "manufactures", "incubation", "comite", "accompagnement", "parcours")
SOURCES = sorted(p for app in APPS for p in (RACINE / app).rglob("*.py") if "migrations" not in p.parts)
GABARITS = sorted((RACINE / "templates").rglob("*.html"))


def test_import_contracts_are_kept():
    lint = Path(sys.executable).with_name("lint-imports")
    resultat = subprocess.run([lint, "--no-cache"], cwd=RACINE, capture_output=True, text=True)

    assert resultat.returncode == 0, resultat.stdout


@pytest.mark.parametrize("chemin", SOURCES + GABARITS, ids=lambda p: str(p.relative_to(RACINE)))
def test_no_file_is_above_400_lines(chemin):
    assert len(chemin.read_text().splitlines()) <= 400


RANGS = {
    **dict.fromkeys(("apps", "enums", "regles", "verbes", "reglages"), 0),
    "permissions": 1,
    "models": 2,
    "queries": 3,
    "actions": 4,
    **dict.fromkeys(("tasks", "relances", "pdf"), 5),
    **dict.fromkeys(("access", "forms", "serializers"), 6),
    **dict.fromkeys(("views", "api"), 7),
    "urls": 8,
}
DOMAINES = ("manufactures", "incubation", "comite", "accompagnement")


def _piece(module: str) -> str:
    return re.sub(r"^(regles|forms)_.*", r"\1", module)


@pytest.mark.parametrize("chemin", [p for p in SOURCES if p.relative_to(RACINE).parts[0] in DOMAINES], ids=lambda p: str(p.relative_to(RACINE)))
def test_inside_an_app_imports_go_to_the_left(chemin):
    app, *reste = chemin.relative_to(RACINE).with_suffix("").parts
    rang = RANGS.get(_piece(reste[0]), 9)
    importes = [n.module for n in ast.walk(ast.parse(chemin.read_text())) if isinstance(n, ast.ImportFrom) and n.module]
    a_droite = [m for m in importes if m.startswith(f"{app}.") and RANGS.get(_piece(m.split(".")[1]), 0) > rang]

    assert a_droite == []


@pytest.mark.parametrize("chemin", SOURCES, ids=lambda p: str(p.relative_to(RACINE)))
def test_no_import_is_hidden_in_a_function(chemin):
    arbre = ast.parse(chemin.read_text())
    caches = [
        f"{fonction.name}:{noeud.lineno}"
        for fonction in ast.walk(arbre)
        if isinstance(fonction, ast.FunctionDef | ast.AsyncFunctionDef) and fonction.name != "ready"
        for noeud in ast.walk(fonction)
        if isinstance(noeud, ast.Import | ast.ImportFrom)
    ]

    assert caches == []


HTTP = re.compile(r"^from django\.(http|shortcuts|contrib\.messages)|^from django\.contrib import messages|^from rest_framework|^from celery", re.M)


@pytest.mark.parametrize("chemin", SOURCES, ids=lambda p: str(p.relative_to(RACINE)))
def test_http_celery_and_drf_stay_in_their_rooms(chemin):
    parties = chemin.relative_to(RACINE).with_suffix("").parts
    permis = {"from rest_framework": "api" in parties, "from celery": "tasks" in parties or parties[0] == "config" or parties[:2] == ("socle", "lib")}
    profond = {"models", "actions", "queries", "regles", "enums", "permissions", "tasks", "relances", "pdf"} & set(parties)
    for importe in HTTP.findall(chemin.read_text()) and [m.group() for m in HTTP.finditer(chemin.read_text())]:
        if importe in permis:
            assert permis[importe], importe
        else:
            assert not profond, importe


def test_bare_hx_and_inline_code_stay_out_of_templates():
    interdits = re.compile(r"<style|\sstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=\"|[\s<]hx-[a-z]")
    fautes = [f"{p.relative_to(RACINE)}:{n}" for p in GABARITS for n, ligne in enumerate(p.read_text().splitlines(), 1) if interdits.search(ligne)]

    assert fautes == []
