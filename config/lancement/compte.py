"""Who runs the embedded services: PostgreSQL refuses root, so root steps down to an account that already exists."""

import ctypes
import os
import pwd
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from config.lancement.erreurs import ErreurLancement, raison

_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1
SIGNAUX_D_ARRET = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Compte:
    """A system account, by its numbers."""

    uid: int
    gid: int

    @property
    def options(self) -> dict:
        """Return the arguments of ``subprocess`` that run a program as this account."""
        if os.geteuid() != 0:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def donner(self, chemin: Path) -> Path:
        """Make this account the owner of a path (only root can and needs to) and return the path."""
        if os.geteuid() == 0:
            os.chown(chemin, self.uid, self.gid)
        return chemin

    def traverse(self, dossier: Path) -> bool:
        """Tell whether this account can enter the folder, all its parents included.

        Raises ErreurLancement when root may not even become this account, as in some containers.
        """
        essai = ["/bin/sh", "-c", 'cd "$1"', "sh", str(dossier)]
        try:
            return subprocess.run(essai, cwd="/", stderr=subprocess.DEVNULL, **self.options).returncode == 0
        except OSError as erreur:
            raise ErreurLancement(
                f"root ne peut pas devenir le compte {self.uid} pour exécuter PostgreSQL ({raison(erreur)}) :"
                " lancer la plateforme sous un compte ordinaire, ou donner DATABASE_URL et REDIS_URL."
            ) from erreur


def choisir(donnees: Path) -> Compte:
    """Return the account of the services: ourselves, or for root the owner of the data if it is not root, else ``nobody``."""
    if os.geteuid() != 0:
        return Compte(os.geteuid(), os.getegid())
    if (etat := donnees.stat()).st_uid:
        return Compte(etat.st_uid, etat.st_gid)
    ordinaires = [entree for entree in pwd.getpwall() if entree.pw_uid]
    if not ordinaires:
        raise ErreurLancement("Aucun compte système autre que root n’existe pour exécuter PostgreSQL.")
    retenu = min(ordinaires, key=lambda entree: (entree.pw_name != "nobody", -entree.pw_uid))
    return Compte(retenu.pw_uid, retenu.pw_gid)


def suivre_le_parent(numero: signal.Signals) -> Callable[[], None]:
    """Return a ``preexec_fn``: the kernel sends this signal to the child should the launcher be killed outright."""

    def demander() -> None:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNAUX_D_ARRET)  # held back by the launcher while it forks
        _LIBC.prctl(_PR_SET_PDEATHSIG, int(numero))

    return demander
