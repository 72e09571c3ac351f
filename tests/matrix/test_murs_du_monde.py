"""The walls tried by raw SQL on the tables of a world that is full: from another programme, its rows are not there."""

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg2 import errors

from socle.comptes.portee import programme_actif
from socle.comptes.securite import modeles_de_programme

MODELES = sorted(modeles_de_programme(), key=lambda m: m._meta.db_table)
TABLES = [m._meta.db_table for m in MODELES]
MODIFIABLES = [m._meta.db_table for m in MODELES if not m.ajout_seul]


def compter(sql: str, *parametres) -> int:
    with connection.cursor() as curseur:
        curseur.execute(sql, parametres)
        return curseur.rowcount


@pytest.fixture
def pleines(monde, programme) -> dict[str, int]:
    """The rows of each table that the world fills."""
    return {t: n for t in TABLES if (n := compter(f'SELECT 1 FROM "{t}" WHERE programme_id = %s', programme.pk))}


def test_the_rows_of_a_full_world_are_not_seen_from_another_programme(pleines, programme, autre_programme):
    with programme_actif(autre_programme):
        vues = {t: n for t in pleines if (n := compter(f'SELECT 1 FROM "{t}" WHERE programme_id = %s', programme.pk))}

    assert len(pleines) > 60
    assert vues == {}


def test_nor_changed_or_removed(pleines, programme, autre_programme):
    gestes = ('UPDATE "{}" SET programme_id = programme_id WHERE programme_id = %s', 'DELETE FROM "{}" WHERE programme_id = %s')
    with programme_actif(autre_programme):
        touchees = {t for t in MODIFIABLES if t in pleines for geste in gestes if compter(geste.format(t), programme.pk)}

    assert touchees == set()
    assert {t: compter(f'SELECT 1 FROM "{t}" WHERE programme_id = %s', programme.pk) for t in pleines} == pleines


def test_no_row_is_written_for_another_programme_in_any_table(programme, autre_programme):
    refus = {}
    for table in TABLES:
        with pytest.raises(DatabaseError) as leve, transaction.atomic():
            compter(f'INSERT INTO "{table}" (programme_id) VALUES (%s)', autre_programme.pk)
        refus[table] = leve.value.__cause__

    # A guard of the table that runs before the row is written may speak first; the empty columns never do, the wall stands before them.
    assert {t: e for t, e in refus.items() if not isinstance(e, (errors.InsufficientPrivilege, errors.CheckViolation))} == {}
    assert sum(isinstance(e, errors.InsufficientPrivilege) for e in refus.values()) > 100
