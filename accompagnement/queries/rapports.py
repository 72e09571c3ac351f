"""The yearly reports of a project, each figure beside the one of the entry and the one of the year before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet

from accompagnement.enums_veille import RAPPORTS_REMIS
from accompagnement.models import PlanAccompagnement, RapportAnnuel
from accompagnement.queries.missions import fonction_de
from accompagnement.regles_rapport import ENTREE, ecart, rapports_a_remettre, refus_d_ecrire
from manufactures.models import Projet
from socle.comptes import reglement
from socle.comptes.acteur import Acteur


@dataclass(frozen=True)
class LigneIndicateur:
    """One figure of a report, of the entry and of the year before; None when it is not known."""

    code: str
    libelle: str
    valeur: Decimal | None
    entree: Decimal | None
    avant: Decimal | None

    @property
    def depuis_l_entree(self) -> Decimal | None:
        return ecart(self.valeur, self.entree)

    @property
    def depuis_un_an(self) -> Decimal | None:
        return ecart(self.valeur, self.avant)


@dataclass(frozen=True)
class RapportDu:
    """A report a project owes: its year (0: the entry), its last day, and what is written of it."""

    annee: int
    echeance: date
    rapport: RapportAnnuel | None

    @property
    def titre(self) -> str:
        return titre_du_rapport(self.annee)

    @property
    def a_ecrire(self) -> bool:
        return self.rapport is None or refus_d_ecrire(self.rapport.etat) is None


def titre_du_rapport(annee: int) -> str:
    """Name the report of a year."""
    return "Situation à l’entrée" if annee == ENTREE else f"Rapport annuel {annee}"


def rapports_visibles(acteur: Acteur) -> QuerySet[RapportAnnuel]:
    """Return the reports of the projects a person reads; a draft is for its team and the coordination."""
    rapports = RapportAnnuel.objects.filter(projet__in=Projet.objects.visibles_par(acteur), projet__plan_accompagnement__signe_at__isnull=False)
    if acteur.est_coordination:
        return rapports
    return rapports.annotate(fonction=fonction_de(acteur, "projet")).filter(Q(fonction__isnull=False) | Q(remis_at__isnull=False))


def rapports_du_projet(projet: Projet) -> dict[int, RapportAnnuel]:
    """Return the reports of a project by year (one statement)."""
    return {r.annee: r for r in projet.rapports_annuels.select_related("remis_par", "accepte_par").order_by("annee")}


def annees_remises(projet: str) -> ArraySubquery:
    """The years of the reports that ``projet`` (a reference of the outer query) has handed in."""
    remis = RapportAnnuel.objects.filter(projet=OuterRef(projet), statut__in=sorted(RAPPORTS_REMIS)).order_by("annee")
    return ArraySubquery(remis.values("annee"))


def rapports_dus(plan: PlanAccompagnement, rapports: dict[int, RapportAnnuel], jour: date) -> list[RapportDu]:
    """Return what a project owes on a day, the entry first."""
    mois = reglement.valeur("accompagnement.rapport_annuel_mois")
    dus = rapports_a_remettre(plan.date_debut, plan.date_fin, jour, mois)
    return [RapportDu(annee, limite, rapports.get(annee)) for annee, limite in dus]


def chiffre(rapport: RapportAnnuel | None, code: str) -> Decimal | None:
    """Return a figure of a report, or None."""
    lu = rapport.valeurs.get(code) if rapport else None
    return None if lu is None else Decimal(lu)


def annee_d_avant(rapports: Iterable[int], annee: int) -> int | None:
    """Return the last year written before another, the entry included."""
    return max((a for a in rapports if a < annee), default=None)


def lignes_du_rapport(annee: int, rapports: dict[int, RapportAnnuel], indicateurs: Iterable[dict[str, str]]) -> list[LigneIndicateur]:
    """Return each indicator of a report beside the entry and the year before."""
    rapport, entree, avant = rapports.get(annee), rapports.get(ENTREE), rapports.get(annee_d_avant(rapports, annee))
    return [
        LigneIndicateur(i["code"], i["libelle"], *(chiffre(r, i["code"]) for r in (rapport, entree if annee else None, avant)))
        for i in indicateurs
    ]
