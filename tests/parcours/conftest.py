"""Programmes opened from their models, and projects of every stage, without a second factor nor a shared disk."""

import pytest
from django.urls import reverse

from comite.actions.installation import installer as installer_comite
from manufactures.enums import StatutProjet
from parcours.actions.programmes import creer_programme
from parcours.modele import charger_modele
from socle.comptes.models import Operateur
from tests.accompagnement.fabriques import installer_le_programme
from tests.comite import fabriques as comite
from tests.incubation.fabriques import installer_les_modules
from tests.parcours import fabriques as f


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


@pytest.fixture
def plateau(modules, sieges, coordinatrice):
    """What every stage needs: modules, committee, needs."""
    installer_le_programme()


@pytest.fixture
def projet_a(plateau, porteuse, partenaire, coordinatrice):
    """Make a project of the porteuse at a stage; ``publiee`` tells whether its decision is."""

    def creer(etape: str, publiee: bool = True):
        if etape in {"brouillon", "depose", "labellise"}:
            return f.creer(StatutProjet(etape), porteuse, partenaire)
        projet = f.incuber(porteuse, partenaire, coordinatrice)
        if etape == "comite":
            comite.seance_convoquee(projet)
        elif etape != "incubation":
            f.decider(projet, {"ajourne": StatutProjet.AJOURNE}.get(etape, StatutProjet.FINANCE), publiee=publiee)
        if etape == "accompagne":
            f.accompagner(projet)
        projet.refresh_from_db()
        return projet

    return creer
