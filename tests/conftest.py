"""The test database is made by the owner of the tables; the tests talk to it as the runtime role, walls included."""

import os

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from socle.comptes.management.commands.migrate import connexion_du_proprietaire


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, django_db_keepdb, django_db_createdb):
    """Create the test database as its owner (also the one of each xdist worker), then step down."""
    suffixe = getattr(request.config, "workerinput", {}).get("workerid", "")
    parametres = connection.settings_dict
    suffixe += os.environ.get("SUFFIXE_BASE_TEST", "")
    nom = parametres["NAME"] + (f"_{suffixe}" if suffixe else "")
    parametres["TEST"]["NAME"] = f"test_{nom}"
    with django_db_blocker.unblock():
        with connexion_du_proprietaire("default"):
            bases = setup_databases(verbosity=0, interactive=False, keepdb=django_db_keepdb and not django_db_createdb)
        parametres["NAME"] = connection.creation._get_test_db_name()
    yield
    with django_db_blocker.unblock(), connexion_du_proprietaire("default"):
        if not django_db_keepdb:
            teardown_databases(bases, verbosity=0)
