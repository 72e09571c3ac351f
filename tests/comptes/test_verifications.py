"""What ``check --database default`` says of the installation."""

import pytest
from django.core.management import call_command
from django.db import connection

from socle.comptes import securite
from socle.comptes.verifications import role_sans_privilege


def _roles(curseur, condition: str) -> list[str]:
    curseur.execute(f"SELECT rolname FROM pg_roles WHERE {condition}")
    return [nom for (nom,) in curseur.fetchall()]


def test_the_installation_of_the_tests_is_sound(db):
    assert [p.id for p in role_sans_privilege(databases=["default"]) if p.id == "comptes.E001"] == []


def test_no_database_asked_for_means_no_statement(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert role_sans_privilege(databases=None) == []


def test_a_role_above_the_policies_is_seen(db):
    with connection.cursor() as curseur:
        au_dessus = _roles(curseur, "rolsuper OR rolbypassrls")

        assert au_dessus
        assert all(securite.contourne_les_murs(curseur, role) for role in au_dessus)
        assert not securite.contourne_les_murs(curseur, "manufactures_application")


def test_the_check_is_red_when_the_platform_runs_above_the_policies(db, monkeypatch):
    monkeypatch.setattr(securite, "contourne_les_murs", lambda curseur, role: role == "manufactures_application")

    assert "comptes.E001" in [p.id for p in role_sans_privilege(databases=["default"])]


def test_the_warning_follows_what_postgresql_says_of_like(db):
    with connection.cursor() as curseur:
        curseur.execute("SELECT bool_and(proleakproof) FROM pg_proc WHERE proname IN ('textlike', 'texticlike')")
        (marquees,) = curseur.fetchone()

    assert ["comptes.W001" in p.id for p in role_sans_privilege(databases=["default"])] == ([] if marquees else [True])


@pytest.mark.django_db(transaction=True)
def test_migrating_again_changes_nothing():
    def murs():
        with connection.cursor() as curseur:
            curseur.execute("SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2")
            politiques = curseur.fetchall()
            curseur.execute("SELECT table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee = current_user ORDER BY 1, 2")
            return politiques, curseur.fetchall()

    avant = murs()
    call_command("migrate", verbosity=0)

    assert murs() == avant
