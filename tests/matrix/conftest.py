"""The world of the matrix, without a second factor, its files in a folder of its own."""

import logging

import pytest

from socle.comptes.actions.jetons import creer_jeton
from socle.comptes.enums import Portee
from socle.comptes.models import Utilisateur
from tests.matrix.monde import Monde, creer_gens, creer_monde


@pytest.fixture
def _sans_second_facteur_ni_disque(settings, tmp_path):
    settings.MFA_EXIGEE = False
    options = {"location": tmp_path / "fichiers", "base_url": None}
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}}


@pytest.fixture
def monde(programme, etrangere, _sans_second_facteur_ni_disque) -> Monde:
    """One object of each kind in ``programme``, its people, and a person of another programme."""
    return creer_monde(creer_gens() | {"etrangere": etrangere})


@pytest.fixture
def clients(monde, client_de, monkeypatch) -> dict:
    """A client per role, nobody signed in for ``anonyme``; a crash of a view is its status 500, refusals are not logged."""
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    gens: dict[str, Utilisateur | None] = {"anonyme": None} | monde.personnes
    return {role: client_de(personne, raise_request_exception=False) for role, personne in gens.items()}


@pytest.fixture
def jetons(monde) -> dict[str, dict]:
    """The headers of a token per person of the world, good for reading and writing in its programme."""
    secrets = {role: creer_jeton(utilisateur=personne, nom="Essai", portee=list(Portee))[1] for role, personne in monde.personnes.items()}
    return {role: {"Authorization": f"Bearer {secret}"} for role, secret in secrets.items()}
