"""System libraries and programs that pip cannot bring: installed by apt for root, else named in one sentence."""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from config.lancement.erreurs import ErreurLancement


@dataclass(frozen=True)
class Besoin:
    """A Debian package and the way to know that what it brings is there."""

    paquet: str
    present: Callable[[], bool]


def _bibliotheque(nom: str) -> bool:
    try:
        ctypes.CDLL(nom)
    except OSError:
        return False
    return True


def _programme(nom: str) -> bool:
    return shutil.which(nom) is not None


PDF = (
    Besoin("libpango-1.0-0", partial(_bibliotheque, "libpango-1.0.so.0")),
    Besoin("libpangoft2-1.0-0", partial(_bibliotheque, "libpangoft2-1.0.so.0")),
    Besoin("libharfbuzz-subset0", partial(_bibliotheque, "libharfbuzz-subset.so.0")),
)
ESSAIS = (
    *PDF,
    Besoin("chromium", partial(_programme, "chromium")),
    Besoin("poppler-utils", partial(_programme, "pdftotext")),
)


def exiger(besoins: Sequence[Besoin]) -> None:
    """Make sure every need is met, installing what is missing when root.

    Raises ErreurLancement with the line to type when something is still missing.
    """
    if _manquants(besoins) and os.geteuid() == 0 and _programme("apt-get"):
        _installer(_manquants(besoins))
    if reste := _manquants(besoins):
        raise ErreurLancement(f"Il manque au système : {', '.join(reste)}. Les installer avec : {ligne_apt(reste)}")


def ligne_apt(paquets: Sequence[str]) -> str:
    """Return the command an administrator types to install packages."""
    return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(paquets)}"


def _manquants(besoins: Sequence[Besoin]) -> list[str]:
    return [besoin.paquet for besoin in besoins if not besoin.present()]


def _installer(paquets: list[str]) -> None:
    """Install packages without a question; a failure shows in what is still missing afterwards."""
    print(f"Installation des paquets du système : {', '.join(paquets)}…", flush=True)
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    silencieux = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for suite in (["update"], ["install", "-y", "--no-install-recommends", *paquets]):
        subprocess.run([*apt, *suite], env=silencieux, stdout=subprocess.DEVNULL)
