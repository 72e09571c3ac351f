"""Where an installation lives on the disk, and the lock that keeps two launchers apart."""

import fcntl
import os
import shutil
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from config.lancement import cles
from config.lancement.compte import Compte, choisir
from config.lancement.erreurs import ErreurLancement, raison

PROJET = Path(__file__).resolve().parent.parent.parent
REPLI = Path("/var/lib/manufactures-de-proximite")
LONGUEUR_MAX_SOCKET = 107  # bytes, sun_path of Linux without its final zero
_NOM_SOCKET = "/.s.PGSQL.5432"


@dataclass(frozen=True)
class Installation:
    """One data folder, its secrets, and the account and folder of its services.

    ``racine`` is DATA_DIR; ``services`` is the same folder, or another one when the account cannot enter DATA_DIR.
    ``jetable`` installations trade safety of the disk for speed: tests and shared development only.
    """

    racine: Path
    services: Path
    compte: Compte
    secrets: dict[str, str]
    jetable: bool

    @property
    def sockets(self) -> Path:
        """Return the folder of PostgreSQL's socket, short enough for the system."""
        voisin = self.services / "postgres" / "sockets"
        if len(f"{voisin}{_NOM_SOCKET}".encode()) <= LONGUEUR_MAX_SOCKET:
            return voisin
        return Path("/tmp") / f"manufactures-{self.secrets['INSTALLATION']}"  # noqa: S108 - created 0700, owner checked

    def sous_dossier(self, nom: str) -> Path:
        """Create if needed and return a folder of the services, private to their account."""
        return dossier_prive(self.services / nom, self.compte)


def dossier_prive(dossier: Path, compte: Compte) -> Path:
    """Create if needed a folder (0700) owned by the account, and refuse one that belongs to somebody else."""
    try:
        dossier.mkdir(mode=0o700)
        compte.donner(dossier)
    except FileExistsError:
        if dossier.is_symlink() or dossier.stat().st_uid != compte.uid:
            raise ErreurLancement(f"Le dossier {dossier} appartient à un autre compte.") from None
    return dossier


def ouvrir(racine: Path, *, jetable: bool = False) -> Installation:
    """Return the installation of a data folder, created if needed.

    Raises ErreurLancement when the folder cannot be written.
    """
    _creer_racine(racine)
    secrets = cles.lire_ou_creer(racine)
    repli = REPLI / secrets["INSTALLATION"]
    compte = choisir(next((d for d in (repli / "postgres", racine / "postgres") if d.exists()), racine))
    services = _dossier_des_services(racine, repli, compte)
    return Installation(racine, services, compte, secrets, jetable)


def _dossier_des_services(racine: Path, repli: Path, compte: Compte) -> Path:
    """Return DATA_DIR, or for root a folder of /var/lib when the account cannot enter DATA_DIR."""
    if not repli.exists():
        if compte.traverse(racine):
            return racine
        if (racine / "postgres").exists():
            raise ErreurLancement(f"Le compte qui possède {racine / 'postgres'} ne peut plus y entrer.")
    for dossier in (REPLI, repli):
        dossier.mkdir(mode=0o711, exist_ok=True)
        dossier.chmod(0o711)
    print(f"{racine} est privé : PostgreSQL et Valkey gardent leurs données dans {repli}.", file=sys.stderr)
    return repli


def effacer(racine: Path) -> None:
    """Remove a throw-away installation, wherever its services were put."""
    if not racine.exists():
        return
    secrets = cles.lire(racine / "secrets")
    if not secrets and any(chemin.name != "verrou" for chemin in racine.iterdir()):
        raise ErreurLancement(f"{racine} n’est pas un dossier de données de la plateforme : il n’est pas effacé.")
    shutil.rmtree(racine)
    if identifiant := secrets.get("INSTALLATION"):
        shutil.rmtree(REPLI / identifiant, ignore_errors=True)


def _creer_racine(racine: Path) -> None:
    masque = os.umask(0o022)
    try:
        racine.parent.mkdir(parents=True, exist_ok=True)
        racine.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, exist_ok=True)
        essai = racine / f"essai-{os.getpid()}"
        essai.touch()
        essai.unlink()
    except OSError as erreur:
        raise ErreurLancement(f"Impossible d’écrire dans le dossier {racine} : {raison(erreur)}.") from erreur
    finally:
        os.umask(masque)


@contextmanager
def verrou(racine: Path):
    """Hold the data folder for this launcher alone; the kernel lets go of it whatever way the launcher ends.

    Raises ErreurLancement when another launcher holds it.
    """
    _creer_racine(racine)
    with (racine / "verrou").open("a+") as fichier:
        _prendre(fichier, racine)
        fichier.seek(0)
        fichier.truncate()
        fichier.write(str(os.getpid()))
        fichier.flush()
        yield


def _prendre(fichier: IO[str], racine: Path) -> None:
    try:
        fcntl.lockf(fichier, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        fichier.seek(0)
        autre = fichier.read() or "?"
        raise ErreurLancement(f"La plateforme tourne déjà avec le dossier {racine} (processus {autre}).") from None
