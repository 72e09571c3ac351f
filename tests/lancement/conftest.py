"""Folders and launchers for the tests of the launcher; none of them needs the Django database."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from config.lancement import dossiers
from config.lancement.dossiers import PROJET

EMBARQUES = ("DATABASE_URL", "DATABASE_URL_PROPRIETAIRE", "REDIS_URL", "DATA_DIR", "PORT")


@pytest.fixture
def racine():
    """Give a data folder in a place any account may enter (pytest's own folders are private to root)."""
    dossier = Path(tempfile.mkdtemp(prefix="mdp-", dir="/tmp"))
    dossier.chmod(0o755)
    yield dossier / "donnees"
    dossiers.effacer(dossier / "donnees")
    shutil.rmtree(dossier)


class Lanceur:
    """A launcher of the two services, in its own process."""

    def __init__(self, racine: Path):
        environnement = {nom: valeur for nom, valeur in os.environ.items() if nom not in EMBARQUES}
        commande = [sys.executable, "-m", "config.lancement", "services", "--data-dir", str(racine)]
        tuyau = subprocess.PIPE
        self.processus = subprocess.Popen(commande, cwd=PROJET, env=environnement, stdout=tuyau, stderr=tuyau, text=True)

    def variables(self) -> dict[str, str]:
        """Return the printed variables once the services are ready."""
        lues = {}
        while "REDIS_URL" not in lues:
            ligne = self.processus.stdout.readline()
            assert ligne, self.processus.stderr.read()
            nom, valeur = ligne.removeprefix("export ").rstrip("\n").split("=", 1)
            lues[nom] = valeur.strip("'")
        return lues

    def finir(self, numero: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and return the exit code."""
        self.processus.send_signal(numero)
        self.processus.communicate(timeout=15)
        return self.processus.returncode


@pytest.fixture
def lancer(racine):
    """Give the function that starts the services; whatever is still running is stopped at the end."""
    lances = []

    def demarrer() -> Lanceur:
        lances.append(Lanceur(racine))
        return lances[-1]

    yield demarrer
    for lanceur in lances:
        lanceur.finir()
