"""The embedded PostgreSQL: a private cluster, reached only through a socket, every login with a password."""

import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg2
from psycopg2.extensions import connection

from config.lancement import binaires, cles, demon, provision
from config.lancement.dossiers import Installation, dossier_prive
from config.lancement.erreurs import ErreurLancement

ARRET = signal.SIGINT  # PostgreSQL's "fast" mode: sessions are cut, nothing is lost
DELAI_ARRET = 8.0
DELAI_DEMARRAGE = 60.0
CONNEXIONS_MAX = 200
_HBA = "local all all scram-sha-256\n"


@contextmanager
def servir(installation: Installation, bindir: Path | None = None) -> Iterator[subprocess.Popen]:
    """Run the cluster for the time of the block, created and provisioned on first use.

    ``bindir`` replaces the programs of the wheel by those of another PostgreSQL (15 or later).
    """
    dossier = installation.sous_dossier("postgres")
    programmes = bindir or binaires.postgres(installation.services / "programmes")
    donnees = dossier / "donnees"
    if not donnees.exists():
        _creer_grappe(installation, programmes, dossier)
    _verifier_version(programmes, donnees)
    _oublier_ancien(donnees)
    try:
        with _grappe(installation, programmes, dossier) as serveur:
            provision.preparer(partial(_ouvrir, installation), _mots_de_passe(installation))
            yield serveur
    finally:
        _ranger_sockets(installation, dossier)


def adresse(installation: Installation, role: str) -> str:
    """Return the URL of the platform's database for one of its two login roles."""
    mot_de_passe = quote(_mots_de_passe(installation)[role], safe="")
    return f"postgres://{role}:{mot_de_passe}@/{provision.BASE}?{urlencode({'host': str(installation.sockets)})}"


def _creer_grappe(installation: Installation, programmes: Path, dossier: Path) -> None:
    """Make the cluster beside its final place, so that an interrupted creation leaves nothing half made."""
    provisoire = dossier / "donnees.partiel"
    shutil.rmtree(provisoire, ignore_errors=True)
    mot_de_passe = dossier / "mot-de-passe"
    cles.ecrire(mot_de_passe, installation.secrets["MOT_DE_PASSE_POSTGRES"])
    installation.compte.donner(mot_de_passe)
    try:
        demon.commander(_initdb(programmes, provisoire, mot_de_passe), compte=installation.compte, dossier=dossier)
    finally:
        mot_de_passe.unlink()
    (provisoire / "pg_hba.conf").write_text(_HBA)
    provisoire.rename(dossier / "donnees")


def _initdb(programmes: Path, donnees: Path, mot_de_passe: Path) -> list[str | Path]:
    langue = ["--locale=C.UTF-8"]
    if version_majeure(programmes) >= 17:
        langue += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    acces = ["--username=postgres", f"--pwfile={mot_de_passe}", "--auth=scram-sha-256"]
    return [programmes / "initdb", "-D", donnees, "--encoding=UTF8", "--no-sync", "--no-instructions", *langue, *acces]


def _grappe(installation: Installation, programmes: Path, dossier: Path) -> AbstractContextManager[subprocess.Popen]:
    sockets = dossier_prive(installation.sockets, installation.compte)
    reglages = {
        "listen_addresses": "",
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
        "max_connections": str(CONNEXIONS_MAX),
        "password_encryption": "scram-sha-256",
        "timezone": "UTC",
        "log_timezone": "UTC",
    }
    if installation.jetable:
        reglages |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    options = [morceau for nom, valeur in reglages.items() for morceau in ("-c", f"{nom}={valeur}")]
    return demon.servir(
        [programmes / "postgres", "-D", dossier / "donnees", *options],
        compte=installation.compte,
        dossier=dossier,
        arret=ARRET,
        delai_arret=DELAI_ARRET,
        pret=lambda: _repond(installation),
        delai=DELAI_DEMARRAGE,
    )


def _ranger_sockets(installation: Installation, dossier: Path) -> None:
    """Remove the folder lent by /tmp, once the server has taken its socket away."""
    if dossier not in installation.sockets.parents and not any(installation.sockets.iterdir()):
        installation.sockets.rmdir()


def _repond(installation: Installation) -> bool:
    """Tell whether the server lets the superuser in; a wrong password is an error at once, not a wait."""
    try:
        _ouvrir(installation, "postgres").close()
    except psycopg2.OperationalError as erreur:
        if "password authentication failed" in str(erreur):
            fichier = installation.racine / "secrets"
            raise ErreurLancement(f"Le fichier {fichier} ne correspond plus à la base de données.") from erreur
        return False
    return True


def _ouvrir(installation: Installation, base: str) -> connection:
    chef = {"user": "postgres", "password": installation.secrets["MOT_DE_PASSE_POSTGRES"]}
    return provision.connecter(base=base, host=str(installation.sockets), **chef)


def _mots_de_passe(installation: Installation) -> dict[str, str]:
    return {
        provision.PROPRIETAIRE: installation.secrets["MOT_DE_PASSE_PROPRIETAIRE"],
        provision.APPLICATION: installation.secrets["MOT_DE_PASSE_APPLICATION"],
    }


def _oublier_ancien(donnees: Path) -> None:
    """Stop a server left by a launcher killed outright, and drop a lock whose number now belongs to another process."""
    verrou = donnees / "postmaster.pid"
    pid = demon.lire_pid(verrou)
    if pid is not None:
        demon.arreter_orphelin(pid, f" {donnees} ", ARRET)
        verrou.unlink(missing_ok=True)


def version_majeure(programmes: Path) -> int:
    """Return the major version of the PostgreSQL in a ``bin`` folder.

    Raises ErreurLancement when there is none.
    """
    try:
        reponse = subprocess.run([programmes / "postgres", "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as erreur:
        raise ErreurLancement(f"Aucun PostgreSQL utilisable dans {programmes}.") from erreur
    return int(re.search(r"(\d+)", reponse.stdout).group(1))


def _verifier_version(programmes: Path, donnees: Path) -> None:
    existante = int((donnees / "PG_VERSION").read_text())
    if existante != version_majeure(programmes):
        raise ErreurLancement(
            f"Les données de {donnees} viennent de PostgreSQL {existante} :"
            " les sauvegarder avec cette version puis les restaurer (docs/exploitation.md)."
        )
