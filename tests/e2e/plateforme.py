"""The whole platform for the browser tests: its own database, gunicorn, a Celery worker, and a mail sink."""

import os
import re
import socket
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

import psycopg2
from aiosmtpd.controller import Controller

RACINE = Path(__file__).resolve().parents[2]
PYTHON = sys.executable


def port_libre() -> int:
    with closing(socket.socket()) as prise:
        prise.bind(("127.0.0.1", 0))
        return prise.getsockname()[1]


class BoiteAuxLettres:
    """An SMTP sink that keeps every mail."""

    def __init__(self):
        self.courriels = []
        self.controleur = Controller(self, hostname="127.0.0.1", port=port_libre())

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  the name aiosmtpd calls
        self.courriels.append((envelope.rcpt_tos[0], message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"

    def attendre(self, adresse: str, sujet: str, *, contenant: str = "", depuis: int = 0, delai: float = 30.0) -> str:
        """Return the text of the newest mail to an address whose subject, and text, hold some words; ``depuis``: among those after so many."""
        fin = time.monotonic() + delai
        while time.monotonic() < fin:
            for a, courriel in reversed(self.courriels[depuis:]):
                texte = courriel.get_body(("plain",)).get_content()
                if a == adresse and sujet.lower() in courriel["subject"].replace("\u00a0", " ").lower() and contenant in texte:
                    return texte
            time.sleep(0.2)
        recus = [(a, c["subject"]) for a, c in self.courriels[depuis:]]
        raise AssertionError(f"no mail “{sujet}” to {adresse}; received: {recus}")

    def invitation(self, adresse: str) -> str:
        """Return the link of the invitation that this address received."""
        return re.search(r"https?://\S+/invitation/\S+", self.attendre(adresse, "", contenant="/invitation/")).group()


def _avec_base(url: str, nom: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{nom}"))


@dataclass
class Plateforme:
    """A running installation and the means to give it orders."""

    dossier: Path
    boite: BoiteAuxLettres
    port: int = field(default_factory=port_libre)
    nom_base: str = field(default_factory=lambda: f"navigateur_{os.getpid()}")
    processus: list = field(default_factory=list)
    horloge: str = ""
    depart: float = 0.0  # the real second at which ``horloge`` was the time

    @property
    def adresse(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environnement(self) -> dict:
        return os.environ | {
            "DATABASE_URL": _avec_base(os.environ["DATABASE_URL"], self.nom_base),
            "DATABASE_URL_PROPRIETAIRE": _avec_base(os.environ.get("DATABASE_URL_PROPRIETAIRE", os.environ["DATABASE_URL"]), self.nom_base),
            "REDIS_URL": re.sub(r"/\d+$", "/7", os.environ["REDIS_URL"]),
            "DATA_DIR": str(self.dossier),
            "ADRESSE_PUBLIQUE": self.adresse,
            "SMTP_HOTE": "127.0.0.1",
            "SMTP_PORT": str(self.boite.controleur.port),
            "HTTPS": "0",
            "DEMO": "0",
            "MFA_EXIGEE": "0",
            "NIVEAU_JOURNAL": "WARNING",
            "HORLOGE": self.horloge,
            "HORLOGE_DEPART": str(self.depart),
        }

    def commander(self, *arguments: str, entree: str | None = None) -> str:
        """Run a management command and return what it prints."""
        commande = [PYTHON, "manage.py", *arguments]
        fait = subprocess.run(commande, cwd=RACINE, env=self.environnement, input=entree, capture_output=True, text=True, timeout=300)
        assert fait.returncode == 0, fait.stderr
        return fait.stdout

    def demarrer(self) -> None:
        self._base(f'CREATE DATABASE "{self.nom_base}"')
        self.boite.controleur.start()
        self.commander("migrate", "-v0")
        self.commander("collectstatic", "--noinput", "-v0")
        self.lancer()

    def lancer(self) -> None:
        """Start the web and the worker, at the hour of ``horloge``."""
        gunicorn = ["-m", "gunicorn", "tests.e2e.wsgi", "-b", f"127.0.0.1:{self.port}", "-k", "gthread", "-w", "2", "--threads", "4"]
        celery = ["-m", "celery", "-A", "tests.e2e.taches", "worker", "-c", "1", "-l", "WARNING", "--without-gossip", "--without-mingle"]
        for arguments in (gunicorn, celery):
            with (self.dossier / f"{arguments[1]}.log").open("ab") as sortie:
                self.processus.append(subprocess.Popen([PYTHON, *arguments], cwd=RACINE, env=self.environnement, stdout=sortie, stderr=sortie))
        self._attendre_le_web()

    def aller_au(self, instant: str) -> None:
        """Restart everything at another day and hour, as after weeks of life; empty: at the real one."""
        self.eteindre()
        self.horloge, self.depart = instant, time.time()
        self.lancer()

    def eteindre(self) -> None:
        for processus in self.processus:
            processus.terminate()
        for processus in self.processus:
            processus.wait(timeout=30)
        self.processus.clear()

    def _attendre_le_web(self) -> None:
        for _ in range(150):
            try:
                with urlopen(f"{self.adresse}/sante/pret/", timeout=2):
                    return
            except (URLError, OSError):
                time.sleep(0.2)
        raise AssertionError((self.dossier / "gunicorn.log").read_text()[-3000:])

    def arreter(self) -> None:
        self.eteindre()
        self.boite.controleur.stop()
        self._base(f'DROP DATABASE IF EXISTS "{self.nom_base}" WITH (FORCE)')

    def _base(self, sql: str) -> None:
        url = os.environ.get("DATABASE_URL_PROPRIETAIRE", os.environ["DATABASE_URL"])
        connexion = psycopg2.connect(url)
        connexion.autocommit = True
        with closing(connexion), connexion.cursor() as curseur:
            curseur.execute(sql)
