"""The fair rule of the waiting list: order of request, one offer at a time, nobody jumps. No ORM, no clock."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from socle.lib.dates import PARIS
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
    """A free half-day: whose it is, when it begins."""

    pk: int
    expert: int
    debut: datetime


@dataclass(frozen=True)
class Place:
    """A place in line: since when, which experts suit it, between which days (both included) its project may book."""

    pk: int
    projet: int
    depuis: datetime
    experts: frozenset[int]
    du: date
    au: date

    @property
    def ordre(self) -> tuple[datetime, int]:
        """The place in line: the older first, then the first written."""
        return self.depuis, self.pk

    def convient(self, libre: Libre) -> bool:
        """Tell whether a half-day may be offered to this place."""
        return libre.expert in self.experts and self.du <= libre.debut.astimezone(PARIS).date() <= self.au


def offres(places: Iterable[Place], libres: Iterable[Libre]) -> dict[int, int]:
    """Return the offers to make, place → half-day: each place in its order takes the soonest that suits it and is left."""
    restants, faites = sorted(libres, key=lambda c: (c.debut, c.pk)), {}
    for place in sorted(places, key=lambda p: p.ordre):
        choisi = next((c for c in restants if place.convient(c)), None)
        if choisi is not None:
            faites[place.pk] = choisi.pk
            restants.remove(choisi)
    return faites


def refus_de_passer_devant(libre: Libre, projet: int, places: Collection[Place]) -> Refus | None:
    """Refuse a half-day to a project while another waits for it, save when its own place comes first."""
    attendue = [p for p in places if p.convient(libre)]
    premiere = min(attendue, key=lambda p: p.ordre, default=None)
    return None if premiere is None or premiere.projet == projet else PAS_VOTRE_TOUR


def fin_de_l_offre(maintenant: datetime, heures: int, debut: datetime) -> datetime:
    """Return until when an offer holds: ``heures`` of elapsed time, and never beyond the start of the half-day."""
    return min(maintenant + timedelta(hours=heures), debut)
