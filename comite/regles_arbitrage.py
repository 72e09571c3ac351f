"""The rules of the arbitration: sharing an envelope over ranked files, and the ceiling of de minimis aid. No database, no clock.

Amounts are euros. A « demande » is what one file asks, by line of the grant.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from socle.lib.dates import ajouter_mois

ZERO = Decimal(0)
Demande = Mapping[str, Decimal]
Montants = dict[str, Decimal]


def selon_le_rang(demandes: Mapping[int, Demande], reste: Decimal) -> dict[int, Montants]:
    """Give each file, the best ranked first (the order of ``demandes``), what it asks until nothing is left.

    The file that meets the end of the envelope gets what is left, line after line; those after it get nothing.
    """
    propose: dict[int, Montants] = {}
    for cle, demande in demandes.items():
        propose[cle] = {}
        for ligne, montant in demande.items():
            propose[cle][ligne] = min(montant, max(reste, ZERO))
            reste -= propose[cle][ligne]
    return propose


def au_prorata(demandes: Mapping[int, Demande], reste: Decimal) -> dict[int, Montants]:
    """Cut every line by the same share when more is asked than is left, down to the whole euro; else give what is asked."""
    demande = sum((montant for lignes in demandes.values() for montant in lignes.values()), ZERO)
    part = max(reste, ZERO)
    if demande <= part:
        return {cle: dict(lignes) for cle, lignes in demandes.items()}
    return {cle: {ligne: _a_l_euro(montant * part / demande) for ligne, montant in lignes.items()} for cle, lignes in demandes.items()}


def _a_l_euro(montant: Decimal) -> Decimal:
    return montant.quantize(Decimal(1), ROUND_DOWN)


def depassement(reste: Decimal, total: Decimal) -> Decimal:
    """Return by how much a total exceeds what is left of the envelope; 0 when it fits."""
    return max(total - reste, ZERO)


# --- De minimis ------------------------------------------------------------------------------------


def cumul_de_minimis(aides: Iterable[tuple[date, Decimal]], jour: date, annees: int) -> Decimal:
    """Return the de minimis aid received in the ``annees`` years that end on ``jour``, that day included.

    Règlement (UE) 2023/2831, article 3 § 2: « sur une période de trois ans », counted back from the day of each grant. The
    day that bears the same date ``annees`` years before is out of the window.
    """
    debut = ajouter_mois(jour, -12 * annees)
    return sum((montant for quand, montant in aides if debut < quand <= jour), ZERO)


def entreprise_unique(siren: str, liens: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the undertakings that are one with ``siren``, itself included, from links that bind both ways.

    Règlement (UE) 2023/2831, article 2 § 2: « les entreprises qui entretiennent au moins une des relations […] à travers une ou
    plusieurs autres entreprises sont également considérées comme une entreprise unique ».
    """
    voisins: dict[str, set[str]] = {}
    for une, autre in liens:
        voisins.setdefault(une, set()).add(autre)
        voisins.setdefault(autre, set()).add(une)
    groupe, a_suivre = {siren}, [siren]
    while a_suivre:
        nouveaux = voisins.get(a_suivre.pop(), set()) - groupe
        groupe |= nouveaux
        a_suivre += nouveaux
    return frozenset(groupe)


@dataclass(frozen=True)
class CumulDeMinimis:
    """What an undertaking has received under the regime in the window, and the ceiling in force that day (euros).

    ``liees``: the other undertakings that are one with it, whose aid is in ``deja``.
    """

    siren: str
    deja: Decimal
    plafond: Decimal
    annees: int
    liees: int = 0

    @property
    def disponible(self) -> Decimal:
        """What may still be granted; never below zero."""
        return max(self.plafond - self.deja, ZERO)

    def exces(self, montant: Decimal) -> Decimal:
        """Return by how much one more grant would exceed the ceiling; exactly the ceiling is allowed."""
        return max(self.deja + montant - self.plafond, ZERO)
