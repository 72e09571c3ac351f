"""The walls in PostgreSQL, proved table by table by raw SQL as the runtime role: a table to come is tested without being named."""

from contextlib import closing

import psycopg2
import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction
from psycopg2 import errors

from manufactures.models import Site
from socle.comptes import securite
from socle.comptes.models import Operateur, Programme, Utilisateur
from socle.comptes.portee import programme_actif, regler
from socle.comptes.securite import modeles_de_programme, references_entre_tables
from tests.conftest import en_proprietaire
from tests.manufactures.fabriques import ProjetFactory

MODELES = sorted(modeles_de_programme(), key=lambda m: m._meta.db_table)
TABLES = [m._meta.db_table for m in MODELES]
FIGEES = [m._meta.db_table for m in MODELES if m.ajout_seul]
SANS_MUR = {Operateur, Programme, Utilisateur}  # what is of the platform, and of no programme
NOS_APPS = ("socle", "manufactures", "incubation", "comite", "accompagnement", "parcours")


def lignes(sql: str, *parametres) -> list[tuple]:
    with connection.cursor() as curseur:
        curseur.execute(sql, parametres or None)
        return curseur.fetchall() if curseur.description else []


def refuse(sql: str, erreur: type | tuple[type, ...], phrase: str = "") -> None:
    """Check that PostgreSQL refuses a statement, and leave the transaction usable."""
    with pytest.raises(DatabaseError, match=phrase or None) as levee, transaction.atomic():
        lignes(sql)
    assert isinstance(levee.value.__cause__, erreur), levee.value


def fermer() -> None:
    regler("app.programme", "")


# --- By the catalogue ---------------------------------------------------------------------------


def test_every_model_of_ours_is_walled_or_known_to_be_of_the_platform():
    nos = [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith(NOS_APPS)]

    assert {m for m in nos if m not in MODELES} == SANS_MUR


def test_every_table_with_a_programme_is_one_of_the_models(db):
    sql = """SELECT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
             WHERE a.attname = 'programme_id' AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm') ORDER BY 1"""

    assert [nom for (nom,) in lignes(sql)] == TABLES


@pytest.mark.parametrize("table", TABLES)
def test_a_wall_is_enabled_forced_and_holds_for_every_command(db, table):
    (mur,) = lignes("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", table)
    politiques = lignes("SELECT policyname, cmd, permissive, roles::text, qual, with_check FROM pg_policies WHERE tablename = %s", table)
    permissives = [p for p in politiques if p[2] == "PERMISSIVE"]

    assert mur == (True, True)
    assert [(nom, commande, roles) for nom, commande, _, roles, _, _ in permissives] == [("programme", "ALL", "{public}")]
    assert permissives[0][5] == "(programme_id = programme_courant())"
    assert permissives[0][4] == permissives[0][5] or table == "comptes_adhesion"


def test_the_runtime_role_owns_nothing(db):
    assert lignes("SELECT relname FROM pg_class WHERE relowner = current_user::regrole") == []


# --- By trying ----------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES)
def test_outside_a_scope_a_table_fails_even_empty(db, table):
    refuse(f'SELECT count(*) FROM "{table}"', errors.InsufficientPrivilege, "aucun programme ouvert")
    refuse(f'SELECT * FROM "{table}" WHERE programme_id = 1 LIMIT 1', errors.InsufficientPrivilege, "aucun programme ouvert")


@pytest.mark.parametrize("table", [t for t in TABLES if t not in FIGEES])
def test_outside_a_scope_nothing_is_updated_or_deleted(db, table):
    refuse(f'UPDATE "{table}" SET programme_id = programme_id', errors.InsufficientPrivilege, "aucun programme ouvert")
    refuse(f'DELETE FROM "{table}"', errors.InsufficientPrivilege, "aucun programme ouvert")


@pytest.mark.parametrize("table", TABLES)
def test_inside_a_scope_a_table_answers_and_is_empty(programme, table):
    assert lignes(f'SELECT count(*) FROM "{table}"') == [(0,)]


@pytest.mark.parametrize("table", FIGEES)
def test_an_append_only_table_gives_the_runtime_role_no_right_to_change_it(programme, table):
    for sql in (f'UPDATE "{table}" SET programme_id = programme_id', f'DELETE FROM "{table}"', f'TRUNCATE "{table}"'):
        refuse(sql, errors.InsufficientPrivilege, "permission denied")


@pytest.mark.parametrize("table", FIGEES)
def test_an_append_only_table_has_a_trigger_for_its_owner(db, table):
    declencheur = """SELECT tgenabled::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = 'ajout_seul'"""
    ((actif, definition),) = lignes(declencheur, table)

    assert actif == "O"
    assert "BEFORE DELETE OR UPDATE" in definition
    assert "FOR EACH ROW EXECUTE FUNCTION refuser_modification()" in definition


INSERER = "INSERT INTO comptes_invitation (programme_id, email, role, siege, empreinte, expire_at, created_at) VALUES ({}, 'a@b.fr', 'expert', '{{}}', '{}', now() + interval '1 day', now())"


def test_a_row_of_another_programme_is_not_inserted(programme, autre_programme):
    refuse(INSERER.format(autre_programme.pk, "e"), errors.InsufficientPrivilege, "violates row-level security")


def test_a_row_is_not_moved_to_another_programme(programme, autre_programme):
    lignes(INSERER.format(programme.pk, "e"))

    refuse(f"UPDATE comptes_invitation SET programme_id = {autre_programme.pk}", errors.InsufficientPrivilege, "violates row-level security")


def test_the_rows_of_another_programme_are_not_seen_changed_or_removed(programme, autre_programme):
    with programme_actif(autre_programme):
        lignes(INSERER.format(autre_programme.pk, "e"))

    assert lignes("SELECT id FROM comptes_invitation") == []
    assert lignes("UPDATE comptes_invitation SET email = 'x@y.fr' RETURNING id") == []
    assert lignes("DELETE FROM comptes_invitation RETURNING id") == []
    with programme_actif(autre_programme):
        assert lignes("SELECT email FROM comptes_invitation") == [("a@b.fr",)]


def test_nothing_is_inserted_outside_a_scope(programme):
    fermer()

    refuse(INSERER.format(programme.pk, "e"), errors.InsufficientPrivilege, "aucun programme ouvert")


# --- References -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("table", "colonne", "cible"), references_entre_tables())
def test_a_reference_is_checked_with_its_programme(db, table, colonne, cible):
    definition = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND conname = %s"

    attendu = f"FOREIGN KEY (programme_id, {colonne}) REFERENCES {cible}(programme_id, id) NOT VALID"
    assert lignes(definition, table, f"programme_{colonne}") == [(attendu,)]


def test_a_row_does_not_refer_to_a_row_of_another_programme(programme, autre_programme):
    with programme_actif(autre_programme):
        voisin = ProjetFactory()

    with pytest.raises(IntegrityError, match="programme_projet_id"), transaction.atomic():
        Site.objects.create(projet_id=voisin.pk, commune="Exempleville")
    assert Site.objects.create(projet=ProjetFactory(), commune="Exempleville").pk


# --- What a person sees of her own doors ---------------------------------------------------------


def test_outside_any_programme_a_person_sees_all_her_doors_and_only_hers(programme, autre_programme, porteuse, coordinatrice, etrangere):
    with programme_actif(autre_programme):
        lignes("INSERT INTO comptes_adhesion (programme_id, utilisateur_id, role, date_debut) VALUES (%s, %s, 'expert', now())", autre_programme.pk, porteuse.pk)
    fermer()
    regler("app.utilisateur", str(porteuse.pk))

    assert lignes("SELECT utilisateur_id, role FROM comptes_adhesion ORDER BY role") == [(porteuse.pk, "equipe"), (porteuse.pk, "expert")]


def test_inside_a_programme_her_doors_elsewhere_are_not_seen(programme, autre_programme, etrangere):
    regler("app.utilisateur", str(etrangere.pk))

    assert lignes("SELECT count(*) FROM comptes_adhesion") == [(0,)]


def test_outside_any_programme_nobody_changes_her_doors(programme, porteuse):
    fermer()
    regler("app.utilisateur", str(porteuse.pk))

    refuse("UPDATE comptes_adhesion SET role = 'coordination'", errors.InsufficientPrivilege, "aucun programme ouvert")
    refuse("DELETE FROM comptes_adhesion", errors.InsufficientPrivilege, "aucun programme ouvert")


# --- What the runtime role cannot do -------------------------------------------------------------

INTERDITS = [
    "ALTER TABLE comptes_invitation DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE comptes_invitation NO FORCE ROW LEVEL SECURITY",
    "DROP POLICY programme ON comptes_invitation",
    "CREATE POLICY tout ON comptes_invitation USING (true)",
    "ALTER TABLE journal_evenement DISABLE TRIGGER ajout_seul",
    "CREATE OR REPLACE FUNCTION programme_courant() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
    "CREATE ROLE autre SUPERUSER",
    "ALTER ROLE manufactures_application BYPASSRLS",
    "SET ROLE proprietaire",
    "SET session_replication_role = replica",
    "CREATE TABLE public.a_moi (id int)",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('a', 'b', now())",
    "UPDATE django_migrations SET name = 'x'",
    "DELETE FROM django_migrations",
    "TRUNCATE comptes_invitation",
    "COPY (SELECT 1) TO '/tmp/sortie'",
    "SELECT setval('comptes_programme_id_seq', 1)",
]


@pytest.mark.parametrize("sql", INTERDITS)
def test_the_runtime_role_cannot(db, sql):
    refuse(sql, (errors.InsufficientPrivilege, errors.InvalidParameterValue))


def test_row_security_turned_off_makes_queries_fail_not_leak(programme):
    lignes("SET LOCAL row_security = off")

    refuse("SELECT * FROM comptes_invitation", errors.InsufficientPrivilege, "would be affected by row-level security")


# --- The owner too --------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_owner_of_the_tables_is_bound_as_well():
    with pytest.raises(errors.InsufficientPrivilege, match="aucun programme ouvert"):
        en_proprietaire("SELECT count(*) FROM comptes_invitation")


@pytest.mark.parametrize("geste", ["UPDATE comptes_reglage SET motif = 'x'", "DELETE FROM comptes_reglage"])
@pytest.mark.django_db(transaction=True)
def test_the_owner_cannot_change_an_append_only_row(geste):
    essai = f"""
        INSERT INTO comptes_operateur (nom, siren) VALUES ('o', '');
        INSERT INTO comptes_programme (operateur_id, slug, nom, accroche, animateur, modele, couleurs, logo, reglement_version, created_at)
          SELECT id, 'p', 'p', '', '', 'm', '{{}}', '', 0, now() FROM comptes_operateur;
        SELECT set_config('app.programme', (SELECT id FROM comptes_programme)::text, true);
        INSERT INTO comptes_reglage (programme_id, cle, valeur, date_effet, motif, created_at)
          SELECT id, 'a', '1', now(), 'm', now() FROM comptes_programme;
        {geste}"""

    with pytest.raises(errors.InsufficientPrivilege, match="la table comptes_reglage est en ajout seul"):
        en_proprietaire(essai)


# --- While the owner migrates -------------------------------------------------------------------

NOUVELLE_REFERENCE = "ALTER TABLE manufactures_projet ADD CONSTRAINT essai FOREIGN KEY (vague_id) REFERENCES manufactures_vague (id)"


def _migrer(levee: bool) -> list[tuple]:
    """Add a reference as a migration of the owner does, over the rows of every programme; give it all back."""
    base = settings.BASE_PROPRIETAIRE
    acces = {"user": base["USER"], "password": base["PASSWORD"], "host": base["HOST"], "port": base["PORT"] or None}
    with closing(psycopg2.connect(dbname=connection.settings_dict["NAME"], **acces)) as proprietaire, proprietaire.cursor() as curseur:
        if levee:
            securite.lever(curseur)
        curseur.execute(NOUVELLE_REFERENCE)
        curseur.execute("SELECT relname FROM pg_class WHERE relforcerowsecurity")
        return curseur.fetchall()


def test_the_owner_checks_new_references_once_the_walls_are_lifted_for_her_alone(transactional_db):
    with pytest.raises(errors.InsufficientPrivilege, match="aucun programme ouvert"):
        _migrer(levee=False)

    assert _migrer(levee=True) == []
    assert lignes("SELECT count(*) FROM pg_class WHERE relforcerowsecurity") == [(len(TABLES),)]  # nothing was kept
