"""Behind each figure, its movements: the list whose sum is the figure, in half-days and in euros."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from django.db.models import Count, DecimalField, ExpressionWrapper, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from accompagnement.enums import COMPTES_D_UNE_FIGURE, FIGURES_AU_TAUX_DU_JOUR, FIGURES_D_UN_PROJET, Figure, NatureCompte, NatureMouvement
from accompagnement.models import CompteCredits, MouvementCredit
from accompagnement.queries.credits import Credits
from accompagnement.regles_registre import montant_de_la_figure, nom_du_taux
from manufactures.models import Projet
from socle.comptes import reglement
from socle.lib.dates import a_paris

_EUROS = DecimalField(max_digits=14, decimal_places=2)


@dataclass(frozen=True)
class Solde:
    """A figure of a page: half-days, what they are worth and at which rate, the class of its colour."""

    figure: Figure
    nombre: int
    montant: Decimal
    classe: str = ""

    @property
    def mot(self) -> str:
        return self.figure.label.lower() if self.nombre > 1 else self.figure.label.lower().removesuffix("s")

    @property
    def aux_dates(self) -> bool:
        """Tell whether the amount is the sum of those of its movements."""
        return self.figure not in FIGURES_AU_TAUX_DU_JOUR

    @property
    def taux(self) -> str:
        return nom_du_taux(self.figure)


def mouvements_de(
    projet: Projet | None,
    *,
    projets: QuerySet | None = None,
    compte: str = "",
    besoin: str = "",
    nature: str = "",
    expert: int | None = None,
    jusqu_au: date | None = None,
) -> QuerySet[MouvementCredit]:
    """Return the movements of a project (of the programme: None), newest first; of one ``expert``, up to a day included.

    ``projets``, their keys: of those projects only. With ``compte``, a figure: the movements that make it, each with its ``effet``,
    the half-days it adds or takes; their sum is the figure.
    """
    lignes = (projet.mouvements_credit if projet else MouvementCredit.objects).pour_affichage()
    if projets is not None:
        lignes = lignes.filter(projet__in=projets)
    if compte:
        lignes = lignes.qui_font(_comptes(projet, Figure(compte), besoin))
    elif besoin:
        lignes = lignes.du_besoin(besoin)
    if expert:
        lignes = lignes.filter(mission__expert=expert)
    if jusqu_au:
        lignes = lignes.filter(created_at__lt=a_paris(jusqu_au + timedelta(days=1), time(0)))
    return lignes.filter(nature=NatureMouvement(nature)) if nature else lignes


def _comptes(projet: Projet | None, figure: Figure, besoin: str) -> QuerySet:
    comptes = CompteCredits.objects.filter(nature__in=COMPTES_D_UNE_FIGURE[figure])
    comptes = comptes.filter(projet=projet) if projet else comptes
    return (comptes.filter(besoin__code=besoin) if besoin else comptes).order_by().values("pk")


def somme_des_mouvements(mouvements: QuerySet[MouvementCredit], figure: str) -> tuple[int, Solde | None]:
    """Return how many movements a list has and, when it explains a figure, their sum (one statement)."""
    if not figure:
        return mouvements.count(), None
    euros = ExpressionWrapper(F("effet") * F("valeur_unitaire"), output_field=_EUROS)
    lus = mouvements.order_by().aggregate(nombre=Count("pk"), somme=Coalesce(Sum("effet"), 0), euros=Coalesce(Sum(euros), Decimal(0)))
    valeur = reglement.valeur("accompagnement.valeur_demi_journee")
    montant = montant_de_la_figure(Figure(figure), lus["somme"], lus["euros"], valeur)
    return lus["nombre"], Solde(Figure(figure), lus["somme"], montant)


def euros_aux_dates(projet: Projet | None, *figures: Figure) -> dict[Figure, Decimal]:
    """Return figures in euros, each movement at the rate of its date (one statement)."""
    lignes = projet.mouvements_credit if projet else MouvementCredit.objects
    return lignes.aggregate(**{figure: _euros(COMPTES_D_UNE_FIGURE[figure]) for figure in figures})


def _euros(natures: tuple[NatureCompte, ...]):
    entre, sort = Q(vers__nature__in=natures), Q(de__nature__in=natures)
    valeur = ExpressionWrapper(F("quantite") * F("valeur_unitaire"), output_field=_EUROS)
    return Sum(valeur, filter=entre & ~sort, default=Decimal(0)) - Sum(valeur, filter=sort & ~entre, default=Decimal(0))


_CLASSES = {Figure.CONSOMMEES: "j-use", Figure.RESERVEES: "j-tenu", Figure.DISPONIBLES: "j-reste"}


def soldes_du_projet(projet: Projet, credits: Credits) -> dict[Figure, Solde]:
    """Return the figures at the top of a project's credits: used ones at the rate of their dates, left ones at today's."""
    euros = euros_aux_dates(projet, Figure.ACCORDEES, Figure.CONSOMMEES, Figure.EXPIREES)
    nombres = {figure: getattr(credits.total, figure) for figure in FIGURES_D_UN_PROJET}
    montants = {f: montant_de_la_figure(f, n, euros.get(f, Decimal(0)), credits.valeur) for f, n in nombres.items()}
    return {f: Solde(f, n, montants[f], _CLASSES.get(f, "")) for f, n in nombres.items()}
