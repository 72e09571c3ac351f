"""The container files cannot be run here: at least every command and variable they name exists."""

import ast
import re

import pytest
import yaml

from config.lancement import processus
from config.lancement.dossiers import PROJET
from config.lancement.systeme import PDF

# Read by libraries (boto3) or by the launcher itself rather than by the settings.
VARIABLES_HORS_REGLAGES = {"AWS_DEFAULT_REGION", "POSTGRES_URL", "WEB_CONCURRENCY"}
COMMANDES = {*processus.NOMS, "provision"}


@pytest.fixture(scope="module")
def composition():
    return yaml.safe_load((PROJET / "docker-compose.yml").read_text())


@pytest.fixture(scope="module")
def variables_des_reglages():
    """Return the names the settings read from the environment."""
    arbre = ast.parse((PROJET / "config" / "settings.py").read_text())
    appels = [noeud for noeud in ast.walk(arbre) if isinstance(noeud, ast.Call) and isinstance(noeud.func, ast.Attribute)]
    return {a.args[0].value for a in appels if getattr(a.func.value, "id", "") == "env" and isinstance(a.args[0], ast.Constant)}


def plateforme(composition):
    return {nom: s for nom, s in composition["services"].items() if s["image"] == "manufactures-de-proximite"}


def test_the_composition_has_every_process_and_service(composition):
    attendus = {*processus.NOMS, "provision", "migrations", "postgres", "valkey", "stockage"}
    assert set(composition["services"]) == attendus


def test_processes_are_started_by_the_common_command_lines(composition):
    for nom, service in plateforme(composition).items():
        commande = service["command"]
        attendu = ["python", "manage.py", "migrate", "--noinput"]
        assert commande == (attendu if nom == "migrations" else ["python", "-m", "config.lancement", nom])
        assert nom == "migrations" or nom in COMMANDES


def test_every_variable_given_is_read(composition, variables_des_reglages):
    donnees = {nom for service in plateforme(composition).values() for nom in service["environment"]}
    assert donnees - variables_des_reglages - VARIABLES_HORS_REGLAGES == set()
    assert {"SECRET_KEY", "DATABASE_URL", "REDIS_URL"} <= donnees


def test_only_the_preparation_knows_more_than_the_role_without_rights(composition):
    for nom in processus.NOMS:
        variables = composition["services"][nom]["environment"]
        assert not {"DATABASE_URL_PROPRIETAIRE", "POSTGRES_URL"} & set(variables)
        assert variables["DATABASE_URL"].startswith("postgres://manufactures_application:")


def test_dependencies_name_existing_services_and_volumes(composition):
    for service in composition["services"].values():
        assert set(service.get("depends_on", {})) <= set(composition["services"])
        assert {volume.split(":")[0] for volume in service.get("volumes", [])} <= set(composition["volumes"])


def test_no_password_is_written_in_the_composition(composition):
    texte = (PROJET / "docker-compose.yml").read_text()
    for nom in re.findall(r"^\s*(\w*(?:MOT_DE_PASSE|SECRET|PASSWORD)\w*): (.+)$", texte, re.MULTILINE):
        assert nom[1].startswith("${"), nom


def test_every_variable_to_fill_is_documented():
    texte = (PROJET / "docker-compose.yml").read_text()
    documentation = (PROJET / "docs" / "exploitation.md").read_text()
    assert [nom for nom in set(re.findall(r"\$\{(\w+)", texte)) if f"`{nom}`" not in documentation] == []


def test_the_image_has_the_libraries_of_the_pdfs():
    dockerfile = (PROJET / "Dockerfile").read_text()
    assert [besoin.paquet for besoin in PDF if besoin.paquet not in dockerfile] == []
