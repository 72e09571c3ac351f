"""What a start does before the processes: tables, static files, demonstration; each skipped when nothing changed."""

import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from config.lancement import cles
from config.lancement.dossiers import PROJET, Installation
from config.lancement.erreurs import ErreurLancement


def preparer(installation: Installation, environnement: dict[str, str], *, base_embarquee: bool, demo: bool) -> None:
    """Bring tables, static files and demonstration up to date."""
    marques = installation.services / "postgres" if base_embarquee else None
    _selon_marque(_marque(marques, "migrations"), empreinte_du_code(), lambda: _migrer(environnement))
    _preparer_statiques(installation.racine, environnement)
    if demo:
        _selon_marque(_marque(marques, "demonstration"), "1", lambda: _demontrer(environnement))


def gerer(environnement: dict[str, str], *arguments: str) -> None:
    """Run a Django command; its own words are on the terminal when it fails."""
    fini = subprocess.run([sys.executable, "manage.py", *arguments], cwd=PROJET, env=environnement)
    if fini.returncode:
        raise ErreurLancement(f"La commande « manage.py {arguments[0]} » a échoué, voir son message ci-dessus.")


def empreinte_du_code() -> str:
    """Return the fingerprint of the code and its dependencies: rights and policies are derived from the models."""
    paquets = [dossier.parent for dossier in PROJET.glob("*/__init__.py") if dossier.parent.name != "tests"]
    return empreinte([PROJET / "requirements.txt", *_fichiers(paquets, "*.py")])


def empreinte_des_statiques() -> str:
    """Return the fingerprint of our static files and of the packages that bring theirs."""
    dossiers = [PROJET / "static", *PROJET.glob("*/static"), *PROJET.glob("*/*/static")]
    return empreinte([PROJET / "requirements.txt", *_fichiers(dossiers, "*")])


def empreinte(fichiers: Iterable[Path]) -> str:
    """Return one SHA-256 of the names and contents of files."""
    somme = hashlib.sha256()
    for fichier in sorted(fichiers):
        somme.update(f"{fichier}\0{fichier.stat().st_size}\0".encode())
        somme.update(fichier.read_bytes())
    return somme.hexdigest()


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


def _preparer_statiques(racine: Path, environnement: dict[str, str]) -> None:
    marque = racine / "static.fait"
    if not (racine / "static" / "staticfiles.json").exists():
        marque.unlink(missing_ok=True)
    _selon_marque(marque, empreinte_des_statiques(), lambda: _rassembler(environnement))


def _rassembler(environnement: dict[str, str]) -> None:
    print("Préparation des fichiers statiques…", flush=True)
    gerer(environnement, "collectstatic", "--noinput", "--verbosity=0")


def _demontrer(environnement: dict[str, str]) -> None:
    print("Chargement de la démonstration…", flush=True)
    gerer(environnement, "demonstration", "--si-vide")
