"""``make run`` for real: it answers, loads nothing when asked not to, stops all it started, and starts again in a moment with its data."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from config.lancement import dossiers
from config.lancement.demon import ligne_de_commande
from config.lancement.dossiers import PROJET
from tests.e2e.plateforme import port_libre
from tests.lancement.conftest import EMBARQUES
from tests.lancement.test_services import attendre_la_fin, demander

PRETE, PATIENCE, SECOND_DEPART = "La plateforme est prête", 400, 10.0  # seconds


class Plateforme:
    """A platform started as ``make run`` starts it, once the virtual environment is there."""

    def __init__(self, racine: Path, demo: str):
        self.port, self.debut, self.sortie = port_libre(), time.monotonic(), ""
        environnement = {nom: valeur for nom, valeur in os.environ.items() if nom not in EMBARQUES}
        commande = [sys.executable, "-m", "config.lancement", "run", "--data-dir", str(racine)]
        suite = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        self.processus = subprocess.Popen(commande, cwd=PROJET, env=environnement | {"PORT": str(self.port), "DEMO": demo}, **suite)
        self.garde = threading.Timer(PATIENCE, self.processus.kill)
        self.garde.start()

    def attendre(self) -> float:
        """Return the seconds until the address was printed."""
        while PRETE not in self.sortie:
            ligne = self.processus.stdout.readline()
            assert ligne, self.sortie
            self.sortie += ligne
        return time.monotonic() - self.debut

    def page(self) -> tuple[int, bool]:
        """Return the status of the first page, and whether it asks who one is."""
        with urlopen(f"http://localhost:{self.port}/", timeout=30) as reponse:
            return reponse.status, "/compte/login/" in reponse.url

    def descendants(self) -> dict[int, str]:
        """Return the command lines of all that it started."""
        parents = {int(d.name): _parent(d) for d in Path("/proc").glob("[0-9]*")}
        famille = {self.processus.pid}
        while nouveaux := {pid for pid, parent in parents.items() if parent in famille} - famille:
            famille |= nouveaux
        return {pid: ligne_de_commande(pid) for pid in famille - {self.processus.pid}}

    def base(self) -> str:
        """Return the address of the database that its web process was given."""
        web = next(pid for pid, ligne in self.descendants().items() if "gunicorn" in ligne)
        lignes = Path(f"/proc/{web}/environ").read_text().split("\0")
        return dict(ligne.split("=", 1) for ligne in lignes if "=" in ligne)["DATABASE_URL"]

    def finir(self, numero: signal.Signals) -> int:
        """Send a signal and return the exit code."""
        self.processus.send_signal(numero)
        self.sortie += self.processus.communicate(timeout=30)[0]
        self.garde.cancel()
        return self.processus.returncode


def _parent(dossier: Path) -> int:
    try:
        return int((dossier / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


@dataclass
class PremierDepart:
    """What a first start left to see."""

    racine: Path
    page: tuple[int, bool]
    lignes: str
    programmes: list
    code: int
    sortie: str
    restes: list[int]


@pytest.fixture(scope="module")
def racine_commune():
    """Give both starts one data folder, in a place any account may enter."""
    dossier = Path(tempfile.mkdtemp(prefix="mdp-", dir="/tmp"))
    dossier.chmod(0o755)
    yield dossier / "donnees"
    dossiers.effacer(dossier / "donnees")
    shutil.rmtree(dossier)


@pytest.fixture(scope="module")
def premier(racine_commune):
    """A first start without demonstration, in which an operator is written down, and a SIGTERM."""
    plateforme = Plateforme(racine_commune, demo="0")
    try:
        plateforme.attendre()
        page, descendants, base = plateforme.page(), plateforme.descendants(), plateforme.base()
        programmes = demander(base, "SELECT slug FROM comptes_programme")
        demander(base, "INSERT INTO comptes_operateur (nom, siren) VALUES ('Témoin', '')")
    finally:
        code = plateforme.finir(signal.SIGTERM)
    restes = [pid for pid in descendants if Path(f"/proc/{pid}").exists()]
    return PremierDepart(racine_commune, page, "\n".join(descendants.values()), programmes, code, plateforme.sortie, restes)


def test_a_first_start_answers_with_its_three_processes_and_its_two_services(premier):
    assert premier.page == (200, True)
    attendus = ("gunicorn", "worker", "beat", "postgres", "valkey")
    assert [nom for nom in attendus if nom not in premier.lignes] == []


def test_without_the_demonstration_nothing_is_loaded_nor_any_account_told(premier):
    assert premier.programmes == []
    assert "démonstration" not in premier.sortie
    assert "@" not in premier.sortie.partition(PRETE)[2].splitlines()[0]


def test_sigterm_stops_everything(premier):
    assert (premier.code, premier.restes, attendre_la_fin(premier.racine)) == (0, [], [])
    assert premier.sortie.endswith("La plateforme est arrêtée.\n")


def test_a_second_start_takes_a_moment_and_keeps_the_data(premier):
    durees = []
    for _essai in range(2):  # a busy machine is given a second chance
        plateforme = Plateforme(premier.racine, demo="0")
        try:
            durees.append(plateforme.attendre())
            assert demander(plateforme.base(), "SELECT nom FROM comptes_operateur") == [("Témoin",)]
        finally:
            code = plateforme.finir(signal.SIGINT)
        assert (code, attendre_la_fin(premier.racine)) == (0, [])
        if durees[-1] < SECOND_DEPART:
            break
    assert min(durees) < SECOND_DEPART, durees
