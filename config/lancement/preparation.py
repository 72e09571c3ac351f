"""What a start does before the processes: tables, static files, demonstration; each skipped when nothing changed."""

import hashlib
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from config.lancement import cles, demon
from config.lancement.dossiers import PROJET, Installation
from config.lancement.erreurs import ErreurLancement

DELAI_ARRET = 5.0  # seconds


def preparer(installation: Installation, environnement: dict[str, str], *, base_embarquee: bool, demo: bool) -> None:
    """Bring tables, static files and demonstration up to date."""
    marques = installation.services / "postgres" if base_embarquee else None
    with _statiques_pendant_ce_temps(installation.racine, environnement):
        _selon_marque(_marque(marques, "migrations"), empreinte_du_code(), lambda: _migrer(environnement))
        if demo:
            _selon_marque(_marque(marques, "demonstration"), "1", lambda: _demontrer(environnement))


def gerer(environnement: dict[str, str], *arguments: str) -> None:
    """Run a Django command; its own words are on the terminal when it fails."""
    with _commande(environnement, *arguments) as processus:
        _reussir(processus, arguments[0])


def empreinte_du_code() -> str:
    """Return the fingerprint of the code and its dependencies: rights and policies are derived from the models."""
    return empreinte([PROJET / "requirements.txt", *_fichiers(_paquets(), "*.py")])


def empreinte_des_statiques() -> str:
    """Return the fingerprint of our static files and of the packages that bring theirs."""
    dossiers = [PROJET / "static", *(d for paquet in _paquets() for d in paquet.rglob("static"))]
    return empreinte([PROJET / "requirements.txt", *_fichiers(dossiers, "*")])


def empreinte(fichiers: Iterable[Path]) -> str:
    """Return one SHA-256 of the names and contents of files."""
    somme = hashlib.sha256()
    for fichier in sorted(fichiers):
        somme.update(f"{fichier}\0{fichier.stat().st_size}\0".encode())
        somme.update(fichier.read_bytes())
    return somme.hexdigest()


def _paquets() -> list[Path]:
    """Return the folders of our code; neither the data folder nor the tests are among them."""
    return [dossier.parent for dossier in PROJET.glob("*/__init__.py") if dossier.parent.name != "tests"]


def _fichiers(dossiers: Iterable[Path], motif: str) -> list[Path]:
    return [f for dossier in dossiers for f in dossier.rglob(motif) if f.is_file() and "__pycache__" not in f.parts]


def _marque(dossier: Path | None, nom: str) -> Path | None:
    """Return the file that remembers a step; kept beside the data it speaks of, so both vanish together."""
    return dossier / f"{nom}.fait" if dossier else None


def _selon_marque(marque: Path | None, valeur: str, faire: Callable[[], None]) -> None:
    if marque and marque.exists() and marque.read_text() == valeur:
        return
    faire()
    if marque:
        cles.ecrire(marque, valeur)


def _migrer(environnement: dict[str, str]) -> None:
    print("Préparation de la base de données…", flush=True)
    gerer(environnement, "migrate", "--noinput", "--verbosity=0")


@contextmanager
def _statiques_pendant_ce_temps(racine: Path, environnement: dict[str, str]) -> Iterator[None]:
    """Gather the static files, if they changed, while the block works on the database: neither waits for the other."""
    marque, actuelle = racine / "static.fait", empreinte_des_statiques()
    rassembles = (racine / "static" / "staticfiles.json").exists() and marque.exists() and marque.read_text() == actuelle
    if rassembles:
        yield
        return
    print("Préparation des fichiers statiques…", flush=True)
    with _commande(environnement, "collectstatic", "--noinput", "--verbosity=0") as processus:
        yield
        _reussir(processus, "collectstatic")
    cles.ecrire(marque, actuelle)


def _commande(environnement: dict[str, str], *arguments: str) -> AbstractContextManager[subprocess.Popen]:
    """Run a Django command beside the block; it does not outlive it."""
    commande = [sys.executable, "manage.py", *arguments]
    return demon.tenir(commande, arret=signal.SIGTERM, delai_arret=DELAI_ARRET, cwd=PROJET, env=environnement)


def _reussir(processus: subprocess.Popen, nom: str) -> None:
    if processus.wait():
        raise ErreurLancement(f"La commande « manage.py {nom} » a échoué, voir son message ci-dessus.")


def _demontrer(environnement: dict[str, str]) -> None:
    print("Chargement de la démonstration…", flush=True)
    gerer(environnement, "demonstration", "--si-vide")
