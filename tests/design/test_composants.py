"""The house rules of templates: declared attributes, known icons, no inline script or style, a light page."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

from socle.design.icones import IconeInconnue, icones_connues
from tests.design.rendu import rendre

RACINE = Path(settings.BASE_DIR)
GABARITS = sorted((RACINE / "templates").rglob("*.html"))
COMPOSANTS = {fichier.stem.replace("_", "-"): fichier.read_text() for fichier in (RACINE / "templates/design/composants").glob("*.html")}
BALISE = re.compile(r"<c-(?!vars|slot)([a-z-]+)((?:\s+[:\w-]+(?:=(?:\"[^\"]*\"|'[^']*'))?)*)\s*/?>")
ATTRIBUT = re.compile(r"(?:^|\s):?([\w-]+)(?:=(?:\"[^\"]*\"|'[^']*'))?")
LIBRES = re.compile(r"(data-|aria-|id$|form$|required$|autofocus$|disabled$)")


def _declares(source):
    return set(ATTRIBUT.findall(re.search(r"<c-vars\s+(.*?)/>", source, re.S)[1]))


def _ecarts(nom, attributs):
    if nom not in COMPOSANTS:
        return [f"<c-{nom}> n’existe pas"]
    source = COMPOSANTS[nom]
    inconnus = set(ATTRIBUT.findall(attributs)) - _declares(source)
    libres = {a for a in inconnus if "attrs }}" in source and LIBRES.match(a)}
    return [f"<c-{nom} {a}>" for a in inconnus - libres]


@pytest.mark.parametrize("gabarit", GABARITS, ids=lambda g: str(g.relative_to(RACINE)))
def test_components_exist_and_receive_declared_attributes(gabarit):
    source = re.sub(r"{%\s*comment.*?endcomment\s*%}", "", gabarit.read_text(), flags=re.S)
    source = re.sub(r"{%.*?%}|{{.*?}}", "·", source, flags=re.S)
    trouvees = BALISE.findall(source)
    assert len(trouvees) == len(re.findall(r"<c-(?!vars|slot)[a-z]", source)), "balise illisible : attribut calculé par {% if %} ?"
    assert [ecart for nom, attributs in trouvees for ecart in _ecarts(nom, attributs)] == []


@pytest.mark.parametrize(("nom", "attributs"), [("fiche", ' titre="x" title="y"'), ("bouton", ' couleur="x"'), ("inconnu", "")])
def test_an_undeclared_attribute_is_seen(nom, attributs):
    assert _ecarts(nom, attributs) != []


def test_every_component_is_shown_on_the_page_of_components():
    vitrine = re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", "", (RACINE / "templates/design/composants.html").read_text(), flags=re.S)
    assert set(COMPOSANTS) - set(re.findall(r"<c-([a-z-]+)", vitrine)) == set()


@pytest.mark.parametrize("gabarit", GABARITS, ids=lambda g: str(g.relative_to(RACINE)))
def test_icons_named_in_templates_are_in_the_sprite(gabarit):
    source = gabarit.read_text()
    noms = re.findall(r"{% icone \"([^\"]+)\"", source) + re.findall(r"<c-[^>]*?\sicone=\"([a-z0-9-]+)\"", source)
    assert set(noms) - icones_connues() == set()


def test_an_unknown_icon_raises():
    with pytest.raises(IconeInconnue):
        rendre('{% icone "licorne" %}')


@pytest.mark.parametrize("gabarit", GABARITS, ids=lambda g: str(g.relative_to(RACINE)))
def test_no_inline_script_style_or_bare_htmx(gabarit):
    source = gabarit.read_text()
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|\shx-[a-z]|<script(?![^>]*(?:src=|type=\"application/json\"))", source) == []


@pytest.mark.urls("tests.design.urls")
def test_css_and_scripts_of_a_page_stay_under_50_kilobytes_in_five_files():
    html = rendre('{% extends "design/base.html" %}')
    adresses = re.findall(r'<script src="/static/([^"]+)"|<link rel="stylesheet" href="/static/([^"]+)"', html)
    fichiers = [RACINE / "static" / re.sub(r"\.[0-9a-f]{12}\.", ".", a or b) for a, b in adresses]
    assert 3 <= len(fichiers) <= 5
    assert sum(len(gzip.compress(fichier.read_bytes(), 9)) for fichier in fichiers) <= 50_000


def test_no_narrow_no_break_space_which_the_fonts_lack():
    assert [str(g) for g in GABARITS if "\u202f" in g.read_text()] == []
