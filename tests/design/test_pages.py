"""Layouts and account pages, without a database."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import override_settings
from django.urls import reverse

from tests.design.rendu import rendre

pytestmark = pytest.mark.urls("tests.design.urls")


def _requete(**cookies):
    requete = HttpRequest()
    requete.user, requete.COOKIES = AnonymousUser(), cookies
    return requete


@pytest.mark.parametrize(("cookie", "attribut"), [("dark", ' data-bs-theme="dark"'), ("light", ' data-bs-theme="light"'), ("x onload=", "")])
def test_theme_is_written_by_the_server_so_that_no_page_flashes(cookie, attribut):
    html = rendre('{% extends "design/base.html" %}', request=_requete(apparence=cookie))
    assert f'<html lang="fr"{attribut}>' in html


def test_title_and_navigation_of_a_programme():
    programme = SimpleNamespace(slug="essai", nom="Programme d’essai", couleurs={}, logo=None, accroche="", animateur="Une équipe")
    liens = [SimpleNamespace(libelle="Accueil", url="/p/essai/", actif=True), SimpleNamespace(libelle="Projets", url="/x", actif=False)]
    html = rendre('{% extends "design/base.html" %}{% block titre %}À faire{% endblock %}', programme=programme, navigation=liens)
    assert "<title>À faire – Programme d’essai</title>" in html
    assert '<a href="/p/essai/" aria-current="page">Accueil</a>' in html
    assert "couleurs.css" not in html


def test_colours_of_a_programme_come_by_a_link():
    programme = SimpleNamespace(slug="essai", nom="P", couleurs={"vert": "#204080"}, logo=None)
    assert f'<link rel="stylesheet" href="{reverse("programme_couleurs", args=["essai"])}">' in rendre('{% extends "design/base.html" %}', programme=programme)


def test_room_has_no_programme_navigation():
    html = rendre('{% extends "design/salle.html" %}', navigation=[SimpleNamespace(libelle="Projets", url="/x", actif=False)])
    assert "Projets" not in html


def test_account_menu_signs_out_by_post():
    requete = _requete()
    requete.user = SimpleNamespace(is_authenticated=True, email="porteuse@atelier.example")
    html = rendre('{% extends "design/base.html" %}', request=requete, identite={"libelle": "Porteuse", "detail": "Manufacture d’exemple 12"})
    assert html.count(f'<form action="{reverse("account_logout")}" method="post">') == 2
    assert "Manufacture d’exemple 12" in html


@pytest.mark.parametrize("code", ["400", "403", "404"])
def test_refusal_pages_lead_home(code):
    assert f'href="{reverse("accueil")}"' in render_to_string(f"{code}.html")


@override_settings(STATIC_URL="/static/")
def test_breakdown_page_needs_no_context():
    assert "Une panne de notre côté" in render_to_string("500.html", {})
