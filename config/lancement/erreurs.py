"""The one error of the launcher, and the French words for the system's refusals."""

import errno
import shutil

_RAISONS = {
    errno.EACCES: "accès refusé",
    errno.EPERM: "opération interdite",
    errno.EADDRINUSE: "il est déjà utilisé par un autre programme",
    errno.ENOSPC: "le disque est plein",
    errno.EROFS: "le disque est en lecture seule",
    errno.ENOTDIR: "un fichier tient la place d’un dossier",
    errno.EEXIST: "un fichier tient la place d’un dossier",
}


class ErreurLancement(Exception):
    """A reason not to start, told to the user in one French sentence."""


def raison(erreur: OSError) -> str:
    """Return why the system refused, in French when we know the words."""
    if isinstance(erreur, shutil.Error):  # one error for many files, each with its own story
        return "des fichiers n’ont pas pu être copiés (le disque est-il plein ?)"
    return _RAISONS.get(erreur.errno, erreur.strerror or str(erreur))
