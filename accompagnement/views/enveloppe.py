"""The engineering envelope of the programme, for the coordination and the observers."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accompagnement.access import exiger_regard
from accompagnement.enums import FIGURES_D_UN_PROJET, Figure
from accompagnement.queries.enveloppe import controle_du_registre, enveloppe_du_programme, projets_de_l_enveloppe
from accompagnement.views.exports import enveloppe_csv, enveloppe_xlsx, mouvements_csv, mouvements_xlsx
from accompagnement.views.registre import montrer_les_mouvements, mouvements_a_exporter

PAR_PAGE = 25  # six figures a row, each with its link
# What each figure of the programme is called: words that are not one another (announced, held, consumed), those of the other pages.
NOMS = (
    (Figure.FINANCEES, "Financé", "confié au programme"),
    (Figure.ACCORDEES, "Annoncé", "accordé aux projets par leur plan"),
    (Figure.RESERVEES, "Réservé", "réservé par des missions en cours"),
    (Figure.CONSOMMEES, "Consommé", "service fait validé"),
    (Figure.EXPIREES, "Expiré", "non utilisé à la fin d’un plan"),
    (Figure.DISPONIBLES, "Disponible", "accordé, ni réservé ni consommé"),
    (Figure.A_ACCORDER, "Reste à accorder", "dans l’enveloppe du programme"),
)
COLONNES = [(figure, nom) for figure, nom, _ in NOMS if figure in FIGURES_D_UN_PROJET]


@require_safe
def enveloppe_detail(request, programme):
    """Financing, envelope, projects: what was announced, committed, consumed, and whether the ledger is right."""
    exiger_regard(request.acteur)
    enveloppe = enveloppe_du_programme()
    pages = Paginator(projets_de_l_enveloppe(), PAR_PAGE)
    pages.count = enveloppe.projets
    page = pages.get_page(request.GET.get("page"))
    contexte = {
        "soldes": [(nom, sens, enveloppe.soldes[figure]) for figure, nom, sens in NOMS],
        "page": page,
        "colonnes": [nom for _, nom in COLONNES],
        "lignes": [(projet, [(figure, nom, getattr(projet, figure)) for figure, nom in COLONNES]) for projet in page],
        "controle": controle_du_registre(somme=enveloppe.somme),
    }
    return render(request, "accompagnement/enveloppe.html", contexte)


@require_safe
def enveloppe_exporter(request, programme):
    """The projects of the envelope as CSV."""
    exiger_regard(request.acteur)
    return enveloppe_csv(projets_de_l_enveloppe())


@require_safe
def enveloppe_classeur(request, programme):
    """The projects of the envelope as a workbook."""
    exiger_regard(request.acteur)
    return enveloppe_xlsx(projets_de_l_enveloppe())


@require_safe
def enveloppe_mouvements(request, programme):
    """The movements of the whole programme behind a figure."""
    exiger_regard(request.acteur)
    return montrer_les_mouvements(request, None, Figure)


@require_safe
def enveloppe_mouvements_exporter(request, programme):
    """The same list as CSV."""
    exiger_regard(request.acteur)
    return mouvements_csv("programme", mouvements_a_exporter(request, None))


@require_safe
def enveloppe_mouvements_classeur(request, programme):
    """The same list as a workbook."""
    exiger_regard(request.acteur)
    return mouvements_xlsx("programme", mouvements_a_exporter(request, None))
