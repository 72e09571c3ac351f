"""Pure rules of the watch over credits: pace, forecast, advice, alerts. No ORM, no clock. Half-days are whole numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from socle.lib.dates import ajouter_mois
from socle.lib.francais import demi_journees as en_demi_journees


def part_du_temps(debut: date, fin: date, jour: date) -> int:
    """Return the share of the two years gone by on a day, in whole points from 0 to 100."""
    ecoules = min(max((jour - debut).days, 0), (fin - debut).days)
    return 100 * ecoules // (fin - debut).days


def part_utilisee(consommees: int, accordees: int) -> int:
    """Return the share of the half-days granted that is used, in whole points; 0 when nothing is granted."""
    return 100 * consommees // accordees if accordees else 0


def mois_restants(fin: date, jour: date) -> int:
    """Return the whole months from a day to the end, 0 once it is less than one."""
    if jour >= fin:
        return 0
    mois = (fin.year - jour.year) * 12 + fin.month - jour.month
    return mois if ajouter_mois(jour, mois) <= fin else mois - 1


@dataclass(frozen=True)
class Usage:
    """Half-days of a project or of a need: granted, used, held for missions agreed or asked for, expired."""

    accordees: int
    consommees: int
    reservees: int
    expirees: int = 0

    @property
    def disponibles(self) -> int:
        return self.accordees - self.consommees - self.reservees - self.expirees

    @property
    def engagees(self) -> int:
        """Half-days promised to an expert: used or held."""
        return self.consommees + self.reservees


def prevision_inutilisees(usage: Usage, debut: date, fin: date, jour: date, observation: int) -> int | None:
    """Return the half-days that will be left at the end if the pace so far goes on, or None: too early to tell.

    What is to be used until the end is the larger of the half-days held and of ``used ÷ days gone by × days left``
    (rounded down). ``observation``: days to wait before a pace means something.
    """
    ecoules = min((jour - debut).days, (fin - debut).days)
    if ecoules < max(observation, 1):
        return None
    au_rythme = usage.consommees * max((fin - jour).days, 0) // ecoules
    return max(usage.disponibles + usage.reservees - max(usage.reservees, au_rythme), 0)


def est_dormant(usage: Usage, dernier: date, mois: int, jour: date) -> bool:
    """Tell whether half-days are left to book and nothing has moved in the ledger for ``mois`` months."""
    return usage.disponibles > 0 and ajouter_mois(dernier, mois) <= jour


class Geste(Enum):
    """What the coordination may do about half-days that would be lost."""

    RIEN = "rien"
    CONSTATER = "constater"
    PROPOSER = "proposer"
    TRANSFERER = "transferer"
    PROLONGER = "prolonger"
    CLORE = "clore"


@dataclass(frozen=True)
class Conseil:
    """An advice: what to do with how many half-days, of which need, to which other."""

    geste: Geste
    demi_journees: int = 0
    de: str = ""
    vers: str = ""

    @property
    def phrase(self) -> str:
        """The advice as a sentence; empty when there is nothing to do."""
        n = en_demi_journees(self.demi_journees)
        return {
            Geste.RIEN: "",
            Geste.CONSTATER: f"Constatez l’expiration de {n}, ou prolongez l’accompagnement.",
            Geste.PROPOSER: f"Proposez {n} sur «\u00a0{self.de}\u00a0».",
            Geste.TRANSFERER: f"Transférez {n} de «\u00a0{self.de}\u00a0» à «\u00a0{self.vers}\u00a0».",
            Geste.CLORE: "Concluez le bilan d’autonomie, puis l’accompagnement.",
            Geste.PROLONGER: f"Prolongez l’accompagnement\u00a0: {n} sur «\u00a0{self.de}\u00a0» n’ont plus le temps d’être prises.",
        }[self.geste]


def conseil(
    usages: Sequence[tuple[str, Usage]], prevues: int | None, dormant: bool, fin: date, jour: date, mois_pour_prolonger: int
) -> Conseil:
    """Return the advice on a project. ``usages``: each need by name; ``prevues``: the half-days the forecast leaves unused.

    In the order: once the end is past, write the expiry, then conclude; near the end (less than ``mois_pour_prolonger`` months), extend;
    when another need has none left, transfer; otherwise propose half-days on the need that has the most left.
    """
    libres = sum(usage.disponibles for _, usage in usages)
    if jour > fin:
        return Conseil(Geste.CONSTATER, libres) if libres else Conseil(Geste.CLORE)
    perdues = prevues or (libres if dormant else 0)
    de, usage = max(usages, key=lambda u: u[1].disponibles, default=("", Usage(0, 0, 0)))
    perdues = min(perdues, usage.disponibles)
    if perdues <= 0:
        return Conseil(Geste.RIEN)
    if mois_restants(fin, jour) < mois_pour_prolonger:
        return Conseil(Geste.PROLONGER, perdues, de)
    if vers := next((nom for nom, u in usages if u.accordees and not u.disponibles), ""):
        return Conseil(Geste.TRANSFERER, perdues, de, vers)
    return Conseil(Geste.PROPOSER, perdues, de)


def seuil_d_alerte(fin: date, jour: date, seuils: Iterable[int]) -> int | None:
    """Return the nearest threshold passed, in months before the end, or None: too early, or the end is past.

    Only one: a round that runs late says what is true that day, not what it missed.
    """
    if jour > fin:
        return None
    return min((mois for mois in seuils if ajouter_mois(fin, -mois) <= jour), default=None)


@dataclass(frozen=True)
class Niveau:
    """Where half-days stood at the end of a period: announced, promised, used, gone at expiry."""

    jour: date
    annoncees: int
    engagees: int
    consommees: int
    expirees: int = 0

    @property
    def restantes(self) -> int:
        return self.annoncees - self.consommees - self.expirees

    @property
    def dernier_jour(self) -> date:
        """The last day of its month."""
        return ajouter_mois(self.jour, 1) - timedelta(days=1)


def niveaux(mouvements: Iterable[tuple[date, int, int, int, int]]) -> list[Niveau]:
    """Add up what each period brought, in order: announced, held, used, expired; promised is held plus used."""
    releves, annoncees, reservees, consommees, expirees = [], 0, 0, 0, 0
    for jour, plus_annoncees, plus_reservees, plus_consommees, plus_expirees in mouvements:
        annoncees, reservees = annoncees + plus_annoncees, reservees + plus_reservees
        consommees, expirees = consommees + plus_consommees, expirees + plus_expirees
        releves.append(Niveau(jour, annoncees, reservees + consommees, consommees, expirees))
    return releves
