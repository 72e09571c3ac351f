"""A real web server with several workers, asked through real connections."""

import http.client
import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.plateforme import RACINE, Plateforme


class Web(Plateforme):
    """The web alone, with four workers."""

    def lancer(self) -> None:
        arguments = ["-m", "gunicorn", "tests.e2e.wsgi", "-b", f"127.0.0.1:{self.port}", "-k", "gthread", "-w", "4", "--threads", "4"]
        with (self.dossier / "gunicorn.log").open("ab") as sortie:
            lieu = {"cwd": RACINE, "env": self.environnement, "stdout": sortie, "stderr": sortie}
            self.processus.append(subprocess.Popen([sys.executable, *arguments], **lieu))
        self._attendre_le_web()

    def demander(self, script: str) -> dict:
        return json.loads(self.commander("shell", entree=script).strip().splitlines()[-1])

    def ouvriers(self) -> list[int]:
        maitre = self.processus[0].pid
        return [int(p) for p in Path(f"/proc/{maitre}/task/{maitre}/children").read_text().split()]

    def foudroyer(self) -> None:
        """Kill the server and its workers at once, as a cut of the current does."""
        ouvriers, maitre = self.ouvriers(), self.processus.pop()
        for pid in (maitre.pid, *ouvriers):
            os.kill(pid, signal.SIGKILL)
        maitre.wait(timeout=30)


@contextmanager
def connexion(web: Web, delai: float = 60):
    ligne = http.client.HTTPConnection("127.0.0.1", web.port, timeout=delai)
    try:
        yield ligne
    finally:
        ligne.close()
