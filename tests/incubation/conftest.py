"""A labelled project placed in a sous-promotion, its files in a folder of their own."""

import pytest

from incubation.actions.affectations import affecter_projet
from incubation.models import Livrable
from manufactures.enums import Fonction
from tests.incubation.fabriques import SessionFactory, SousPromotionFactory, installer_les_modules
from tests.manufactures.fabriques import MembreEquipeFactory, ProjetFactory


@pytest.fixture(autouse=True)
def _sans_second_facteur_ni_disque(settings, tmp_path):
    settings.MFA_EXIGEE = False
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "fichiers", "base_url": None}}
    }


@pytest.fixture
def modules(programme):
    return installer_les_modules()


@pytest.fixture
def groupe(programme):
    return SousPromotionFactory(nom="Ouest")


@pytest.fixture
def coordination(coordinatrice, acteur_de):
    """The coordinator, as an actor."""
    return acteur_de(coordinatrice)


@pytest.fixture
def labellise(programme, porteuse, partenaire):
    """A labelled project and its binôme."""
    projet = ProjetFactory(labellise=True)
    MembreEquipeFactory(projet=projet, utilisateur=porteuse)
    MembreEquipeFactory(projet=projet, utilisateur=partenaire, fonction=Fonction.PARTENAIRE)
    return projet


@pytest.fixture
def incube(labellise, groupe, modules, coordination):
    """The project in incubation, with its livrables."""
    affecter_projet(projet=labellise, sous_promotion=groupe, acteur=coordination)
    labellise.refresh_from_db()
    return labellise


@pytest.fixture
def livrable(incube):
    return Livrable.objects.filter(projet=incube).first()


@pytest.fixture
def session(incube, groupe):
    """Today's session, convened."""
    return SessionFactory(sous_promotion=groupe, convoquee=True)
