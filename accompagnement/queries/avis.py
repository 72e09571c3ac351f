"""What teams say of missions, how long they wait, and how half-days are shared between experts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import (
    Aggregate,
    Avg,
    Case,
    CharField,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    FloatField,
    IntegerField,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce, Lower, Trim

from accompagnement.enums import STATUTS_ENGAGES
from accompagnement.models import AvisMission, Besoin, Expert, Mission
from accompagnement.regles_avis import moyenne_montrable
from accompagnement.regles_veille import part_utilisee


class Mediane(Aggregate):
    """The median of an expression, PostgreSQL's continuous percentile."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def _avis(expert: str) -> QuerySet[AvisMission]:
    return AvisMission.objects.filter(mission__expert=OuterRef(expert)).order_by().values("mission__expert")


def note_moyenne(expert: str = "pk") -> Subquery:
    """The average note of ``expert`` (a reference of the outer query), or NULL; it says something from a few answers on (``accompagnement.avis_moyenne_min``)."""
    return Subquery(_avis(expert).annotate(n=Avg("note")).values("n"), output_field=FloatField())


def nombre_d_avis(expert: str = "pk") -> Coalesce:
    """How many opinions teams gave of ``expert``."""
    return Coalesce(Subquery(_avis(expert).annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField())


def avis_sur(expert: Expert) -> QuerySet[AvisMission]:
    """Return what teams said of the missions of an expert, the latest first."""
    avis = AvisMission.objects.filter(mission__expert=expert)
    return avis.select_related("mission__projet", "mission__besoin").order_by("-donne_at", "-pk")


ATTENTE = ExpressionWrapper(F("creneau__debut") - F("demandee_at"), output_field=DurationField())


def _missions(champ: str) -> QuerySet[Mission]:
    """The missions an expert agreed to, of the outer need or expert."""
    return Mission.objects.filter(statut__in=sorted(STATUTS_ENGAGES), **{champ: OuterRef("pk")}).order_by().values(champ)


def _delai(champ: str) -> Subquery:
    return Subquery(_missions(champ).annotate(n=Mediane(ATTENTE)).values("n"))


def delais_par_besoin() -> QuerySet[Besoin]:
    """Return the needs with ``missions_prevues`` and ``delai``, the median time from the request to the first half-day."""
    nombre = Subquery(_missions("besoin").annotate(n=Count("pk")).values("n"))
    return Besoin.objects.annotate(missions_prevues=Coalesce(nombre, 0, output_field=IntegerField()), delai=_delai("besoin"))


def experts_compares() -> QuerySet[Expert]:
    """Return experts with ``engagees`` (half-days), ``delai``, ``moyenne`` and ``avis``, the most asked first."""
    demi_journees = Subquery(_missions("expert").annotate(n=Sum("demi_journees")).values("n"))
    lus = {"engagees": Coalesce(demi_journees, 0, output_field=IntegerField()), "delai": _delai("expert")}
    experts = Expert.objects.select_related("utilisateur").annotate(**lus, moyenne=note_moyenne(), avis=nombre_d_avis())
    return experts.order_by("-engagees", "utilisateur__nom", "utilisateur__prenom", "pk")


@dataclass(frozen=True)
class LigneExpert:
    """One expert of the comparison; the average is None under the number of opinions of the règlement."""

    expert: Expert
    demi_journees: int
    part: int
    concentre: bool
    delai: timedelta | None
    moyenne: float | None
    avis: int


@dataclass(frozen=True)
class LigneEntreprise:
    """Half-days of all the experts of one firm, and their share of all half-days."""

    nom: str
    experts: int
    demi_journees: int
    part: int
    concentree: bool


def comparer_les_entreprises(total: int, seuil: int) -> list[LigneEntreprise]:
    """Return the firms by half-days, the most asked first (one statement): experts of one SIREN, or of one name without it, are one firm."""
    sienne = Mission.objects.filter(statut__in=sorted(STATUTS_ENGAGES)).exclude(expert__siren="", expert__societe="")
    cle = Case(When(expert__siren="", then=Lower(Trim("expert__societe"))), default=F("expert__siren"), output_field=CharField())
    lues = sienne.order_by().annotate(entreprise=cle).values("entreprise")
    lues = lues.annotate(nom=Max("expert__societe"), experts=Count("expert", distinct=True), n=Sum("demi_journees")).order_by("-n", "nom")
    return [_entreprise(lue, part_utilisee(lue["n"], total), seuil) for lue in lues]


def _entreprise(lue: dict, part: int, seuil: int) -> LigneEntreprise:
    return LigneEntreprise(lue["nom"] or f"SIREN {lue['entreprise']}", lue["experts"], lue["n"], part, part > seuil)


def total_engage() -> int:
    """Return the half-days of all missions an expert agreed to."""
    return Mission.objects.filter(statut__in=sorted(STATUTS_ENGAGES)).aggregate(n=Coalesce(Sum("demi_journees"), 0))["n"]


def comparer(experts: Iterable[Expert], total: int, *, seuil: int, minimum: int) -> list[LigneExpert]:
    """Return the lines of ``experts`` (read by ``experts_compares``): above ``seuil`` points of all half-days is a concentration."""
    return [_comparer(e, part_utilisee(e.engagees, total), seuil, minimum) for e in experts]


def _comparer(e: Expert, part: int, seuil: int, minimum: int) -> LigneExpert:
    return LigneExpert(e, e.engagees, part, part > seuil, e.delai, moyenne_montrable(e.moyenne, e.avis, minimum), e.avis)
