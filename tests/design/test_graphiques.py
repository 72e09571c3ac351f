"""Charts: named, described, coloured by classes, faithful to their figures."""

import re
from xml.etree import ElementTree

import pytest

from socle.design.graphiques import Axe, Serie, barres_empilees, legende, pour_document, radar
from socle.design.jauges import dessiner_barre, dessiner_regle

BUDGET = [Serie("Ventes", (40, 60), "j-s1"), Serie("Subventions", (120, 0), "j-s2", publique=True)]
AXES = [Axe("Foncier", critique=True), Axe("Offre"), Axe("Impact")]


def test_bars_are_named_described_and_total_written():
    svg = barres_empilees("b", "Ressources <2022>", "En milliers d’euros", ("2022", "2023"), BUDGET)
    racine = ElementTree.fromstring(svg)
    assert [racine[0].text, racine[1].text] == ["Ressources <2022>", "En milliers d’euros"]
    assert re.findall(r">(160|60)</text>", svg) == ["160", "60"]


def test_bars_heights_follow_the_values_and_zero_draws_nothing():
    svg = barres_empilees("b", "t", "d", ("2022", "2023"), BUDGET, hauteur=216)
    hauteurs = [float(h) for h in re.findall(r'height="([\d.]+)"/>', svg.split("</defs>")[1])]
    assert hauteurs == [38.0, 118.0, 58.0]


def test_public_money_is_always_hatched():
    svg = barres_empilees("b", "t", "d", ("2022", "2023"), BUDGET)
    assert 'fill="url(#b-h1)"' in svg
    assert 'id="b-h1"' in svg
    assert 'fill="url(#b-h1)"' in legende("b", BUDGET)


def test_charts_hold_no_inline_style():
    svg = barres_empilees("b", "t", "d", ("2022", "2023"), BUDGET) + radar("r", "t", "d", AXES, [Serie("Entrée", (1, 2, 3), "x")])
    assert "style=" not in svg


def test_a_series_must_have_a_value_per_category():
    with pytest.raises(ValueError, match="Chaque série"):
        barres_empilees("b", "t", "d", ("2022",), BUDGET)


def test_radar_dashes_the_entry_fills_the_exit_and_bolds_critical_axes():
    svg = radar("r", "t", "d", AXES, [Serie("Entrée", (1, 2, 1), "x"), Serie("Sortie", (4, 3, 4), "x")])
    assert re.findall(r'class="(r-[ab])"', svg) == ["r-a", "r-b"]
    assert 'class="g-txt f m"' in svg


def test_radar_needs_three_axes():
    with pytest.raises(ValueError, match="trois axes"):
        radar("r", "t", "d", AXES[:2], [])


def test_ruler_never_overflows_and_says_its_figures():
    svg = dessiner_regle(10, [(7, "j-use"), (6, "j-tenu")], "13 sur 10")
    assert re.findall(r'class="j-(?:use|tenu)" x="(\d+)" y="0" width="(\d+)"', svg) == [("0", "700"), ("700", "300")]
    assert 'aria-label="13 sur 10"' in svg


def test_bar_without_words_is_hidden_from_assistive_tools():
    assert 'aria-hidden="true"' in dessiner_barre(8, [(4, "j-s1")], "")


def test_a_chart_of_a_document_carries_its_colours():
    racine = ElementTree.fromstring(pour_document(barres_empilees("b", "t", "d", ("2022", "2023"), BUDGET)))
    assert [enfant.tag for enfant in racine][:3] == ["style", "title", "desc"]
    assert ".j-s1 { fill: #17493C }" in racine[0].text
