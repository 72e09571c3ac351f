"""Start, find again and stop one program."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from config.lancement.compte import SIGNAUX_D_ARRET, Compte, suivre_le_parent
from config.lancement.erreurs import ErreurLancement

_PAS = 0.03  # seconds between two looks
_ENVIRONNEMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


@contextmanager
def _signaux_retenus() -> Iterator[None]:
    """Hold signals back while forking: Python drops an exception raised by a handler in the midst of a fork."""
    avant = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNAUX_D_ARRET)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, avant)


def commander(commande: Sequence[str | Path], *, compte: Compte, dossier: Path) -> None:
    """Run a short program as the services' account; its last words become the error."""
    fini = subprocess.run(
        [str(morceau) for morceau in commande],
        cwd=dossier,
        env=_ENVIRONNEMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        **compte.options,
    )
    if fini.returncode:
        raise ErreurLancement(f"{Path(commande[0]).name} a échoué : {_dernieres_lignes(fini.stderr)}")


@contextmanager
def tenir(commande: Sequence[str | Path], *, arret: signal.Signals, delai_arret: float, **options) -> Iterator[subprocess.Popen]:
    """Run a program beside the block and stop it at the end with its own signal.

    The kernel sends it the same signal if the launcher is killed outright. ``options`` go to ``subprocess``.
    """
    with ExitStack() as pile:
        with _signaux_retenus():
            processus = subprocess.Popen([str(morceau) for morceau in commande], preexec_fn=suivre_le_parent(arret), **options)
            pile.callback(arreter, processus, arret, delai_arret)
        yield processus


@contextmanager
def servir(
    commande: Sequence[str | Path],
    *,
    compte: Compte,
    dossier: Path,
    arret: signal.Signals,
    delai_arret: float,
    pret: Callable[[], bool],
    delai: float,
) -> Iterator[subprocess.Popen]:
    """Run a server of its own session for the time of the block, which begins once ``pret`` says yes.

    Raises ErreurLancement when it ends or stays silent for ``delai`` seconds.
    """
    journal = dossier / "journal.log"
    debut = journal.stat().st_size if journal.exists() else 0
    options = {"cwd": dossier, "env": _ENVIRONNEMENT, "stdin": subprocess.DEVNULL, "start_new_session": True}
    with journal.open("ab") as sortie:
        sorties = {"stdout": sortie, "stderr": sortie}
        tenu = tenir(commande, arret=arret, delai_arret=delai_arret, **options, **sorties, **compte.options)
        with tenu as processus:
            attendu = attendre(lambda: processus.poll() is not None or pret(), delai)
            if not attendu or processus.poll() is not None:
                mots = _dernieres_lignes(journal.read_bytes()[debut:].decode(errors="replace"))
                raise ErreurLancement(f"{Path(commande[0]).name} n’a pas démarré (voir {journal}) : {mots}")
            yield processus


def arreter(processus: subprocess.Popen, numero: signal.Signals, delai: float) -> None:
    """Stop a server with its own signal, and with SIGKILL when it has not ended after ``delai`` seconds."""
    if processus.poll() is None:
        processus.send_signal(numero)
    try:
        processus.wait(delai)
    except subprocess.TimeoutExpired:
        processus.kill()
        processus.wait()


def arreter_orphelin(pid: int, marque: str, numero: signal.Signals, delai: float = 10) -> None:
    """Stop a server that outlived its launcher; ``marque`` is the text of its command line that proves it is ours."""
    if marque not in ligne_de_commande(pid):
        return
    os.kill(pid, numero)
    if not attendre(lambda: marque not in ligne_de_commande(pid), delai):
        raise ErreurLancement(f"Un ancien serveur (processus {pid}) ne s’arrête pas : l’arrêter avec « kill -9 {pid} ».")


def attendre(condition: Callable[[], bool], delai: float) -> bool:
    """Wait until the condition holds, at most ``delai`` seconds, and tell whether it does."""
    fin = time.monotonic() + delai
    while not condition():
        if time.monotonic() > fin:
            return False
        time.sleep(_PAS)
    return True


def lire_pid(fichier: Path) -> int | None:
    """Return the process number on the first line of a file, None when there is none."""
    premiere = fichier.read_text().split("\n", 1)[0].strip() if fichier.exists() else ""
    return int(premiere) if premiere.isdigit() else None


def ligne_de_commande(pid: int) -> str:
    """Return the command line of a process, its arguments parted by spaces; empty when there is none."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def _dernieres_lignes(texte: str) -> str:
    lignes = [ligne.strip() for ligne in texte.splitlines() if ligne.strip()]
    return " / ".join(lignes[-2:]) or "aucun message"
