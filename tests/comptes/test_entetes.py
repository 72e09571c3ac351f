"""Headers of every kind of answer, and the flags of the cookies over HTTPS."""

import os
import subprocess
import sys

import pytest

from tests.conftest import MOT_DE_PASSE

pytestmark = pytest.mark.usefixtures("petit_site")
POLITIQUE = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
}
GARDES = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
ICI = "/p/manufactures/"
REPONSES = {
    "200": ICI,
    "302": ICI + "ecrire/302/",
    "403": ICI + "interdire/",
    "404": ICI + "rien-ici/",
    "404 programme": "/p/inconnu/",
    "409": ICI + "refuser/",
    "500": ICI + "casser/",
    "compte": "/compte/email/",
    "statique": "/static/design/atelier.js",
}


@pytest.fixture
def demander(client_de, porteuse):
    """Ask for a kind of answer, by POST so that the views that write may."""
    client = client_de(porteuse, raise_request_exception=False)
    return lambda genre: client.post(REPONSES[genre]) if genre in {"302", "409", "500"} else client.get(REPONSES[genre])


@pytest.mark.parametrize("genre", REPONSES)
def test_every_answer_carries_the_guards(demander, genre):
    entetes = demander(genre).headers

    assert {nom: entetes.get(nom) for nom in GARDES} == GARDES
    assert set(entetes["Content-Security-Policy"].split("; ")) == POLITIQUE


@pytest.mark.parametrize("genre", [g for g in REPONSES if g != "statique"])
def test_no_page_of_a_signed_in_person_is_kept_or_framed(demander, genre):
    entetes = demander(genre).headers

    assert "no-store" in entetes["Cache-Control"]
    assert entetes["X-Frame-Options"] == "DENY"


def test_a_static_file_may_be_kept(demander):
    assert "no-store" not in demander("statique").headers["Cache-Control"]


def test_the_pages_of_somebody_who_is_not_signed_in_carry_the_guards(client, programme):
    entetes = client.get("/compte/login/").headers

    assert {nom: entetes.get(nom) for nom in GARDES} == GARDES
    assert set(entetes["Content-Security-Policy"].split("; ")) == POLITIQUE


IMPRIMER = (
    "from django.conf import settings as s;"
    "print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_NAME, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS)"
)


@pytest.mark.parametrize(
    ("https", "attendu"),
    [("1", "__Host-session True __Host-csrf True True 31536000"), ("0", "sessionid False csrftoken False False 0")],
)
def test_cookies_are_bound_to_the_host_over_https(https, attendu):
    environnement = os.environ | {"HTTPS": https, "DJANGO_SETTINGS_MODULE": "config.settings"}
    resultat = subprocess.run([sys.executable, "-c", IMPRIMER], env=environnement, capture_output=True, text=True, check=True)

    assert resultat.stdout.strip() == attendu


def test_the_session_cookie_is_closed_to_scripts_and_to_other_sites(client, porteuse, settings):
    settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_NAME = True, "__Host-session"
    client.post("/compte/login/", {"login": porteuse.email, "password": MOT_DE_PASSE})
    temoin = client.cookies["__Host-session"]

    assert (temoin["secure"], temoin["httponly"], temoin["samesite"]) == (True, True, "Lax")
    assert (temoin["path"], temoin["domain"], temoin["max-age"]) == ("/", "", "")


def test_the_csrf_cookie_is_closed_as_well(client, db):
    temoin = client.get("/compte/login/").cookies["csrftoken"]

    assert (temoin["httponly"], temoin["samesite"]) == (True, "Lax")
