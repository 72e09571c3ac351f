"""The agenda of an expert as she keeps it: half-days of a month, rules, exceptions, busy calendars. Four statements."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from accompagnement.enums import STATUTS_SANS_CRENEAU, StatutCreneau
from accompagnement.models import CalendrierOccupe, Creneau, Disponibilite, ExceptionAgenda, Expert, Mission, PlageOccupee
from accompagnement.regles import nom_de_la_demi_journee
from socle.lib.dates import PARIS, a_paris, ajouter_mois


@dataclass(frozen=True)
class CaseTenue:
    """A half-day of her agenda: free, booked (by whom, and whether a calendar says she is busy), or withdrawn by hand."""

    creneau: Creneau
    nom: str

    @property
    def libre(self) -> bool:
        return self.creneau.statut == StatutCreneau.OUVERT

    @property
    def retenue(self) -> bool:
        return self.creneau.statut == StatutCreneau.RETENU

    @property
    def offerte(self) -> bool:
        """Kept for the first project of the waiting list."""
        return self.creneau.statut == StatutCreneau.OFFERT


@dataclass(frozen=True)
class JourTenu:
    """A day with its half-days, in order."""

    date: date
    cases: tuple[CaseTenue, ...]


@dataclass(frozen=True)
class AgendaTenu:
    """All that the page of an agenda shows."""

    jours: tuple[JourTenu, ...]
    regles: tuple[Disponibilite, ...]
    exceptions: tuple[ExceptionAgenda, ...]
    calendriers: tuple[CalendrierOccupe, ...]

    @property
    def libres(self) -> int:
        return sum(case.libre for jour in self.jours for case in jour.cases)

    @property
    def en_conflit(self) -> list[CaseTenue]:
        """Booked half-days that a busy calendar covers: the expert decides, nothing is cancelled for her."""
        return [case for jour in self.jours for case in jour.cases if case.retenue and case.creneau.occupe]


def agenda_tenu(expert: Expert, mois: date, maintenant: datetime) -> AgendaTenu:
    """Read the agenda of an expert, its half-days to come of one month."""
    aujourd_hui = maintenant.astimezone(PARIS).date()
    return AgendaTenu(
        jours=tuple(_en_jours(_creneaux(expert, mois, maintenant))),
        regles=tuple(Disponibilite.objects.filter(expert=expert)),
        exceptions=tuple(ExceptionAgenda.objects.filter(expert=expert, au__gte=aujourd_hui)),
        calendriers=tuple(CalendrierOccupe.objects.filter(expert=expert)),
    )


def _creneaux(expert: Expert, mois: date, maintenant: datetime) -> QuerySet[Creneau]:
    """Half-days of a month, those the rules withdrew left out; of two at the same hour, the live one first."""
    debut, fin = (a_paris(jour.replace(day=1), time(0)) for jour in (mois, ajouter_mois(mois, 1)))
    prises = PlageOccupee.objects.filter(calendrier__expert=OuterRef("expert"), debut__lt=OuterRef("fin"), fin__gt=OuterRef("debut"))
    missions = Mission.objects.filter(creneau=OuterRef("pk")).exclude(statut__in=STATUTS_SANS_CRENEAU)
    return (
        Creneau.objects.filter(expert=expert, par_l_agenda=False, debut__gte=max(debut, maintenant), debut__lt=fin)
        .annotate(occupe=Exists(prises), mission_pk=Subquery(missions.values("pk")[:1]), projet=Subquery(missions.values("projet__nom")[:1]))
        .order_by("debut", "-pk")
    )


def _en_jours(creneaux: QuerySet[Creneau]) -> list[JourTenu]:
    vivants, retires = {}, {}
    for c in creneaux:
        (retires if c.statut == StatutCreneau.RETIRE else vivants).setdefault(c.debut, c)
    par_jour: dict[date, list[CaseTenue]] = {}
    for debut, creneau in sorted((retires | vivants).items()):
        par_jour.setdefault(debut.astimezone(PARIS).date(), []).append(CaseTenue(creneau, nom_de_la_demi_journee(debut)))
    return [JourTenu(jour, tuple(cases)) for jour, cases in par_jour.items()]
