"""Pure rules of half-days in a calendar: each keeps one name, whatever becomes of it and of the others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fait:
    """A line of the journal that names slots of a mission; a move names the slot left, then the one taken."""

    creneaux: Sequence[int]
    deplacement: bool = False


@dataclass(frozen=True)
class DemiJourneeNommee:
    """A half-day a mission has (``tenue``) or had, its name, and its slot or the last it had."""

    nom: int
    creneau: int
    tenue: bool


def demi_journees_nommees(faits: Iterable[Fait], tenus: Iterable[int]) -> list[DemiJourneeNommee]:
    """Return each half-day a mission ever had; ``tenus``: the slots it holds now.

    A half-day is named by its slot, and a move exchanges the names of its two slots: the half-day keeps its own, and a slot that
    is taken again once left never has the name of another half-day.
    """
    noms: dict[int, int] = {}
    lues: dict[int, int] = {}
    for fait in faits:
        if fait.deplacement:
            de, vers = fait.creneaux
            noms[vers], noms[de] = noms.get(de, de), noms.get(vers, vers)
            lues[noms[vers]] = vers
        else:
            lues |= {noms.get(c, c): c for c in fait.creneaux}
    tenues = {noms.get(c, c): c for c in tenus}
    return [DemiJourneeNommee(nom, c, nom in tenues) for nom, c in (lues | tenues).items()]
