"""The house of the tests: a database made by its owner and used as the runtime role, and a cast that never changes."""

import os
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from types import SimpleNamespace
from uuid import uuid4

import psycopg2
import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases
from hypothesis import HealthCheck
from hypothesis import settings as hypothese
from xdist.scheduler import LoadFileScheduling

from socle.comptes.acteur import acteur_de as _acteur_de
from socle.comptes.enums import Role
from socle.comptes.management.commands.migrate import connexion_du_proprietaire
from socle.comptes.models import Adhesion, Operateur, Programme, Utilisateur
from socle.comptes.portee import programme_actif

# A machine that many share is slow; that says nothing of a rule.
hypothese.register_profile("maison", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothese.load_profile("maison")

MOT_DE_PASSE = "un-atelier-bien-rangé"


def pytest_configure(config):
    """Static files are served from where they lie: nothing has to be collected before a test."""
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


# What takes minutes begins first, so that no core waits at the end for one long file.
LONGS = ("tests/e2e/", "tests/matrix/test_deport", "tests/comite/test_embargo", "tests/matrix/", "tests/parcours/", "tests/accompagnement/")


class UnNavigateurALaFois(LoadFileScheduling):
    """A file a core, but the browser tests together: they share one running platform and its mails."""

    def _split_scope(self, nodeid):
        return LONGS[0] if nodeid.startswith(LONGS[0]) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return UnNavigateurALaFois(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: next((n for n, debut in enumerate(LONGS) if item.nodeid.startswith(debut)), len(LONGS)))


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, django_db_keepdb, django_db_createdb):
    """Create the test database as its owner (one per xdist worker), then step down to the runtime role."""
    suffixe = getattr(request.config, "workerinput", {}).get("workerid", "") + os.environ.get("SUFFIXE_BASE_TEST", "")
    parametres = connection.settings_dict
    parametres["TEST"]["NAME"] = f"test_{parametres['NAME']}{suffixe}"
    garder = django_db_keepdb and not django_db_createdb
    with django_db_blocker.unblock():
        with connexion_du_proprietaire("default"):
            bases = setup_databases(verbosity=0, interactive=False, keepdb=garder, serialized_aliases=[])
        parametres["NAME"] = parametres["TEST"]["NAME"]
    connection.ops.execute_sql_flush = _vider_en_proprietaire
    yield
    with django_db_blocker.unblock(), connexion_du_proprietaire("default"):
        if not django_db_keepdb:
            teardown_databases(bases, verbosity=0)


def en_proprietaire(sql: str) -> None:
    """Run statements as the owner of the tables of the test database."""
    base = settings.BASE_PROPRIETAIRE
    acces = {"user": base["USER"], "password": base["PASSWORD"], "host": base["HOST"], "port": base["PORT"] or None}
    proprietaire = psycopg2.connect(dbname=connection.settings_dict["NAME"], **acces)
    try:
        with proprietaire, proprietaire.cursor() as curseur:
            curseur.execute(sql)
    finally:
        proprietaire.close()


def _vider_en_proprietaire(sql_list):
    en_proprietaire(";".join(sql_list))


@pytest.fixture(autouse=True)
def _cache_vide():
    """Sessions, rates and cached figures of one test are not seen by the next, nor by another run on the same Valkey."""
    prefixe = f"test-{uuid4().hex}"
    caches.settings["default"]["KEY_PREFIX"] = cache.key_prefix = prefixe  # the threads a test starts read the former


# --- The cast ----------------------------------------------------------------------------------


def creer_programme_de_test(slug: str) -> Programme:
    operateur, _ = Operateur.objects.get_or_create(nom="Opérateur d’exemple")
    return Programme.objects.create(operateur=operateur, slug=slug, nom=f"Programme {slug}", modele="manufactures-de-proximite")


@pytest.fixture
def autre_programme(db):
    """Another tenant, with a person of its own; no scope is open on it."""
    return creer_programme_de_test("voisin")


@pytest.fixture
def programme(db, autre_programme):
    """The programme of the test, open for the whole test."""
    objet = creer_programme_de_test("manufactures")
    with programme_actif(objet):
        yield objet


def creer_personne(email: str, prenom: str, *roles: Role) -> Utilisateur:
    """An account, attached to the programme in force by these doors."""
    personne = Utilisateur(email=email, prenom=prenom, nom="d’exemple")
    personne.password = _mot_de_passe_hache()
    personne.save()
    Adhesion.objects.bulk_create(Adhesion(utilisateur=personne, role=r, date_debut=date(2022, 1, 1)) for r in roles)
    return personne


@lru_cache(maxsize=1)
def _mot_de_passe_hache() -> str:
    """The password of the cast, hashed once for the whole run: argon2 is slow on purpose."""
    return make_password(MOT_DE_PASSE)


def _role(email, prenom, *roles):
    @pytest.fixture
    def personne(programme):
        return creer_personne(email, prenom, *roles)

    return personne


porteuse = _role("porteuse@exemple.fr", "Porteuse", Role.EQUIPE)
partenaire = _role("partenaire@exemple.fr", "Partenaire", Role.EQUIPE)
autre_porteur = _role("autre.porteur@exemple.fr", "Autre porteur", Role.EQUIPE)
coordinatrice = _role("coordinatrice@exemple.fr", "Coordinatrice", Role.COORDINATION)
coordinateur = _role("coordinateur@exemple.fr", "Coordinateur", Role.COORDINATION)
experte = _role("experte@exemple.fr", "Experte", Role.EXPERT)
membre = _role("membre@exemple.fr", "Membre", Role.COMITE)
presidente = _role("presidente@exemple.fr", "Présidente", Role.COMITE)
observateur = _role("observateur@exemple.fr", "Observateur", Role.OBSERVATEUR)


@pytest.fixture
def etrangere(programme, autre_programme):
    """Coordinates the other programme and is nobody in this one."""
    with programme_actif(autre_programme):
        return creer_personne("etrangere@exemple.fr", "Étrangère", Role.COORDINATION)


@pytest.fixture
def acteur_de(programme):
    """The actor of a person in the programme of the test."""
    return _acteur_de


class Navigateur(Client):
    """A client whose requests start outside any programme, as on a server, and leave the scope of the test as it was."""

    def request(self, **requete):
        if not connection.in_atomic_block:
            return super().request(**requete)
        with connection.connection.cursor() as curseur:  # under Django's cursor, so that these are not counted
            curseur.execute("SELECT current_setting('app.programme', true), current_setting('app.utilisateur', true)")
            avant = [valeur or "" for valeur in curseur.fetchone()]
            curseur.execute("SET LOCAL app.programme = ''; SET LOCAL app.utilisateur = ''")
            try:
                return super().request(**requete)
            finally:
                curseur.execute("SET LOCAL app.programme = %s; SET LOCAL app.utilisateur = %s", avant)


@pytest.fixture
def client():
    """A client that nobody signed in with."""
    return Navigateur()


@pytest.fixture
def client_de():
    """A client signed in as a person."""

    def connecter(utilisateur: Utilisateur | None, **options) -> Client:
        client = Navigateur(**options)
        if utilisateur is not None:
            client.force_login(utilisateur)
        return client

    return connecter


@pytest.fixture
def projet(programme, porteuse, partenaire):
    """A draft project with its binôme seated."""
    from manufactures.enums import Fonction
    from manufactures.models import MembreEquipe, Projet

    objet = Projet.objects.create(slug="manufacture-d-exemple-1", nom="Manufacture d’exemple 1")
    for personne, fonction in ((porteuse, Fonction.PORTEUR), (partenaire, Fonction.PARTENAIRE)):
        MembreEquipe.objects.create(projet=objet, utilisateur=personne, fonction=fonction, date_debut=date(2022, 1, 1))
    return objet


# --- Counting ----------------------------------------------------------------------------------

COMPTES = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


@contextmanager
def _compter_requetes():
    """Count the statements of a block as pg_stat_statements would: ``.nombre``, and ``.repetees`` (seen more than twice)."""
    resultat = SimpleNamespace(nombre=0, repetees=[], requetes=[])
    with CaptureQueriesContext(connection) as capture:
        yield resultat
    requetes = [q["sql"] for q in capture.captured_queries if q["sql"].lstrip("( \n").upper().startswith(COMPTES)]
    formes = [_forme(sql) for sql in requetes]
    resultat.requetes, resultat.nombre = requetes, len(requetes)
    resultat.repetees = sorted({f for f in formes if formes.count(f) > 2})


def _forme(sql: str) -> str:
    import re

    return re.sub(r"'[^']*'|\b\d+\b", "?", re.sub(r"IN \([^)]*\)", "IN (?)", sql))


@pytest.fixture
def compter_requetes():
    return _compter_requetes
