"""One browser and one running platform for all browser tests."""

import os

import pytest
from playwright.sync_api import sync_playwright

from tests.e2e.personnes import Personne
from tests.e2e.plateforme import BoiteAuxLettres, Plateforme

CHROMIUM = "/usr/bin/chromium"
DRAPEAUX = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/e2e" in str(item.path):
            item.add_marker(pytest.mark.navigateur)


@pytest.fixture(scope="session")
def plateforme(tmp_path_factory):
    installation = Plateforme(tmp_path_factory.mktemp("plateforme"), BoiteAuxLettres())
    try:
        installation.demarrer()
        yield installation
    finally:
        installation.arreter()


@pytest.fixture(scope="module")
def navigateur():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=DRAPEAUX)
        yield chromium
        chromium.close()


@pytest.fixture
def personne(navigateur, plateforme):
    """Open a browser context for somebody; at the end no page of hers may have complained."""
    ouvertes = []

    def ouvrir(nom: str, **appareil) -> Personne:
        ouvertes.append(Personne(nom, navigateur, plateforme.adresse, **appareil))
        return ouvertes[-1]

    yield ouvrir
    for quelqu_un in ouvertes:
        quelqu_un.contexte.close()
        assert quelqu_un.fautes == []
