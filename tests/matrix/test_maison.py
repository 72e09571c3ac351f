"""House rules that a machine can read."""

import ast
import re

import pytest
from celery import current_app
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models
from django.db.migrations.loader import MigrationLoader

from config.celery import app as celery
from parcours.modele import charger_modele, modeles_disponibles
from socle.comptes import reglement
from socle.design.icones import icones_connues
from socle.journal import registre as journal
from tests.matrix.sources import DOMAINES, GABARITS, MIGRATIONS, RACINE, SOURCES, TESTS, arbre, nom

NOS_APPS = [a for a in apps.get_app_configs() if a.name.startswith(("socle", "parcours", *DOMAINES))]
NOS_MODELES = [m for a in NOS_APPS for m in a.get_models(include_auto_created=True)]
TEXTE = "\n".join(p.read_text() for p in [*SOURCES, *GABARITS])
DEBUTS = set(re.findall(r"f\"([a-z_]{8,})\{", TEXTE))  # names finished by a variable: f"incubation_relecture_{verdict}"
# Templates that Django, allauth and the form renderer ask for by themselves.
APPELES_D_AILLEURS = ("account/", "mfa/", "allauth/", "django/", "400.html", "403.html", "404.html", "500.html", "usersessions/")


def test_no_file_is_above_400_lines():
    chemins = [*SOURCES, *MIGRATIONS, *TESTS, *GABARITS]
    longueurs = {nom(p): len(p.read_text().splitlines()) for p in chemins}

    assert len(longueurs) > 1000
    assert {p: lignes for p, lignes in longueurs.items() if lignes > 400} == {}


def test_a_template_writes_a_key_without_the_space_of_thousands():
    """« 1 185 » in a value, an anchor or an address names nothing: from the thousandth row on, the page would be dead."""
    cle_nue = re.compile(r"\{\{ ?(?:pk|(?:[a-z_0-9]+\.)+(?:pk|id)|(?:[a-z_0-9]+\.)*(?!auto_id)[a-z_0-9]+_id) ?\}\}")
    assert {nom(p): trouvees for p in GABARITS if (trouvees := cle_nue.findall(p.read_text()))} == {}


def test_no_file_has_a_name_that_says_nothing():
    assert [nom(p) for p in SOURCES if p.stem in {"utils", "util", "helpers", "helper", "mixins", "common", "misc"}] == []


def test_bare_hx_and_inline_code_stay_out_of_templates():
    interdits = re.compile(r"<style|\sstyle=|<script(?![^>]*\b(src=|type=\"application/json\"))|\son[a-z]+=\"|[\s<]hx-[a-z]")
    html = [p for p in GABARITS if p.suffix == ".html" and "pdf" not in p.parts]
    fautes = [f"{nom(p)}:{n}" for p in html for n, ligne in enumerate(p.read_text().splitlines(), 1) if interdits.search(ligne)]

    assert fautes == []


def _est_appele(gabarit: str) -> bool:
    """Tell whether a template is named somewhere: in full, as a mail, as a component or by a partial's owner."""
    if gabarit.startswith(APPELES_D_AILLEURS) or gabarit in TEXTE:
        return True
    if gabarit.startswith("courriers/"):
        code = gabarit.removeprefix("courriers/").rsplit(".", 1)[0]
        return re.search(rf"[\"']{code}[\"']", TEXTE) is not None or code.startswith(tuple(DEBUTS))
    return gabarit.startswith("design/composants/") and f"<c-{gabarit.split('/')[-1][:-5].replace('_', '-')}" in TEXTE


def test_every_template_is_used():
    noms = [str(p.relative_to(RACINE / "templates")) for p in GABARITS]

    assert [n for n in noms if not _est_appele(n)] == []


# --- Tasks ---------------------------------------------------------------------------------------


def _appels(fonction: str) -> set[str]:
    """Return the first literal argument of every call of a function of ours."""
    appels = (n for p in SOURCES for n in ast.walk(arbre(p)) if isinstance(n, ast.Call) and n.args)
    return {
        n.args[0].value for n in appels if getattr(n.func, "id", getattr(n.func, "attr", "")) == fonction and isinstance(n.args[0], ast.Constant)
    }


def test_every_task_that_is_asked_for_exists():
    celery.loader.import_default_modules()
    existantes = set(current_app.tasks)
    demandees = _appels("enfiler") | {entree["task"] for entree in settings.CELERY_BEAT_SCHEDULE.values()}

    assert demandees
    assert demandees - existantes == set()


# --- Models and migrations -----------------------------------------------------------------------


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("app", [a.label for a in NOS_APPS if list(a.get_models())])
def test_migrations_are_in_line_and_named_by_intent(app):
    noeuds = MigrationLoader(None, ignore_no_migrations=True)
    noms = sorted(nom for label, nom in noeuds.disk_migrations if label == app)

    assert [n[:4] for n in noms] == [f"{rang:04}" for rang in range(1, len(noms) + 1)]
    assert [n for n in noms if re.search(r"_(auto|initial|merge|alter_|remove_|rename_)", n)] == []
    assert len(noeuds.graph.leaf_nodes(app)) == 1


@pytest.mark.parametrize("modele", NOS_MODELES, ids=lambda m: m._meta.label)
def test_constraints_and_indexes_are_named_by_us(modele):
    anonymes = [c.name for c in [*modele._meta.constraints, *modele._meta.indexes] if not c.name or re.search(r"_[0-9a-f]{6,8}_(idx|uniq)$", c.name)]

    assert anonymes == []
    assert (modele._meta.unique_together, modele._meta.index_together if hasattr(modele._meta, "index_together") else ()) == ((), ())


@pytest.mark.parametrize("modele", NOS_MODELES, ids=lambda m: m._meta.label)
def test_a_foreign_key_protects_or_cascades(modele):
    cles = [f for f in modele._meta.local_fields if f.many_to_one or f.one_to_one]

    assert [f.name for f in cles if f.remote_field.on_delete not in {models.PROTECT, models.CASCADE}] == []


@pytest.mark.parametrize("modele", NOS_MODELES, ids=lambda m: m._meta.label)
def test_a_model_has_an_order_so_that_its_lists_have_one(modele):
    assert modele._meta.ordering or modele._meta.label == "comptes.Utilisateur"


def test_the_glossary_names_every_model_and_nothing_else():
    lignes = re.findall(r"^\| ([^|]+) \| `(\w+)` \|", (RACINE / "docs/glossaire.md").read_text(), re.M)

    assert {code: terme.strip().lower() for terme, code in lignes} == {m.__name__: str(m._meta.verbose_name).lower() for m in NOS_MODELES}


def test_every_variable_of_the_environment_is_documented_for_who_runs_the_platform():
    lues = {cle for p in SOURCES for cle in re.findall(r"env\.(?:texte|booleen|entier|liste|chemin)\(\s*\"([A-Z_0-9]+)\"", p.read_text())}
    documentees = set(re.findall(r"[A-Z][A-Z_0-9]{3,}", (RACINE / "docs/exploitation.md").read_text()))

    assert len(lues) > 15
    assert lues - documentees == set()


# --- Words ---------------------------------------------------------------------------------------


def test_every_verb_has_an_icon_that_exists():
    assert [v.code for v in journal.verbes() if v.icone not in icones_connues()] == []


@pytest.mark.parametrize("fichier", modeles_disponibles())
def test_every_setting_of_a_model_of_programme_is_declared_by_an_app(fichier):
    assert set(charger_modele(fichier).reglages) - reglement.cles() == set()


@pytest.mark.parametrize("fichier", modeles_disponibles())
def test_every_setting_of_a_model_of_programme_reads(fichier):
    reglages = charger_modele(fichier).reglages
    illisibles = []
    for cle in set(reglages) & reglement.cles():
        try:
            reglement.definition(cle).lire(reglages[cle])
        except (ValueError, TypeError, ArithmeticError, LookupError) as erreur:
            illisibles.append((cle, erreur))

    assert illisibles == []


@pytest.mark.parametrize("definition", reglement.definitions(), ids=lambda d: d.cle)
def test_every_setting_reads_its_own_default(definition):
    assert definition.cle.split(".")[0] in {"courriers", *DOMAINES}
    assert definition.libelle
    definition.lire(definition.defaut)


def test_every_setting_that_is_read_is_declared():
    lues = _appels("valeur")

    assert lues
    assert {c for c in lues if isinstance(c, str)} - reglement.cles() == set()


def test_every_setting_that_is_declared_is_read():
    lisent = [p for p in SOURCES if p.name != "reglages.py" and "demonstration" not in p.parts]
    ecrits = {n.value for p in lisent for n in ast.walk(arbre(p)) if isinstance(n, ast.Constant) and isinstance(n.value, str)}

    assert reglement.cles() - ecrits == set()
