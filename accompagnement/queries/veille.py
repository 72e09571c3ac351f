"""The watch over credits: each project with what is granted, used, held, left, its forecast and what to do. One statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from accompagnement.enums import COMPTES_D_UNE_FIGURE, Figure, NatureCompte
from accompagnement.enums_sortie import StatutBilan
from accompagnement.models import BilanAutonomie, CompteCredits, Mission, MouvementCredit, PlanAccompagnement
from accompagnement.queries.missions import cles_de_la_coordination
from accompagnement.queries.rapports import annees_remises
from accompagnement.queries.sortie import bilan_remis
from accompagnement.regles_veille import (
    Conseil,
    Usage,
    conseil,
    est_dormant,
    mois_restants,
    part_du_temps,
    part_utilisee,
    prevision_inutilisees,
)
from manufactures.enums import StatutProjet
from manufactures.models import MembreEquipe, Projet
from socle.comptes import reglement
from socle.lib.dates import PARIS, a_paris, ajouter_mois

EN_COURS = (StatutProjet.EN_ACCOMPAGNEMENT, StatutProjet.SUSPENDU)


@dataclass(frozen=True)
class Seuils:
    """What the règlement says of dormant credits, of the first forecast and of extensions."""

    dormants_mois: int
    observation_jours: int
    prolongation_mois: int
    alertes_mois: tuple[int, ...]


def seuils_en_vigueur() -> Seuils:
    """Read the règlement."""
    return Seuils(
        reglement.valeur("accompagnement.credits_dormants_mois"),
        reglement.valeur("accompagnement.prevision_jours_min"),
        reglement.valeur("accompagnement.prolongation_conseillee_mois"),
        reglement.valeur("accompagnement.alertes_expiration_mois"),
    )


def inutilisees_prevues(plan: PlanAccompagnement, usage: Usage, jour: date) -> int | None:
    """Return the half-days of a project that will be left at the end of its plan if its pace goes on; None: too early to tell."""
    return prevision_inutilisees(usage, plan.date_debut, plan.date_fin, jour, seuils_en_vigueur().observation_jours)


@dataclass(frozen=True)
class SuiviProjet:
    """One project under watch, on a day."""

    projet: Projet
    plan: PlanAccompagnement
    besoins: tuple[tuple[str, Usage], ...]
    usage: Usage
    dernier: date
    jour: date
    seuils: Seuils

    @property
    def temps(self) -> int:
        return part_du_temps(self.plan.date_debut, self.plan.date_fin, self.jour)

    @property
    def utilise(self) -> int:
        return part_utilisee(self.usage.consommees, self.usage.accordees)

    @property
    def prevues(self) -> int | None:
        return prevision_inutilisees(self.usage, self.plan.date_debut, self.plan.date_fin, self.jour, self.seuils.observation_jours)

    @property
    def mois(self) -> int:
        return mois_restants(self.plan.date_fin, self.jour)

    @property
    def finie(self) -> bool:
        return self.jour > self.plan.date_fin

    @property
    def dormant(self) -> bool:
        return est_dormant(self.usage, self.dernier, self.seuils.dormants_mois, self.jour)

    @property
    def conseil(self) -> Conseil:
        return conseil(self.besoins, self.prevues, self.dormant, self.plan.date_fin, self.jour, self.seuils.prolongation_mois)


def plans_suivis() -> QuerySet[PlanAccompagnement]:
    """Return the plans that hold credits of the projects under way, the first to end first, with ``comptes`` and ``dernier`` movement."""
    comptes, mouvements = CompteCredits.objects.filter(projet=OuterRef("projet")), MouvementCredit.objects.filter(projet=OuterRef("projet"))
    plans = PlanAccompagnement.objects.filter(Exists(comptes), projet__statut__in=EN_COURS).select_related("projet__vague")
    lus = {"comptes": _soldes(comptes), "dernier": Subquery(mouvements.order_by("-pk").values("created_at")[:1])}
    return plans.annotate(**lus).order_by("date_fin", "projet__nom", "pk")


def _soldes(comptes: QuerySet[CompteCredits]) -> ArraySubquery:
    ligne = JSONObject(besoin="besoin__titre_court", nature="nature", solde="solde")
    return ArraySubquery(comptes.order_by("besoin__ordre", "besoin", "pk").values(ligne=ligne))


def chercher_plans(
    maintenant: datetime,
    seuils: Seuils,
    *,
    projet: str = "",
    vague: int = 0,
    territoire: str = "",
    besoin: str = "",
    expert: int = 0,
    etat: str = "",
) -> QuerySet[PlanAccompagnement]:
    """Filter the projects under watch; with a need, figures are those of that need only."""
    plans = plans_suivis()
    if projet:
        plans = plans.filter(projet__nom__icontains=projet)
    if vague:
        plans = plans.filter(projet__vague__numero=vague)
    if territoire:
        plans = plans.filter(projet__territoire=territoire)
    if expert:
        plans = plans.filter(Exists(Mission.objects.filter(projet=OuterRef("projet"), expert=expert)))
    if besoin:
        comptes = CompteCredits.objects.filter(projet=OuterRef("projet"), besoin__code=besoin)
        plans = plans.filter(Exists(comptes)).annotate(comptes=_soldes(comptes))
    return _dans_l_etat(plans, etat, maintenant, seuils)


def _dans_l_etat(plans: QuerySet[PlanAccompagnement], etat: str, maintenant: datetime, seuils: Seuils) -> QuerySet[PlanAccompagnement]:
    jour = maintenant.astimezone(PARIS).date()
    if etat == "dormants":
        libres = CompteCredits.objects.filter(projet=OuterRef("projet"), nature=NatureCompte.DISPONIBLE, solde__gt=0)
        return plans.filter(Exists(libres), dernier__lte=a_paris(ajouter_mois(jour, -seuils.dormants_mois)))
    if etat == "a_clore":
        return plans.filter(a_clore(jour))
    if etat == "bientot":
        return plans.filter(date_fin__lte=ajouter_mois(jour, max(seuils.alertes_mois, default=0)))
    return plans


def projets_suivis(**filtre) -> QuerySet:
    """Return the keys of the projects that the filters of ``chercher_plans`` leave under watch now."""
    return chercher_plans(timezone.now(), seuils_en_vigueur(), **filtre).order_by().values("projet")


def a_clore(jour: date) -> Q:
    """Plans of which the coordination has the next word: a review to conclude, or a project that may leave (``refus_de_sortir``)."""
    bilans = BilanAutonomie.objects.filter(projet=OuterRef("projet"))
    restes = CompteCredits.objects.filter(projet=OuterRef("projet"), nature__in=COMPTES_D_UNE_FIGURE[Figure.RESTANTES], solde__gt=0)
    sortants = Q(Exists(bilans.filter(statut=StatutBilan.CLOS)), ~Exists(restes), date_fin__lt=jour, projet__statut=StatutProjet.EN_ACCOMPAGNEMENT)
    return Q(Exists(bilans.filter(statut=StatutBilan.REMIS))) | sortants


def nombre_a_clore(jour: date) -> QuerySet:
    """Return how many plans under way are ``a_clore``, to read within another statement."""
    suivis = PlanAccompagnement.objects.filter(a_clore(jour), projet__statut__in=EN_COURS).order_by()
    return suivis.values("programme").annotate(nombre=Count("pk")).values("nombre")


def suivre(plans: Iterable[PlanAccompagnement], maintenant: datetime, seuils: Seuils) -> list[SuiviProjet]:
    """Return the projects of ``plans`` (read by ``plans_suivis``) as they stand on a day in Paris."""
    jour = maintenant.astimezone(PARIS).date()
    return [_suivre(plan, jour, seuils) for plan in plans]


def _suivre(plan: PlanAccompagnement, jour: date, seuils: Seuils) -> SuiviProjet:
    par_besoin: dict[str, dict[str, int]] = {}
    for compte in plan.comptes:
        par_besoin.setdefault(compte["besoin"], {})[compte["nature"]] = compte["solde"]
    besoins = tuple((nom, _usage(soldes)) for nom, soldes in par_besoin.items())
    champs = ("accordees", "consommees", "reservees", "expirees")
    total = Usage(*(sum(getattr(usage, champ) for _, usage in besoins) for champ in champs))
    return SuiviProjet(plan.projet, plan, besoins, total, plan.dernier.astimezone(PARIS).date(), jour, seuils)


def _usage(soldes: dict[str, int]) -> Usage:
    return Usage(sum(soldes.values()), soldes[NatureCompte.CONSOMME], soldes[NatureCompte.RESERVE], soldes[NatureCompte.EXPIRE])


def projets_a_alerter(instant: datetime) -> list[SuiviProjet]:
    """Return the projects under watch, each plan with the ids of its ``equipe`` and of the ``coordination``. One statement."""
    equipe = MembreEquipe.objects.filter(projet=OuterRef("projet"), date_fin=None).order_by("pk").values("utilisateur")
    gens = {"equipe": ArraySubquery(equipe), "coordination": cles_de_la_coordination()}
    plans = plans_suivis().annotate(**gens, rapports_remis=annees_remises("projet"), bilan_remis=bilan_remis("projet"))
    return suivre(plans, instant, seuils_en_vigueur())


@dataclass(frozen=True)
class Ensemble:
    """The projects found and what they hold together."""

    projets: int
    usage: Usage


def ensemble(plans: QuerySet[PlanAccompagnement], besoin: str = "") -> Ensemble:
    """Count projects and add up their half-days (one statement)."""
    comptes = CompteCredits.objects.filter(projet__in=plans.order_by().values("projet"))
    comptes = comptes.filter(besoin__code=besoin) if besoin else comptes
    natures = {"consommees": NatureCompte.CONSOMME, "reservees": NatureCompte.RESERVE, "expirees": NatureCompte.EXPIRE}
    sommes = {champ: Coalesce(Sum("solde", filter=Q(nature=nature)), 0) for champ, nature in natures.items()}
    lu = comptes.aggregate(projets=Count("projet", distinct=True), accordees=Coalesce(Sum("solde"), 0), **sommes)
    return Ensemble(lu.pop("projets"), Usage(**lu))
