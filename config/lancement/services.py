"""The two services together, and the environment that leads to them."""

import os
import shlex
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from config.lancement import cles, dossiers, externes, postgres, provision, valkey
from config.lancement.dossiers import Installation
from config.lancement.erreurs import ErreurLancement


@dataclass
class Services:
    """What is running, and the variables the platform needs to reach it."""

    installation: Installation
    environnement: dict[str, str] = field(default_factory=dict)
    processus: dict[str, subprocess.Popen] = field(default_factory=dict)

    def verifier(self) -> None:
        """Raise ErreurLancement when a service has ended by itself."""
        for nom, processus in self.processus.items():
            if processus.poll() is not None:
                journal = self.installation.services / nom / "journal.log"
                raise ErreurLancement(f"Le service {nom} s’est arrêté tout seul (voir {journal}).")


@contextmanager
def ouvrir(racine: Path, *, jetable: bool, port: int, bindir: Path | None = None) -> Iterator[Services]:
    """Hold the data folder and run the services the environment does not already give."""
    with ExitStack() as pile:
        pile.enter_context(dossiers.verrou(racine))
        installation = dossiers.ouvrir(racine, jetable=jetable)
        services = Services(installation, _variables_communes(installation, port))
        if base := os.environ.get("DATABASE_URL"):
            externes.essayer_postgres(base)
        else:
            services.processus["postgres"] = pile.enter_context(postgres.servir(installation, bindir))
            services.environnement |= _variables_postgres(installation)
        if courtier := os.environ.get("REDIS_URL"):
            externes.essayer_redis(courtier)
        else:
            serveur = pile.enter_context(valkey.servir(installation))
            services.processus["valkey"] = serveur.processus
            services.environnement["REDIS_URL"] = serveur.adresse
        yield services


def tenir_ouverts(racine: Path, *, port: int, bindir: Path | None = None) -> None:
    """Run the services for development until a signal comes; print the variables and write them to a file."""
    with ouvrir(racine, jetable=True, port=port, bindir=bindir) as services:
        lignes = exporter(services.environnement)
        cles.ecrire(racine / "environnement", lignes)
        print(lignes, end="", flush=True)
        while True:
            services.verifier()
            time.sleep(0.5)


def exporter(variables: dict[str, str]) -> str:
    """Return the variables as lines a shell can source."""
    return "".join(f"export {nom}={shlex.quote(valeur)}\n" for nom, valeur in variables.items())


def interrompre_sur_signal() -> None:
    """Make the first SIGINT, SIGTERM or SIGHUP end the launcher, every ``finally`` on the way being run to its end."""

    def lever(numero, _cadre):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise KeyboardInterrupt(numero)

    signal.signal(signal.SIGINT, lever)
    signal.signal(signal.SIGTERM, lever)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup asks to outlive the terminal
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))


def _variables_communes(installation: Installation, port: int) -> dict[str, str]:
    defauts = {
        "SECRET_KEY": installation.secrets["SECRET_KEY"],
        "HTTPS": "0",
        "ADRESSE_PUBLIQUE": f"http://localhost:{port}",
    }
    return {nom: os.environ.get(nom) or valeur for nom, valeur in defauts.items()}


def _variables_postgres(installation: Installation) -> dict[str, str]:
    return {
        "DATABASE_URL": postgres.adresse(installation, provision.APPLICATION),
        "DATABASE_URL_PROPRIETAIRE": postgres.adresse(installation, provision.PROPRIETAIRE),
    }
