"""A programme's colours keep every text readable."""

import pytest

from socle.design import couleurs


def test_black_on_white_is_21():
    assert couleurs.contraste("#000000", "#FFFFFF") == pytest.approx(21)


def test_our_own_colours_pass_by_default():
    assert couleurs.contraste_suffisant(couleurs.VERT)
    assert couleurs.couleurs_lisibles({})


@pytest.mark.parametrize("vert", ["#86CBB0", "#5FA58A", "#FFFFFF"])
def test_a_pale_green_is_refused(vert):
    assert not couleurs.couleurs_lisibles({"vert": vert})


def test_the_limit_is_four_and_a_half():
    assert couleurs.contraste_suffisant("#767676", "#FFFFFF")
    assert not couleurs.contraste_suffisant("#777777", "#FFFFFF")


def test_a_ground_too_dark_for_the_green_is_refused():
    assert not couleurs.couleurs_lisibles({"vert_doux": "#6FA694"})


def test_sheet_of_a_programme():
    feuille = couleurs.feuille_de_couleurs({"clair": {"vert": "#204080", "vert_doux": "#E0E8F8"}, "sombre": {}})

    assert feuille == (
        '@media not all and (prefers-color-scheme: dark) { :root:not([data-bs-theme="dark"]) { --vert: #204080; --vert-doux: #E0E8F8; } }\n'
        ':root[data-bs-theme="light"] { --vert: #204080; --vert-doux: #E0E8F8; }\n'
    )


def test_dark_palette_has_its_own_theme():
    assert ':root[data-bs-theme="dark"] { --vert: #86CBB0; }' in couleurs.feuille_de_couleurs({"sombre": {"vert": "#86CBB0"}})


@pytest.mark.parametrize("couleurs_du_programme", [{"vert": "red; } body { display: none"}, {"papier": "#FFFFFF"}])
def test_sheet_refuses_what_is_not_a_colour_of_ours(couleurs_du_programme):
    with pytest.raises(ValueError, match="couleur|#RRVVBB"):
        couleurs.feuille_de_couleurs({"clair": couleurs_du_programme})
