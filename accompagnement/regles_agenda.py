"""Which half-days an expert offers: week rules, exceptions, public holidays of the territory, busy times. No ORM, no clock."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accompagnement.enums import JourDeSemaine, Moment, NatureException, StatutCreneau
from accompagnement.regles import APRES_MIDI, MATIN, DemiJournee
from socle.lib.dates import a_paris, est_ferie
from socle.lib.refus import Refus

HORLOGE = {Moment.MATIN: MATIN, Moment.APRES_MIDI: APRES_MIDI}
CALENDRIERS_MAX = 3
DUREE_MAX_EXCEPTION = 366  # days


@dataclass(frozen=True)
class RegleHebdomadaire:
    """A half of a weekday, offered from a day to another, both included (no end: for ever)."""

    jour: int
    moment: str
    du: date
    au: date | None = None

    def couvre(self, jour: date, moment: str) -> bool:
        return jour.weekday() == self.jour and moment == self.moment and self.du <= jour <= (self.au or jour)


@dataclass(frozen=True)
class Ecart:
    """A range of days closed, or opened out of the rule; no ``moment``: the whole day."""

    nature: str
    du: date
    au: date
    moment: str = ""

    def couvre(self, jour: date, moment: str) -> bool:
        return self.du <= jour <= self.au and self.moment in ("", moment)


@dataclass(frozen=True)
class Plage:
    """A range of time, its end left out."""

    debut: datetime
    fin: datetime

    def chevauche(self, debut: datetime, fin: datetime) -> bool:
        return self.debut < fin and debut < self.fin


def demi_journee(jour: date, moment: str) -> DemiJournee:
    """Return a half of any day, by the clock of Paris: 3 h 30 long, on the days the clock changes too."""
    nom, debut, fin = HORLOGE[Moment(moment)]
    return DemiJournee(nom, a_paris(jour, debut), a_paris(jour, fin))


def est_offerte(
    jour: date, moment: str, regles: Iterable[RegleHebdomadaire], ecarts: Collection[Ecart], territoire: str | None
) -> bool:
    """Tell whether a half-day is offered: closed wins, then opened, then the week rules on days that are no holiday."""
    natures = {e.nature for e in ecarts if e.couvre(jour, moment)}
    if NatureException.FERMEE in natures:
        return False
    if NatureException.OUVERTE in natures:
        return True
    return not est_ferie(jour, territoire) and any(r.couvre(jour, moment) for r in regles)


def demi_journees_offertes(
    *,
    premier: date,
    dernier: date,
    regles: Collection[RegleHebdomadaire] = (),
    ecarts: Collection[Ecart] = (),
    occupees: Collection[Plage] = (),
    territoire: str | None = None,
) -> list[DemiJournee]:
    """Return the half-days offered from a day to another, both included, in order; busy times take theirs away."""
    jours = (premier + timedelta(days=n) for n in range((dernier - premier).days + 1))
    offertes = (demi_journee(j, m) for j in jours for m in Moment if est_offerte(j, m, regles, ecarts, territoire))
    return [d for d in offertes if not est_occupee(d.debut, d.fin, occupees)]


def est_occupee(debut: datetime, fin: datetime, occupees: Iterable[Plage]) -> bool:
    """Tell whether a busy time overlaps a slot; touching its edge is not overlapping."""
    return any(p.chevauche(debut, fin) for p in occupees)


def est_fermee(jour: date, moment: str, ecarts: Iterable[Ecart]) -> bool:
    """Tell whether an exception closes a half-day."""
    return any(e.nature == NatureException.FERMEE and e.couvre(jour, moment) for e in ecarts)


# --- From what is offered to the slots that exist ------------------------------------------------


@dataclass(frozen=True)
class CreneauVu:
    """A slot as it stands. ``par_l_agenda``: withdrawn by the rules, not by a person; ``des_regles``: opened by them."""

    pk: int
    debut: datetime
    fin: datetime
    statut: str
    des_regles: bool
    par_l_agenda: bool

    @property
    def vivant(self) -> bool:
        return self.statut != StatutCreneau.RETIRE


@dataclass(frozen=True)
class Mouvements:
    """What to do so that the slots say what the rules say."""

    ouvrir: tuple[DemiJournee, ...]
    rouvrir: frozenset[int]
    retirer: frozenset[int]


def mouvements_de_l_agenda(offertes: Collection[DemiJournee], existants: Collection[CreneauVu], permis: Collection[int]) -> Mouvements:
    """Compare what is offered with the slots of the same days.

    A booked slot is left alone, and so is one a person withdrew. ``permis``: slots opened by hand that neither an
    exception closes nor a busy time takes. Applied, it asks for nothing more the second time.
    """
    voulues = {d.debut: d for d in offertes}
    garde = {c.pk for c in existants if (c.debut in voulues and voulues[c.debut].fin == c.fin if c.des_regles else c.pk in permis)}
    retirer = {c.pk for c in existants if c.statut == StatutCreneau.OUVERT and c.pk not in garde}
    occupes = [c for c in existants if c.vivant and c.pk not in retirer]
    rouvrir, ouvrir = set(), []
    for creneau in sorted(existants, key=lambda c: -c.pk):
        if creneau.par_l_agenda and not creneau.vivant and creneau.pk in garde and _place(creneau, occupes):
            rouvrir.add(creneau.pk)
            occupes.append(creneau)
    retires_a_la_main = {c.debut for c in existants if not c.vivant and not c.par_l_agenda}
    for voulue in voulues.values():
        if voulue.debut not in retires_a_la_main and _place(voulue, occupes):
            ouvrir.append(voulue)
    return Mouvements(tuple(ouvrir), frozenset(rouvrir), frozenset(retirer))


def _place(voulu: CreneauVu | DemiJournee, occupes: Iterable[CreneauVu]) -> bool:
    return not any(Plage(c.debut, c.fin).chevauche(voulu.debut, voulu.fin) for c in occupes)


# --- What may be written ------------------------------------------------------------------------


def refus_de_regle(jour: int, du: date, au: date | None) -> Refus | None:
    """Refuse a rule that ends before it begins, or on a day that is not of the week rules."""
    if jour not in JourDeSemaine.values:
        return Refus("jour_inconnu", "Choisissez un jour du lundi au vendredi ; un samedi s’ouvre par une exception.")
    if au is not None and au < du:
        return Refus("plage_inversee", "Le dernier jour vient avant le premier : corrigez l’une des deux dates.")
    return None


def refus_d_exception(du: date, au: date, aujourd_hui: date) -> Refus | None:
    """Refuse a range that is backwards, over, or longer than a year."""
    if au < du:
        return Refus("plage_inversee", "Le dernier jour vient avant le premier : corrigez l’une des deux dates.")
    if au < aujourd_hui:
        return Refus("plage_passee", "Ces jours sont passés : indiquez des jours à venir.")
    if (au - du).days >= DUREE_MAX_EXCEPTION:
        return Refus("plage_longue", "Une exception dure un an au plus : mettez plutôt fin à vos règles de la semaine.")
    return None


def refus_de_calendrier(nombre: int) -> Refus | None:
    """Refuse one calendar too many."""
    if nombre < CALENDRIERS_MAX:
        return None
    return Refus("trop_de_calendriers", f"Vous suivez déjà {CALENDRIERS_MAX} calendriers : retirez-en un d’abord.")
