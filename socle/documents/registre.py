"""The documents each app knows how to make: declared in its ``pdf.py``, found at start."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from socle.comptes.acteur import Acteur


@dataclass(frozen=True)
class Modele:
    """A document: its code, its French title, how its content is read from an object's id, and its template."""

    code: str
    titre: str
    contexte: Callable[[int], Any]
    gabarit: str
    lisible: Callable[[int, Acteur], bool] | None = None

    def lire(self, objet_id: int) -> dict[str, Any]:
        """Return the template context: the fields of the app's dataclass, after ``titre`` (its own wins)."""
        contenu = self.contexte(objet_id)
        return {"titre": self.titre} | {f.name: getattr(contenu, f.name) for f in fields(contenu)}


_modeles: dict[str, Modele] = {}


def declarer(
    code: str, titre: str, contexte: Callable[[int], Any], gabarit: str, lisible: Callable[[int, Acteur], bool] | None = None
) -> Modele:
    """Declare a document. ``lisible`` may close it to a person who asked for it before she lost the right to read it.

    ``contexte`` gets the object's id, inside its programme, and returns a frozen dataclass.

    Its fields are the variables of the template; a field ``titre`` replaces the title, which names the file too.
    """
    if code in _modeles:
        raise ValueError(f"document declared twice: {code}")
    _modeles[code] = Modele(code, titre, contexte, gabarit, lisible)
    return _modeles[code]


def modele(code: str) -> Modele:
    """Return a declared document; raise ``KeyError`` for another."""
    return _modeles[code]


def reste_lisible(code: str, objet_id: int, acteur: Acteur) -> bool:
    """Tell whether a person may still read a document of an object, as far as its app knows."""
    modele = _modeles.get(code)
    return modele is None or modele.lisible is None or modele.lisible(objet_id, acteur)


_gardes: list[Callable[[int, Acteur], bool]] = []


def garder(garde: Callable[[int, Acteur], bool]) -> None:
    """Let an app close a file (the id of its version) to a person who lost the right to read it since she got its link."""
    _gardes.append(garde)


def fichier_reste_ouvert(version_pk: int, acteur: Acteur) -> bool:
    """Tell whether no app closes a file to a person."""
    return all(garde(version_pk, acteur) for garde in _gardes)


def modeles() -> list[Modele]:
    """Return all documents, in the order of their codes."""
    return [_modeles[code] for code in sorted(_modeles)]
