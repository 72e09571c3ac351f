"""The command lines of the platform's processes: the only ones, used on a workstation and in containers alike."""

import os
import sys
from pathlib import Path

NOMS = ("web", "worker", "beat")


def commande(nom: str, *, data_dir: Path, port: int) -> list[str]:
    """Return the program and arguments of one process (``web``, ``worker`` or ``beat``)."""
    return {"web": _web, "worker": _worker, "beat": _beat}[nom](data_dir, port)


def remplacer_par(nom: str, *, data_dir: Path, port: int) -> None:
    """Become the process, so that a container's signals reach it directly."""
    morceaux = commande(nom, data_dir=data_dir, port=port)
    os.execv(morceaux[0], morceaux)


def _web(_data_dir: Path, port: int) -> list[str]:
    return [
        *_module("gunicorn", "config.wsgi"),
        f"--bind={os.environ.get('ECOUTE') or '127.0.0.1'}:{port}",
        "--worker-class=gthread",
        "--preload",  # read once, shared by the workers
        f"--workers={os.environ.get('WEB_CONCURRENCY') or 2}",
        "--threads=4",
        "--timeout=60",
        "--graceful-timeout=25",
        "--worker-tmp-dir=/dev/shm",  # noqa: S108 - a heartbeat file, kept in memory
        "--no-control-socket",
        "--log-level=warning",
    ]


def _worker(_data_dir: Path, _port: int) -> list[str]:
    sobre = ["--concurrency=2", "--loglevel=WARNING", "--without-gossip", "--without-mingle"]
    return [*_celery("worker"), *sobre]


def _beat(data_dir: Path, _port: int) -> list[str]:
    return [
        *_celery("beat"),
        f"--schedule={data_dir / 'calendrier-beat'}",
        "--pidfile=",
        "--loglevel=WARNING",
    ]


def _celery(role: str) -> list[str]:
    """Return the start of a Celery command, without its banner nor its advice against root (a workstation's choice)."""
    sans_avis = ["-W", "ignore::UserWarning:celery.platforms"]
    return [sys.executable, *sans_avis, "-m", "celery", "--quiet", "-A", "config.celery", role]


def _module(*morceaux: str) -> list[str]:
    return [sys.executable, "-m", *morceaux]
