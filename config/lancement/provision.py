"""Roles, database and extensions of a new cluster; done once, the database being made last."""

from urllib.parse import quote, urlencode

import psycopg2
from psycopg2 import sql

from config.lancement.dossiers import Installation

BASE = "manufactures"
PROPRIETAIRE = "proprietaire"
APPLICATION = "manufactures_application"
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
# Under a row-level policy the planner only trusts leakproof functions with an index: without this, LIKE and ILIKE
# would read a whole tenant. Only the superuser may say so, hence here and not in a migration.
FONCTIONS_ETANCHES = ("textlike", "texticlike")


def connecter(installation: Installation, base: str):
    """Return a connection of the cluster's superuser, each statement being its own transaction."""
    connexion = psycopg2.connect(
        host=str(installation.sockets),
        dbname=base,
        user="postgres",
        password=installation.secrets["MOT_DE_PASSE_POSTGRES"],
        connect_timeout=5,
    )
    connexion.autocommit = True
    return connexion


def adresse(installation: Installation, role: str) -> str:
    """Return the URL of the platform's database for one of the two login roles."""
    mot_de_passe = quote(_mot_de_passe(installation, role), safe="")
    return f"postgres://{role}:{mot_de_passe}@/{BASE}?{urlencode({'host': str(installation.sockets)})}"


def preparer(installation: Installation) -> None:
    """Bring a cluster to the state the platform expects; nothing to do when its database exists."""
    if _base_existe(installation):
        return
    _creer_roles(installation)
    _equiper_modele(installation)
    ordre = sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(BASE), sql.Identifier(PROPRIETAIRE))
    _executer(installation, "postgres", [ordre])


def _base_existe(installation: Installation) -> bool:
    return bool(_executer(installation, "postgres", [("SELECT 1 FROM pg_database WHERE datname = %s", [BASE])]))


def _creer_roles(installation: Installation) -> None:
    """Make the owner of the tables (it may create test databases) and the runtime role, which may do nothing alone."""
    ordres = []
    for role, droits in ((PROPRIETAIRE, "CREATEDB"), (APPLICATION, "NOCREATEDB")):
        nom = sql.Identifier(role)
        ordres.append(sql.SQL("DROP ROLE IF EXISTS {}").format(nom))
        modele = "CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION " + droits + " PASSWORD %s"
        ordres.append((sql.SQL(modele).format(nom), [_mot_de_passe(installation, role)]))
    ordres.append(sql.SQL("GRANT {} TO {}").format(sql.Identifier(APPLICATION), sql.Identifier(PROPRIETAIRE)))
    _executer(installation, "postgres", ordres)


def _equiper_modele(installation: Installation) -> None:
    """Equip template1, so that databases made later by the owner (those of the tests) have the same tools."""
    ordres = [sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(nom)) for nom in EXTENSIONS]
    ordres += [
        sql.SQL("ALTER FUNCTION {}(text, text) LEAKPROOF").format(sql.Identifier(nom)) for nom in FONCTIONS_ETANCHES
    ]
    _executer(installation, "template1", ordres)


def _executer(installation: Installation, base: str, ordres: list) -> list[tuple]:
    """Run statements (bare, or with their values) and return the rows of the last one, if it gives any."""
    connexion = connecter(installation, base)
    try:
        with connexion.cursor() as curseur:
            for ordre in ordres:
                curseur.execute(*(ordre if isinstance(ordre, tuple) else (ordre,)))
            return curseur.fetchall() if curseur.description else []
    finally:
        connexion.close()


def _mot_de_passe(installation: Installation, role: str) -> str:
    return installation.secrets[f"MOT_DE_PASSE_{role.removeprefix('manufactures_').upper()}"]
