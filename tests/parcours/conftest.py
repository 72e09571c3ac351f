"""Programmes opened from their models, and projects of every stage, without a second factor nor a shared disk."""

import pytest
from django.urls import reverse

from comite.actions.installation import installer as installer_comite
from parcours.actions.programmes import creer_programme
from parcours.modele import charger_modele
from socle.comptes.models import Operateur
from tests.comite import fabriques as comite
from tests.incubation.fabriques import installer_les_modules


@pytest.fixture(autouse=True)
def _sans_second_facteur_ni_disque(settings, tmp_path):
    settings.MFA_EXIGEE = False
    options = {"location": tmp_path / "fichiers", "base_url": None}
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}}


@pytest.fixture
def operateur(db):
    return Operateur.objects.create(nom="Opérateur d’essai")


@pytest.fixture
def ouvrir_programme(operateur):
    """Open a programme from one of the models shipped."""

    def ouvrir(modele: str, slug: str, **options):
        return creer_programme(modele=charger_modele(modele), slug=slug, operateur=operateur, auteur=None, **options)

    return ouvrir


@pytest.fixture
def adresse(programme):
    """The path of a page of the programme of the test."""
    return lambda route, *arguments: reverse(route, args=[programme.slug, *arguments])


@pytest.fixture
def modules(programme):
    return installer_les_modules()


@pytest.fixture
def sieges(programme, presidente, membre):
    """The committee: its chair and a member."""
    return comite.creer_comite(presidente, membre)


@pytest.fixture
def criteres(programme):
    return installer_comite(criteres=comite.CRITERES)
