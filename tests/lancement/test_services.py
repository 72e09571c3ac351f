"""The two services for real: start, keep, stop, and get over a brutal end."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest
import redis

from config.environnement import base_de_donnees
from config.lancement import cles
from config.lancement.compte import choisir
from config.lancement.demon import ligne_de_commande
from config.lancement.dossiers import PROJET


def connecter(url):
    base = base_de_donnees(url)
    connexion = psycopg2.connect(dbname=base["NAME"], user=base["USER"], password=base["PASSWORD"], host=base["HOST"])
    connexion.autocommit = True
    return connexion


def demander(url, ordre):
    connexion = connecter(url)
    try:
        with connexion.cursor() as curseur:
            curseur.execute(ordre)
            return curseur.fetchall() if curseur.description else []
    finally:
        connexion.close()


def processus_de(racine):
    """Return the command lines of the servers that name the data folder."""
    lignes = [ligne_de_commande(int(dossier.name)) for dossier in Path("/proc").glob("[0-9]*")]
    return [ligne for ligne in lignes if f"{racine}/programmes/" in ligne]


def attendre_la_fin(racine):
    fin = time.monotonic() + 10
    while processus_de(racine) and time.monotonic() < fin:
        time.sleep(0.05)
    return processus_de(racine)


def test_the_runtime_role_has_no_right_over_the_cluster(lancer):
    url = lancer().variables()["DATABASE_URL"]
    droits = "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
    assert demander(url, droits) == [(False, False, False, False)]
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        demander(url, "CREATE TABLE public.intruse (id int)")


def test_databases_made_by_the_owner_have_the_extensions_and_the_leakproof_searches(lancer):
    url = lancer().variables()["DATABASE_URL_PROPRIETAIRE"]
    demander(url, "CREATE DATABASE essai")
    essai = url.replace("/manufactures?", "/essai?")
    assert demander(essai, "SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1") == [
        ("btree_gist",),
        ("pg_trgm",),
        ("unaccent",),
    ]
    etanches = "SELECT proname FROM pg_proc WHERE proleakproof AND proname IN ('textlike', 'texticlike') ORDER BY 1"
    assert demander(essai, etanches) == [("texticlike",), ("textlike",)]


def test_a_wrong_password_opens_neither_service(lancer):
    variables = lancer().variables()
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        connecter(variables["DATABASE_URL"].replace("application:", "application:x"))
    with pytest.raises(redis.AuthenticationError):
        redis.Redis.from_url(variables["REDIS_URL"].replace("redis://:", "redis://:x")).ping()


def test_sigterm_stops_everything_and_a_second_start_keeps_the_data(lancer, racine):
    premier = lancer()
    variables = premier.variables()
    demander(variables["DATABASE_URL_PROPRIETAIRE"], "CREATE TABLE gardee AS SELECT 7 AS n")
    redis.Redis.from_url(variables["REDIS_URL"]).set("gardee", "7")
    assert premier.finir() == 0
    assert processus_de(racine) == []
    variables = lancer().variables()
    assert demander(variables["DATABASE_URL_PROPRIETAIRE"], "SELECT n FROM gardee") == [(7,)]
    assert redis.Redis.from_url(variables["REDIS_URL"]).get("gardee") == b"7"


def test_a_killed_launcher_takes_its_services_along(lancer, racine):
    lanceur = lancer()
    lanceur.variables()
    lanceur.finir(signal.SIGKILL)
    assert attendre_la_fin(racine) == []


def test_a_lock_of_postgres_left_behind_does_not_stop_the_next_start(lancer, racine):
    lanceur = lancer()
    lanceur.variables()
    lanceur.finir()
    verrou = racine / "postgres" / "donnees" / "postmaster.pid"
    compte = choisir(verrou.parent)  # a stranger of another account would not trouble PostgreSQL
    etranger = subprocess.Popen(["sleep", "60"], **compte.options)
    verrou.write_text(f"{etranger.pid}\n{verrou.parent}\n")
    try:
        assert demander(lancer().variables()["DATABASE_URL"], "SELECT 1") == [(1,)]
        assert etranger.poll() is None
    finally:
        etranger.kill()
        etranger.wait()


def test_two_launchers_do_not_share_a_data_folder(lancer, racine):
    lancer().variables()
    second = lancer()
    assert second.processus.wait(10) == 1
    assert second.processus.stderr.read().startswith(f"La plateforme tourne déjà avec le dossier {racine}")


def test_secrets_that_no_longer_match_are_said_in_one_sentence(lancer, racine):
    lancer_une_fois = lancer()
    lancer_une_fois.variables()
    lancer_une_fois.finir()
    (racine / "secrets").write_text("MOT_DE_PASSE_POSTGRES=autre\n")
    second = lancer()
    assert second.processus.wait(20) == 1
    phrase = f"Le fichier {racine}/secrets ne correspond plus à la base de données.\n"
    assert second.processus.stderr.read() == phrase
    assert processus_de(racine) == []


def test_an_outside_server_is_prepared_from_its_address(lancer, racine):
    variables = lancer().variables()
    secret = cles.lire(racine / "secrets")["MOT_DE_PASSE_POSTGRES"]
    chef = variables["DATABASE_URL"].replace("/manufactures?", "/postgres?").split("@")[1]
    chef = f"postgres://postgres:{secret}@{chef}"
    for ordre in ("DROP DATABASE manufactures", "DROP ROLE proprietaire", "DROP ROLE manufactures_application"):
        demander(chef, ordre)
    commande = [sys.executable, "-m", "config.lancement", "provision"]
    for _fois in range(2):
        subprocess.run(commande, cwd=PROJET, env=os.environ | variables | {"POSTGRES_URL": chef}, check=True)
    assert demander(variables["DATABASE_URL"], "SELECT current_user") == [("manufactures_application",)]
