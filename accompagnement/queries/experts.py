"""Experts and their free half-days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Case as SqlCase
from django.db.models import Count, Exists, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from accompagnement.enums import STATUTS_ENGAGES, STATUTS_FAITS, StatutCreneau
from accompagnement.enums_missions import StatutAttente
from accompagnement.models import AttenteDeCreneau, Besoin, Creneau, Expert, ExpertBesoin, Mission
from accompagnement.regles import nom_de_la_demi_journee
from accompagnement.regles_distance import kilometres_vers
from manufactures.models import Projet
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
    return (
        Expert.objects.filter(actif=True)
        .select_related("utilisateur")
        .annotate(
            libres=_entier(libres.annotate(n=Count("pk")).values("n")),
            prochaine=Subquery(libres.annotate(premier=Min("debut")).values("premier")),
            faites=_entier(_missions(STATUTS_FAITS).annotate(n=Count("pk")).values("n")),
        )
    )


def _entier(sous_requete) -> Coalesce:
    return Coalesce(Subquery(sous_requete), 0, output_field=IntegerField())


def _missions(statuts, **filtre) -> QuerySet[Mission]:
    """The missions of an expert of the outer query, ready to be counted."""
    return Mission.objects.filter(expert=OuterRef("pk"), statut__in=statuts, **filtre).order_by().values("expert")


def avec_charge(experts: QuerySet[Expert], maintenant: datetime) -> QuerySet[Expert]:
    """Add the load and the spread of experts, in half-days, missions the expert said yes to or is asked for.

    ``charge_30`` and ``charge_90``: held in the days to come; ``engagees``: since the start; ``de_la_societe``: the same
    for her firm (herself when she has none); ``du_programme``: for everybody. Shares are read from these by ``parts``.
    """
    tenues = Creneau.objects.filter(expert=OuterRef("pk"), statut=StatutCreneau.RETENU, debut__gt=maintenant).order_by().values("expert")
    charges = {f"charge_{n}": _entier(tenues.filter(debut__lt=maintenant + timedelta(days=n)).annotate(n=Count("pk")).values("n")) for n in (30, 90)}
    toutes = Mission.objects.filter(statut__in=STATUTS_ENGAGES).order_by()
    firme = toutes.filter(expert__siren=OuterRef("siren")).exclude(expert__siren="").values("expert__siren")
    return experts.annotate(
        **charges,
        engagees=_entier(_missions(STATUTS_ENGAGES).annotate(n=Sum("demi_journees")).values("n")),
        de_la_societe=_entier(firme.annotate(n=Sum("demi_journees")).values("n")),
        du_programme=_entier(toutes.values("programme").annotate(n=Sum("demi_journees")).values("n")),
    )


def annuaire(
    maintenant: datetime, *, q: str = "", besoin: str = "", territoire: str = "", langue: str = "", distance: bool = False, pres_de: str = ""
) -> QuerySet[Expert]:
    """Return the directory, by name, with the needs, load and spread of each expert; every word of ``q`` must be found.

    ``pres_de``, the code of a département, puts the nearest first, those who do not say where they leave from last; ``km`` is then read.
    """
    experts = avec_charge(experts_avec_agenda(maintenant), maintenant).prefetch_related("besoins")
    for mot in q.split():
        experts = experts.filter(_porte_le_mot(mot))
    if besoin:
        experts = experts.filter(_sait(besoin__code=besoin))
    if territoire:
        experts = experts.filter(Q(territoire__icontains=territoire) | Q(zones__icontains=territoire) | Q(depart__icontains=territoire))
    if langue:
        experts = experts.filter(langues__contains=[langue])
    experts = experts.filter(a_distance=True) if distance else experts
    return experts.annotate(km=_kilometres(pres_de)).order_by(F("km").asc(nulls_last=True), *Expert._meta.ordering) if pres_de else experts


def _kilometres(vers: str) -> SqlCase:
    """How far from a département the one of each expert is."""
    quand = [When(departement=code, then=Value(km)) for code, km in kilometres_vers(vers).items()]
    return SqlCase(*quand, default=None, output_field=IntegerField())


def _porte_le_mot(mot: str) -> Q:
    """A word of the name, the firm, the presentation, a need or its proof."""
    siens = ("utilisateur__nom", "utilisateur__prenom", "societe", "presentation")
    cherche = Q(_sait(Q(besoin__titre__icontains=mot) | Q(besoin__titre_court__icontains=mot) | Q(preuve__icontains=mot)))
    for champ in siens:
        cherche |= Q(**{f"{champ}__icontains": mot})
    return cherche


def _sait(*conditions, **filtre) -> Exists:
    return Exists(ExpertBesoin.objects.filter(*conditions, expert=OuterRef("pk"), **filtre))


@dataclass(frozen=True)
class Parts:
    """The share of the half-days of the programme that an expert and her firm hold, in percent."""

    expert: int
    societe: int


def parts(expert: Expert) -> Parts:
    """Read the shares of an expert that ``avec_charge`` counted."""
    total = expert.du_programme or 1
    return Parts(round(100 * expert.engagees / total), round(100 * (expert.de_la_societe or expert.engagees) / total))


def experts_du_besoin(besoin: Besoin, maintenant: datetime) -> QuerySet[Expert]:
    """Return the experts of a need, those who are free soonest first, the less asked first."""
    return experts_avec_agenda(maintenant).filter(_sait(besoin=besoin)).order_by("prochaine", "faites", "pk")


def _premier_instant(mois: date) -> datetime:
    return a_paris(mois.replace(day=1), time(0))


def jours_de_l_agenda(expert: Expert, mois: date, maintenant: datetime, projet: Projet) -> list[Jour]:
    """Return the days of a month that hold a half-day of an expert, past ones left out, with what is taken.

    What the waiting list offers is taken, save for the project it is offered to.
    """
    debut, fin = _premier_instant(mois), _premier_instant(ajouter_mois(mois, 1))
    creneaux = expert.creneaux.filter(debut__gte=max(debut, maintenant), debut__lt=fin).exclude(statut=StatutCreneau.RETIRE)
    siens = AttenteDeCreneau.objects.filter(creneau=OuterRef("pk"), projet=projet, statut=StatutAttente.OFFERTE, offre_jusqu_au__gt=maintenant)
    return en_jours(list(creneaux.annotate(offert=Exists(siens)).order_by("debut")))


def en_jours(creneaux: list[Creneau]) -> list[Jour]:
    """Group half-days by day, in Paris."""
    par_jour: dict[date, list[Case]] = {}
    for creneau in creneaux:
        libre = creneau.statut == StatutCreneau.OUVERT or getattr(creneau, "offert", False)
        case = Case(creneau, nom_de_la_demi_journee(creneau.debut), libre)
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
