"""The page of components in Chromium: the policy, the console, axe and the width of a phone, in both themes."""

import threading
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from playwright.sync_api import sync_playwright

pytestmark = pytest.mark.navigateur
AXE = (Path(__file__).parents[1] / "e2e/vendor/axe.min.js").read_text()
DRAPEAUX = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
SANS_BASE = {
    "ROOT_URLCONF": "tests.design.urls",
    "MIDDLEWARE": ["csp.middleware.CSPMiddleware"],
    "STORAGES": {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
}


class Muet(WSGIRequestHandler):
    """A server that does not write each request on the terminal."""

    def log_message(self, *args):
        """Keep quiet."""


@pytest.fixture(scope="module")
def adresse():
    with override_settings(**SANS_BASE):
        serveur = make_server("127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), handler_class=Muet)
        threading.Thread(target=serveur.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serveur.server_port}/composants/"
        serveur.shutdown()
        serveur.server_close()


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        navigateur = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=DRAPEAUX)
        yield navigateur
        navigateur.close()


@pytest.fixture
def ouvrir(chromium, adresse):
    """Open the page; nothing may be written on its console."""
    plaintes, contextes = [], []

    def ouvrir(**options):
        contextes.append(chromium.new_context(locale="fr-FR", **options))
        page = contextes[-1].new_page()
        page.on("console", lambda message: plaintes.append(message.text))
        page.on("pageerror", lambda faute: plaintes.append(str(faute)))
        page.goto(adresse, wait_until="networkidle")
        return page

    yield ouvrir
    for contexte in contextes:
        contexte.close()
    assert plaintes == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("largeur", [1280, 375, 320])
def test_every_component_passes_axe_and_fits(ouvrir, theme, largeur):
    page = ouvrir(viewport={"width": largeur, "height": 900}, color_scheme=theme, bypass_csp=True)
    page.evaluate(AXE)
    assert page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))") == []
    assert page.evaluate("document.documentElement.scrollWidth") == largeur


def test_the_policy_is_strict_and_the_page_obeys_it(ouvrir):
    page = ouvrir(viewport={"width": 1280, "height": 900})
    politique = page.request.get(page.url).headers["content-security-policy"]
    assert "default-src 'none'" in politique
    assert "unsafe" not in politique
    assert page.evaluate("document.querySelector('use').getBBox().width") > 0  # the sprite was let in


def test_menu_button_opens_the_panel_and_gives_the_focus_back(ouvrir):
    page = ouvrir(viewport={"width": 375, "height": 800})
    page.get_by_role("button", name="Menu").click()
    assert page.evaluate("document.activeElement.textContent") == "Accueil"
    page.keyboard.press("Escape")
    assert page.get_by_role("button", name="Menu").get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.textContent.trim()") == "Menu"


def test_choice_of_theme_is_kept_and_beats_the_device(ouvrir):
    page = ouvrir(viewport={"width": 1280, "height": 900}, color_scheme="light")
    page.get_by_label("Apparence").select_option("dark")
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 24, 20)"


def test_a_form_is_sent_once(ouvrir):
    page = ouvrir(viewport={"width": 1280, "height": 900})
    envois = """() => {
        let envois = 0;
        document.addEventListener("submit", (e) => { envois += e.defaultPrevented ? 0 : 1; e.preventDefault(); });
        const formulaire = document.querySelector("form[data-unique]");
        formulaire.requestSubmit();
        formulaire.requestSubmit();
        return envois;
    }"""
    assert page.evaluate(envois) == 1


def test_dead_button_says_why_when_pressed(ouvrir):
    page = ouvrir(viewport={"width": 1280, "height": 900})
    page.get_by_role("button", name="Clore le scrutin").press("Enter")
    assert "votre voix départage" in page.locator("[data-redit]").first.text_content()


def test_the_script_of_security_keys_runs_as_one_file(ouvrir):
    page = ouvrir()
    page.add_script_tag(url="/static/vendor/allauth/webauthn.js")
    assert {"addForm", "authenticateForm", "loginForm"} <= set(page.evaluate("Object.keys(window.allauth.webauthn.forms)"))
