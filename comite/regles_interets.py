"""When a declared interest touches a project. Pure: no ORM, no clock.

« Un membre qui a un intérêt personnel à l’affaire ne prend pas part à la délibération » (CRPA, R. 133-12).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from comite.enums import LienInteret
from manufactures.departements import departement_du_code
from manufactures.regles import normaliser

_SIREN, _SIRET = 9, 14
_CODE = re.compile(r"\d{5}|2[AB]\d{3}|\d{2}|2[AB]|97\d")


@dataclass(frozen=True)
class Interet:
    """One declared link, as typed."""

    genre: LienInteret
    valeur: str


@dataclass(frozen=True)
class FaitsDuProjet:
    """What an interest may touch: names and addresses of the team, bodies of the project, INSEE codes of its sites."""

    personnes: frozenset[str] = frozenset()
    structures: frozenset[str] = frozenset()
    sirens: frozenset[str] = frozenset()
    communes: frozenset[str] = frozenset()

    @classmethod
    def lus(cls, *, personnes: Iterable[str], structures: Iterable[str], sirets: Iterable[str], communes: Iterable[str]) -> "FaitsDuProjet":
        """Build the facts from the record, blanks dropped."""
        return cls(
            personnes=frozenset(n for p in personnes if (n := reduire(p))),
            structures=frozenset(n for s in structures if (n := reduire(s))),
            sirens=frozenset(s[:_SIREN] for s in sirets if len(s) >= _SIREN),
            communes=frozenset(c for c in communes if c),
        )


def reduire(texte: str) -> str:
    """Return a name without accents, case, punctuation or double spaces, to compare it."""
    return " ".join(re.findall(r"[\w@.]+", normaliser(texte)))


def siren_de(texte: str) -> str:
    """Return the SIREN typed alone (or that of a SIRET), or an empty string for a name."""
    chiffres = re.sub(r"[\s.\u00a0\u202f-]", "", texte)
    return chiffres[:_SIREN] if chiffres.isascii() and chiffres.isdigit() and len(chiffres) in (_SIREN, _SIRET) else ""


def code_de_territoire(texte: str) -> str:
    """Return the code of a commune or of a département, in capitals; empty when it is neither."""
    code = texte.strip().upper()
    return code if _CODE.fullmatch(code) else ""


def touche(interet: Interet, faits: FaitsDuProjet) -> bool:
    """Tell whether an interest makes a conflict with a project; a link of free text is read by people, not by a rule."""
    if interet.genre == LienInteret.PERSONNE:
        return reduire(interet.valeur) in faits.personnes
    if interet.genre == LienInteret.STRUCTURE:
        siren = siren_de(interet.valeur)
        return siren in faits.sirens if siren else reduire(interet.valeur) in faits.structures
    return interet.genre == LienInteret.TERRITOIRE and _couvre(code_de_territoire(interet.valeur), faits.communes)


def _couvre(code: str, communes: frozenset[str]) -> bool:
    return bool(code) and (code in communes or code in {departement_du_code(c) for c in communes})


def conflit(interets: Iterable[Interet], faits: FaitsDuProjet) -> Interet | None:
    """Return the first interest that touches a project, or None."""
    return next((interet for interet in interets if touche(interet, faits)), None)
