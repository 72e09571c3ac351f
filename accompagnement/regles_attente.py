"""The fair rule of the waiting list: order of request, one offer at a time, nobody jumps. No ORM, no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from socle.lib.refus import Refus

IL_RESTE_DES_CRENEAUX = Refus("creneaux_libres", "Il reste des demi-journées libres pour ce besoin : réservez-en une.")
PAS_VOTRE_TOUR = Refus(
    "pas_votre_tour", "Des projets attendent une demi-journée de cet expert : celle-ci leur est offerte d’abord. Rejoignez la liste d’attente."
)
DEJA_EN_LISTE = Refus("deja_en_liste", "Votre projet a déjà sa place dans la liste d’attente de ce besoin.")
PLUS_EN_LISTE = Refus("plus_en_liste", "Cette place n’est plus dans la liste d’attente.")
OFFRE_PASSEE = Refus("offre_passee", "Cette offre est passée : le créneau revient au projet suivant. Rejoignez de nouveau la liste d’attente.")


@dataclass(frozen=True)
class Libre:
    """A free half-day: when it begins, and the places in line that it suits."""

    pk: int
    debut: datetime
    convient: frozenset[int]


def offres(file: Iterable[int], libres: Iterable[Libre]) -> dict[int, int]:
    """Return the offers to make, place → half-day: each place of the line in its order takes the soonest that suits it and is left."""
    restants, faites = sorted(libres, key=lambda c: (c.debut, c.pk)), {}
    for place in file:
        choisi = next((c for c in restants if place in c.convient), None)
        if choisi is not None:
            faites[place] = choisi.pk
            restants.remove(choisi)
    return faites


def refus_de_passer_devant(projet: int, file: Sequence[int]) -> Refus | None:
    """Refuse a half-day to a project while others wait for it (``file``, in order), save when its own place comes first."""
    return None if not file or file[0] == projet else PAS_VOTRE_TOUR


def fin_de_l_offre(maintenant: datetime, heures: int, debut: datetime) -> datetime:
    """Return until when an offer holds: ``heures`` of elapsed time, and never beyond the start of the half-day."""
    return min(maintenant + timedelta(hours=heures), debut)
