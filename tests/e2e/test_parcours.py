"""One project lives its whole life in the browsers of its people; a second one is adjourned and comes back by itself."""

import os
import struct

import pytest

from tests.e2e.etapes_accompagnement import accompagner
from tests.e2e.etapes_candidature import instruire, porter_et_deposer, reunir_les_gens
from tests.e2e.etapes_comite import faire_revenir_l_ajourne, financer, labelliser
from tests.e2e.etapes_incubation import incuber
from tests.e2e.histoire import COORD, PROG, Histoire
from tests.e2e.plateforme import RACINE

IMAGE, MARGE = RACINE / "docs" / "accueil-porteuse.png", 24  # pixels: a line of text


@pytest.fixture
def histoire(plateforme, personne, tmp_path):
    plateforme.aller_au("2021-10-11T10:00:00+02:00")
    plateforme.commander("creer_programme", "manufactures-de-proximite", "--slug", "manufactures", "--coordination", COORD)
    return Histoire(plateforme, personne, tmp_path, {})


def test_a_project_lives_its_whole_life(histoire):
    reunir_les_gens(histoire)
    porter_et_deposer(histoire, 1)
    porter_et_deposer(histoire, 2)
    instruire(histoire)
    labelliser(histoire)
    incuber(histoire)
    financer(histoire)
    accompagner(histoire)
    faire_revenir_l_ajourne(histoire)
    garder_une_image(histoire)


def garder_une_image(h: Histoire) -> None:
    """Take the picture of the porteuse’s home; the README’s is this one, taken anew by ``make image``."""
    page = h.gens["porteuse1"].aller(f"{PROG}/").page
    prise = page.screenshot(full_page=True)
    if os.environ.get("IMAGE"):
        IMAGE.write_bytes(prise)
    (largeur, hauteur), (sienne, la_sienne) = taille(IMAGE.read_bytes()), taille(prise)
    assert (largeur, abs(hauteur - la_sienne) < MARGE) == (sienne, True), "the picture of the README is not this page any more: make image"


def taille(png: bytes) -> tuple[int, int]:
    """Return the width and the height of a picture, in pixels."""
    return struct.unpack(">II", png[16:24])
