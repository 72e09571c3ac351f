"""Experts and their free half-days."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Exists, IntegerField, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accompagnement.enums import STATUTS_FAITS, StatutCreneau
from accompagnement.models import Besoin, Creneau, Expert, ExpertBesoin, Mission
from accompagnement.regles import nom_de_la_demi_journee
from socle.lib.dates import PARIS, a_paris, ajouter_mois


@dataclass(frozen=True)
class Case:
    """A half-day of an agenda as a reader sees it."""

    creneau: Creneau
    nom: str
    libre: bool


@dataclass(frozen=True)
class Jour:
    """A day with its half-days, in order."""

    date: date
    cases: tuple[Case, ...]


def experts_avec_agenda(maintenant: datetime) -> QuerySet[Expert]:
    """Return active experts with ``libres`` (free half-days ahead), ``prochaine`` (the first) and ``faites`` (missions done)."""
    libres = Creneau.objects.filter(expert=OuterRef("pk"), statut=StatutCreneau.OUVERT, debut__gt=maintenant).order_by().values("expert")
    faites = Mission.objects.filter(expert=OuterRef("pk"), statut__in=STATUTS_FAITS).order_by().values("expert")
    return (
        Expert.objects.filter(actif=True)
        .select_related("utilisateur")
        .annotate(
            libres=Coalesce(Subquery(libres.annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField()),
            prochaine=Subquery(libres.annotate(premier=Min("debut")).values("premier")),
            faites=Coalesce(Subquery(faites.annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField()),
        )
    )


def annuaire(maintenant: datetime, *, besoin: str = "", territoire: str = "") -> QuerySet[Expert]:
    """Return the directory with the needs of each expert, of one need or territory when given."""
    experts = experts_avec_agenda(maintenant).prefetch_related("besoins")
    if besoin:
        experts = experts.filter(Exists(ExpertBesoin.objects.filter(expert=OuterRef("pk"), besoin__code=besoin)))
    return experts.filter(territoire__icontains=territoire) if territoire else experts


def experts_du_besoin(besoin: Besoin, maintenant: datetime) -> QuerySet[Expert]:
    """Return the experts of a need, those who are free soonest first, the less asked first."""
    sait = ExpertBesoin.objects.filter(expert=OuterRef("pk"), besoin=besoin)
    return experts_avec_agenda(maintenant).filter(Exists(sait)).order_by("prochaine", "faites", "pk")


def _premier_instant(mois: date) -> datetime:
    return a_paris(mois.replace(day=1), time(0))


def jours_de_l_agenda(expert: Expert, mois: date, maintenant: datetime) -> list[Jour]:
    """Return the days of a month that hold a half-day of an expert, past ones left out, with what is taken."""
    debut, fin = _premier_instant(mois), _premier_instant(ajouter_mois(mois, 1))
    creneaux = expert.creneaux.filter(debut__gte=max(debut, maintenant), debut__lt=fin).exclude(statut=StatutCreneau.RETIRE)
    return en_jours(list(creneaux.order_by("debut")))


def en_jours(creneaux: list[Creneau]) -> list[Jour]:
    """Group half-days by day, in Paris."""
    par_jour: dict[date, list[Case]] = {}
    for creneau in creneaux:
        case = Case(creneau, nom_de_la_demi_journee(creneau.debut), creneau.statut == StatutCreneau.OUVERT)
        par_jour.setdefault(creneau.debut.astimezone(PARIS).date(), []).append(case)
    return [Jour(jour, tuple(cases)) for jour, cases in par_jour.items()]


def mois_suivant_avec_creneau(expert: Expert, mois: date, maintenant: datetime) -> date | None:
    """Return the first month after ``mois`` where an expert is free, or None."""
    return _mois_libre(expert, max(_premier_instant(ajouter_mois(mois, 1)), maintenant))


def premier_mois_libre(expert: Expert, maintenant: datetime) -> date:
    """Return the first month where an expert is free, this month when she is not."""
    return _mois_libre(expert, maintenant) or maintenant.astimezone(PARIS).date().replace(day=1)


def _mois_libre(expert: Expert, depuis: datetime) -> date | None:
    prochain = expert.creneaux.filter(statut=StatutCreneau.OUVERT, debut__gt=depuis).order_by("debut").first()
    return prochain.debut.astimezone(PARIS).date().replace(day=1) if prochain else None


def agenda(expert: Expert, maintenant: datetime) -> QuerySet[Creneau]:
    """Return the half-days ahead of an expert, for her own page."""
    return expert.creneaux.filter(fin__gt=maintenant).exclude(statut=StatutCreneau.RETIRE).order_by("debut")
