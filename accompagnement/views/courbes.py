"""The picture of the use of credits, drawn for a desktop and for a phone; its table twin stands beside."""

from datetime import date
from urllib.parse import urlencode

from accompagnement.enums import Figure
from accompagnement.models import PlanAccompagnement
from accompagnement.queries.consommation import a_la_fin_du_mois
from accompagnement.regles_veille import Niveau, Usage
from socle.design.graphiques import Periode, courbe_en_marches
from socle.lib.dates import ajouter_mois
from socle.lib.francais import demi_journees as en_demi_journees
from socle.lib.francais import pluriel


def consommation(
    nom: str,
    releves: list[Niveau],
    jour: date,
    *,
    plan: PlanAccompagnement | None = None,
    usage: Usage | None = None,
    prevues: int | None = None,
) -> dict:
    """Return the drawings and the levels of a page; none when nothing has moved yet."""
    if not releves:
        return {"releves": []}
    debut, fin = (plan.date_debut, max(plan.date_fin, jour)) if plan else (min(releves[0].jour, jour), jour)
    periode = Periode(debut, fin if fin > debut else ajouter_mois(debut, 1), jour)
    dernier = releves[-1]
    options = {"cible": usage.accordees if usage else None, "prevision": prevues}
    marches, mot = a_la_fin_du_mois(releves, jour), pluriel(dernier.restantes, "restante")
    dessin = (f"Crédits restants, {nom}", description(dernier, prevues), periode, marches, mot)
    return {
        "releves": releves,
        "dernier": dernier,
        "graphe": courbe_en_marches("reste", *dessin, **options),
        "graphe_etroit": courbe_en_marches("reste-m", *dessin, largeur=311, **options),
    }


def comptes_des_colonnes(annoncees: Figure = Figure.ACCORDEES, restantes: Figure = Figure.RESTANTES, **filtre) -> dict[str, str]:
    """Return, for each column of the table, what the list of movements is asked for: its figure, and the ``filtre`` of the page."""
    figures = {"annoncees": annoncees, "engagees": Figure.ENGAGEES, "consommees": Figure.CONSOMMEES, "restantes": restantes}
    return {colonne: urlencode({"compte": figure, **filtre}) for colonne, figure in figures.items()}


def description(niveau: Niveau, prevues: int | None) -> str:
    """Say in words what the picture shows."""
    dit = (
        f"{pluriel(niveau.annoncees, 'demi-journée annoncée', 'demi-journées annoncées')}, {pluriel(niveau.engagees, 'engagée')}, "
        f"{pluriel(niveau.consommees, 'consommée')}, {pluriel(niveau.restantes, 'restante')}."
    )
    return dit if prevues is None else f"{dit} Prévision à la fin\u00a0: {en_demi_journees(prevues)}."
