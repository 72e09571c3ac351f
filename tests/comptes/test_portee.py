"""The scope: nested, left by an exception, after a rollback; outside it nothing can be read or made."""

import pytest
from django.db import ProgrammingError, connection, transaction

from socle.comptes.models import Adhesion, Reglage
from socle.comptes.portee import HorsProgramme, contexte, programme_actif, programme_courant
from tests.conftest import creer_programme_de_test


def en_base() -> str | None:
    with connection.cursor() as curseur:
        curseur.execute("SELECT current_setting('app.programme', true)")
        return curseur.fetchone()[0]


def test_the_tests_run_as_a_role_that_the_policies_bind(db):
    with connection.cursor() as curseur:
        curseur.execute("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert curseur.fetchone() == ("manufactures_application", False, False)


def test_a_scope_is_told_to_python_and_to_postgresql(autre_programme):
    with programme_actif(autre_programme):
        assert programme_courant() == autre_programme
        assert en_base() == str(autre_programme.pk)
    assert not en_base()


def test_a_nested_scope_gives_the_outer_one_back(programme, autre_programme):
    with programme_actif(autre_programme):
        assert en_base() == str(autre_programme.pk)

    assert programme_courant() == programme
    assert en_base() == str(programme.pk)


def test_a_scope_left_by_an_exception_gives_the_outer_one_back(programme, autre_programme):
    with pytest.raises(ZeroDivisionError), programme_actif(autre_programme):
        raise ZeroDivisionError

    assert programme_courant() == programme
    assert en_base() == str(programme.pk)


def test_a_scope_whose_work_is_rolled_back_gives_the_outer_one_back(programme, autre_programme):
    with programme_actif(autre_programme):
        transaction.set_rollback(True)

    assert programme_courant() == programme
    assert en_base() == str(programme.pk)


def test_a_rollback_inside_a_scope_leaves_it_open(programme, autre_programme):
    with programme_actif(autre_programme):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            raise ZeroDivisionError
        assert en_base() == str(autre_programme.pk)


@pytest.mark.django_db(transaction=True)
def test_the_setting_ends_with_its_transaction():
    objet = creer_programme_de_test("seul")
    with programme_actif(objet):
        assert en_base() == str(objet.pk)

    assert not en_base()
    with pytest.raises(ProgrammingError, match="aucun programme ouvert"):
        Reglage.objects.count()


@pytest.mark.django_db(transaction=True)
def test_the_setting_ends_with_a_transaction_that_failed():
    objet = creer_programme_de_test("seul")
    with pytest.raises(ZeroDivisionError), programme_actif(objet):
        raise ZeroDivisionError

    assert not en_base()


def test_no_row_is_made_outside_a_scope(autre_programme):
    with pytest.raises(HorsProgramme):
        Reglage(cle="comite.quorum", valeur=1)
    with pytest.raises(HorsProgramme):
        contexte()


def test_a_row_belongs_to_the_scope_without_being_told(programme, porteuse):
    assert Adhesion.objects.create(utilisateur=porteuse, role="observateur").programme == programme


def test_the_two_scopes_do_not_see_each_other(programme, autre_programme, porteuse, etrangere):
    assert list(Adhesion.objects.values_list("utilisateur__prenom", flat=True)) == ["Porteuse"]
    with programme_actif(autre_programme):
        assert list(Adhesion.objects.values_list("utilisateur__prenom", flat=True)) == ["Étrangère"]
