"""The process manager: web, worker and beat under honcho, watched until a signal or a failure."""

import os
import shlex
import signal
import sys
import threading
from collections.abc import Callable
from functools import partial

from honcho.manager import Manager
from honcho.process import Popen, Process

from config.lancement.compte import suivre_le_parent


class _Processus(Process):
    """A honcho process that does not outlive a launcher killed outright."""

    def run(self, events=None, ignore_signals=False):
        suivre_le_parent(signal.SIGKILL)()
        self._child_ctor = partial(Popen, preexec_fn=suivre_le_parent(signal.SIGTERM))
        super().run(events, ignore_signals)


class Gestionnaire(Manager):
    """honcho's manager, with a watch that runs beside the processes."""

    def __init__(self, veiller: Callable[["Gestionnaire"], None]):
        super().__init__()
        self._process_ctor = _Processus
        self._veiller = veiller
        self.termine = threading.Event()

    def tourner(self) -> int | None:
        """Run until a signal (returns None) or until a process ends by itself (returns its code)."""
        self.loop()
        self.termine.set()
        return None if self.returncode in {130, 143} else self.returncode

    def abandonner(self, raison: str) -> None:
        """Stop everything because of a failure seen by the watch."""
        print(raison, file=sys.stderr, flush=True)
        self.returncode = 1
        self.terminate()

    def terminate(self):
        self.termine.set()
        super().terminate()

    def _start(self):
        super()._start()
        threading.Thread(target=self._veiller, args=(self,), daemon=True).start()

    def _killall(self, force=False):
        """Signal the processes that did start: a signal may come before honcho knows their numbers."""
        envoyer = self._procmgr.kill if force else self._procmgr.terminate
        for processus in self._processes.values():
            if "pid" in processus and "returncode" not in processus:
                envoyer(processus["pid"])


def ajouter(gestionnaire: Gestionnaire, nom: str, commande: list[str], environnement: dict[str, str], dossier) -> None:
    """Add a process; ``exec`` lets the signals reach the program rather than a shell."""
    gestionnaire.add_process(nom, f"exec {shlex.join(commande)}", env=environnement, cwd=os.fspath(dossier))
