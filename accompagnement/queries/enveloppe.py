"""The engineering envelope: financed, granted, held, used, expired, left, for the programme and by project."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from accompagnement.enums import COMPTES_D_UNE_FIGURE, FIGURES_D_UN_PROJET, Figure, NatureCompte
from accompagnement.models import CompteCredits
from accompagnement.queries.credits import ecarts_du_registre
from accompagnement.queries.registre import Solde, euros_aux_dates
from accompagnement.regles_registre import montant_de_la_figure
from manufactures.models import Projet
from socle.comptes import reglement

AUX_DATES = (Figure.FINANCEES, Figure.ACCORDEES, Figure.CONSOMMEES, Figure.EXPIREES, Figure.ENGAGEES)


@dataclass(frozen=True)
class Enveloppe:
    """The figures of the programme, how many projects share them, and what all accounts add up to (zero)."""

    soldes: dict[Figure, Solde]
    projets: int
    somme: int


@dataclass(frozen=True)
class Controle:
    """Whether the ledger is right at an hour: no balance away from its movements, and a sum of zero."""

    le: datetime
    ecarts: int
    somme: int = 0

    @property
    def juste(self) -> bool:
        return not self.ecarts and not self.somme


def enveloppe_du_programme() -> Enveloppe:
    """Read the balances by kind of account (two statements, and the règlement)."""
    lus = CompteCredits.objects.order_by().values_list("nature").annotate(Sum("solde"), Count("projet", distinct=True))
    par_nature = {NatureCompte(nature): (solde, projets) for nature, solde, projets in lus}
    euros, valeur = euros_aux_dates(None, *AUX_DATES), reglement.valeur("accompagnement.valeur_demi_journee")
    soldes = {}
    for figure in Figure:
        nombre = sum(par_nature.get(nature, (0, 0))[0] for nature in COMPTES_D_UNE_FIGURE[figure])
        soldes[figure] = Solde(figure, nombre, montant_de_la_figure(figure, nombre, euros.get(figure, 0), valeur))
    return Enveloppe(soldes, par_nature.get(NatureCompte.DISPONIBLE, (0, 0))[1], sum(solde for solde, _ in par_nature.values()))


def projets_de_l_enveloppe() -> QuerySet[Projet]:
    """Return the projects that hold credits, by name, each with its figures (``accordees``, ``consommees``…)."""
    dotes = Exists(CompteCredits.objects.filter(projet=OuterRef("pk")))
    figures = {str(f): _somme(f) for f in FIGURES_D_UN_PROJET}
    return Projet.objects.filter(dotes).annotate(**figures).order_by("nom", "pk")


def _somme(figure: Figure) -> Sum:
    return Sum("comptes_credits__solde", filter=Q(comptes_credits__nature__in=COMPTES_D_UNE_FIGURE[figure]), default=0)


def controle_du_registre(*, projet: Projet | None = None, somme: int = 0) -> Controle:
    """Compare the balances of a project, or of all, to the sum of their movements, now (one statement)."""
    ecarts = ecarts_du_registre()
    return Controle(timezone.now(), (ecarts.filter(projet=projet) if projet else ecarts).count(), somme)


def reste_a_accorder() -> int:
    """Return the half-days of the envelope that no project has yet."""
    return CompteCredits.objects.get(nature=NatureCompte.ENVELOPPE).solde
