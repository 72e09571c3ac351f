"""``make test``: the whole suite against its own throw-away services."""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from config.lancement import demon, dossiers, services, systeme
from config.lancement.dossiers import PROJET

# One worker a core; a file stays with one worker, so that what it builds once is built once; tests/conftest.py says what begins.
EN_PARALLELE = ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")
EXTERNES = ("DATABASE_URL", "DATABASE_URL_PROPRIETAIRE", "REDIS_URL", "DEMO")


def essayer(racine: Path, *, arguments: Sequence[str], bindir: Path | None) -> int:
    """Run pytest with a fresh PostgreSQL and a fresh Valkey, and return its exit code.

    ``bindir``: the programs of another PostgreSQL; the browser tests are then left out, they ran once already.
    """
    systeme.exiger(systeme.ESSAIS)
    for nom in EXTERNES:
        os.environ.pop(nom, None)
    with dossiers.verrou(racine):
        dossiers.effacer(racine)
    with services.ouvrir(racine, jetable=True, port=8000, bindir=bindir) as ouverts:
        environnement = dict(os.environ) | ouverts.environnement | {"DATA_DIR": str(racine)}
        sans_navigateur = ["--ignore=tests/e2e", "-m", "not navigateur"] if bindir else []
        return _pytest([*EN_PARALLELE, *sans_navigateur, *arguments], environnement)


def _pytest(arguments: Sequence[str], environnement: dict[str, str]) -> int:
    commande = [sys.executable, "-m", "pytest", *arguments]
    with demon.tenir(commande, arret=signal.SIGTERM, delai_arret=10, cwd=PROJET, env=environnement) as suite:
        return suite.wait()
