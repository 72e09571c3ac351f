"""Roles, database and extensions of a new cluster, embedded or not; done once, the database being made last."""

import os
from collections.abc import Callable, Mapping

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import connection

from config.environnement import base_de_donnees
from config.lancement.erreurs import ErreurLancement

Ouvrir = Callable[[str], connection]  # name of a database → connection of the superuser, in autocommit

BASE = "manufactures"
PROPRIETAIRE = "proprietaire"
APPLICATION = "manufactures_application"
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
# Under a row-level policy the planner only trusts leakproof functions with an index: without this, LIKE and ILIKE
# would read a whole tenant. Only the superuser may say so, hence here and not in a migration.
FONCTIONS_ETANCHES = ("textlike", "texticlike")
_ADRESSES = {PROPRIETAIRE: "DATABASE_URL_PROPRIETAIRE", APPLICATION: "DATABASE_URL"}


def connecter(*, base: str, **acces: str) -> connection:
    """Return a connection where each statement is its own transaction, as CREATE DATABASE asks."""
    connexion = psycopg2.connect(dbname=base, connect_timeout=5, **acces)
    connexion.autocommit = True
    return connexion


def preparer(ouvrir: Ouvrir, mots_de_passe: Mapping[str, str]) -> None:
    """Bring a cluster to the state the platform expects; nothing to do when its database exists.

    ``mots_de_passe``: the password of each of the two login roles.
    """
    if _base_existe(ouvrir):
        return
    _creer_roles(ouvrir, mots_de_passe)
    _equiper_modele(ouvrir)
    ordre = sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(BASE), sql.Identifier(PROPRIETAIRE))
    _executer(ouvrir, "postgres", [ordre])


def preparer_serveur_externe() -> None:
    """Prepare the PostgreSQL of POSTGRES_URL (a superuser) for the two logins of the other database URLs.

    Raises ErreurLancement when a variable is missing or the server refuses.
    """
    manquantes = [nom for nom in ("POSTGRES_URL", *_ADRESSES.values()) if not os.environ.get(nom)]
    if manquantes:
        raise ErreurLancement(f"Il manque dans l’environnement : {', '.join(manquantes)}.")
    chef = base_de_donnees(os.environ["POSTGRES_URL"])
    acces = {"host": chef["HOST"], "port": chef["PORT"] or "5432", "user": chef["USER"], "password": chef["PASSWORD"]}
    mots_de_passe = {role: base_de_donnees(os.environ[nom])["PASSWORD"] for role, nom in _ADRESSES.items()}
    try:
        preparer(lambda base: connecter(base=base, **acces), mots_de_passe)
    except psycopg2.Error as erreur:
        raise ErreurLancement(f"Le PostgreSQL de POSTGRES_URL a refusé : {' '.join(str(erreur).split())}") from erreur


def _base_existe(ouvrir: Ouvrir) -> bool:
    return bool(_executer(ouvrir, "postgres", [("SELECT 1 FROM pg_database WHERE datname = %s", [BASE])]))


def _creer_roles(ouvrir: Ouvrir, mots_de_passe: Mapping[str, str]) -> None:
    """Make the owner of the tables (it may create test databases) and the runtime role, which may do nothing alone."""
    ordres = []
    for role, droits in ((PROPRIETAIRE, "CREATEDB"), (APPLICATION, "NOCREATEDB")):
        nom = sql.Identifier(role)
        ordres.append(sql.SQL("DROP ROLE IF EXISTS {}").format(nom))
        modele = "CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION " + droits + " PASSWORD %s"
        ordres.append((sql.SQL(modele).format(nom), [mots_de_passe[role]]))
    ordres.append(sql.SQL("GRANT {} TO {}").format(sql.Identifier(APPLICATION), sql.Identifier(PROPRIETAIRE)))
    _executer(ouvrir, "postgres", ordres)


def _equiper_modele(ouvrir: Ouvrir) -> None:
    """Equip template1, so that databases made later by the owner (those of the tests) have the same tools."""
    ordres = [sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(nom)) for nom in EXTENSIONS]
    ordres += [sql.SQL("ALTER FUNCTION {}(text, text) LEAKPROOF").format(sql.Identifier(nom)) for nom in FONCTIONS_ETANCHES]
    _executer(ouvrir, "template1", ordres)


def _executer(ouvrir: Ouvrir, base: str, ordres: list) -> list[tuple]:
    """Run statements (bare, or with their values) and return the rows of the last one, if it gives any."""
    connexion = ouvrir(base)
    try:
        with connexion.cursor() as curseur:
            for ordre in ordres:
                curseur.execute(*(ordre if isinstance(ordre, tuple) else (ordre,)))
            return curseur.fetchall() if curseur.description else []
    finally:
        connexion.close()
