"""The embedded Valkey: broker, cache and sessions, on the loopback with a password, kept on disk (AOF)."""

import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import redis

from config.lancement import binaires, cles, demon
from config.lancement.dossiers import Installation

ARRET = signal.SIGTERM
DELAI_ARRET = 5.0
DELAI_DEMARRAGE = 30.0


@dataclass(frozen=True)
class Serveur:
    """A running Valkey and its URL."""

    processus: subprocess.Popen
    adresse: str


@contextmanager
def servir(installation: Installation) -> Iterator[Serveur]:
    """Run Valkey for the time of the block."""
    dossier = installation.sous_dossier("valkey")
    programme = binaires.valkey(installation.services / "programmes")
    reglages = dossier / "valkey.conf"
    _oublier_ancien(dossier, reglages)
    port = port_libre()
    _ecrire_reglages(installation, reglages, port)
    adresse = f"redis://:{installation.secrets['MOT_DE_PASSE_VALKEY']}@127.0.0.1:{port}/0"
    servi = demon.servir(
        [programme, reglages],
        compte=installation.compte,
        dossier=dossier,
        arret=ARRET,
        delai_arret=DELAI_ARRET,
        pret=lambda: _repond(adresse),
        delai=DELAI_DEMARRAGE,
    )
    with servi as processus:
        yield Serveur(processus, adresse)


def port_libre() -> int:
    """Return a TCP port of the loopback nobody listens on."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return prise.getsockname()[1]


def _ecrire_reglages(installation: Installation, fichier: Path, port: int) -> None:
    lignes = [
        "bind 127.0.0.1",
        f"port {port}",
        f"requirepass {installation.secrets['MOT_DE_PASSE_VALKEY']}",
        f"dir {fichier.parent}",
        f"pidfile {fichier.parent / 'valkey.pid'}",
        "daemonize no",
        'save ""',
        "appendonly yes",
        f"appendfsync {'no' if installation.jetable else 'everysec'}",
        "maxmemory-policy noeviction",
        "set-proc-title no",  # its command line must keep naming this file, to be found again after a crash
    ]
    cles.ecrire(fichier, "\n".join(lignes) + "\n")
    installation.compte.donner(fichier)


def _repond(adresse: str) -> bool:
    try:
        with redis.Redis.from_url(adresse, socket_timeout=2) as client:
            return client.ping()
    except redis.RedisError:
        return False


def _oublier_ancien(dossier: Path, reglages: Path) -> None:
    pid = demon.lire_pid(dossier / "valkey.pid")
    if pid is not None:
        demon.arreter_orphelin(pid, f" {reglages} ", ARRET)
