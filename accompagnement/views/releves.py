"""Monthly statements: the expert's, the coordination's, their files, the invoice and the payment."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accompagnement.access import (
    exiger_coordination,
    exiger_lecture_des_releves,
    exiger_regard,
    releve_coordonne,
    releve_de_l_expert,
    releve_lisible,
)
from accompagnement.actions.releves import etablir_releves, facturer, payer, rejeter
from accompagnement.enums import StatutPaiement
from accompagnement.forms_service import FactureForm, FiltreRelevesForm, MoisForm, PaiementForm, RejetForm
from accompagnement.models import ReleveMensuel
from accompagnement.pdf import CODE_RELEVE
from accompagnement.queries.releves import PAIEMENTS, avec_lots, du_mois, releves_visibles, totaux
from accompagnement.regles_service import mois_a_relever
from accompagnement.views.actes import accomplir, essayer
from accompagnement.views.exports import releves_csv
from accompagnement.views.tableurs import releve_xlsx, releves_xlsx
from socle.design.formulaires import Formulaire
from socle.documents.actions import demander_edition
from socle.lib.francais import pluriel

PAR_PAGE = 25


@require_safe
def releve_liste(request, programme):
    """Statements of the programme by month, or those of the signed-in expert, with totals."""
    exiger_lecture_des_releves(request.acteur)
    filtre = FiltreRelevesForm(request.GET).filtre
    releves = du_mois(releves_visibles(request.acteur), **filtre)
    parametres = request.GET.copy()
    parametres.pop("page", None)
    contexte = {
        "page": Paginator(releves, PAR_PAGE).get_page(request.GET.get("page")),
        "totaux": totaux(releves),
        "filtre": filtre,
        "paiements": PAIEMENTS,
        "parametres": f"{parametres.urlencode()}&" if parametres else "",
        "mois_form": MoisForm(initial={"mois": mois_a_relever(timezone.localdate())}) if request.acteur.est_coordination else None,
    }
    return render(request, "accompagnement/releves.html", contexte)


@require_safe
def releve_exporter(request, programme):
    """The same list as CSV, or as XLSX with ``?format=xlsx``."""
    exiger_regard(request.acteur)
    releves = avec_lots(du_mois(releves_visibles(request.acteur), **FiltreRelevesForm(request.GET).filtre))
    return releves_xlsx(releves) if request.GET.get("format") == "xlsx" else releves_csv(releves)


@require_POST
def releve_etablir(request, programme):
    """The coordination makes the statements of a month that is over."""
    exiger_coordination(request.acteur)
    formulaire = MoisForm(request.POST)

    def etablir() -> str:
        releves = etablir_releves(mois=formulaire.cleaned_data["mois"], acteur=request.acteur)
        nombre = pluriel(len(releves), "relevé établi", "relevés établis")
        return f"{nombre}\u00a0: les experts sont prévenus." if releves else "Rien de nouveau à relever pour ce mois."

    if formulaire.is_valid():
        essayer(request, etablir)
    else:
        messages.error(request, "Indiquez le mois des relevés à établir.")
    return redirect("releve_liste", programme)


@require_safe
def releve_detail(request, programme, pk):
    """One statement, its lines, its invoice and its payment."""
    return _montrer(request, releve_lisible(request.acteur, pk))


def _montrer(request, releve: ReleveMensuel, **formulaires):
    contexte = {"releve": releve, "lignes": releve.lignes.select_related("mission"), **_gestes(request.acteur, releve), **formulaires}
    return render(request, "accompagnement/releve.html", contexte)


def _gestes(acteur, releve: ReleveMensuel) -> dict:
    """The forms this reader may use now."""
    gestes = {"sien": acteur.pk == releve.expert.utilisateur_id}
    if gestes["sien"] and releve.etat != StatutPaiement.PAYE:
        gestes["facture_form"] = FactureForm(initial={"reference": releve.facture_reference, "date": releve.facture_date})
    if acteur.est_coordination and releve.etat == StatutPaiement.A_PAYER:
        gestes["paiement_form"], gestes["rejet_form"] = PaiementForm(), RejetForm()
    return gestes


@require_POST
def releve_facturer(request, programme, pk):
    """The expert gives her invoice."""
    releve, formulaire = releve_de_l_expert(request.acteur, pk), FactureForm(request.POST)
    dit = "Facture indiquée\u00a0: la coordination la voit sur le relevé."
    return _repondre(request, releve, "facture_form", formulaire, facturer, dit)


@require_POST
def releve_payer(request, programme, pk):
    """The coordination records the payment."""
    releve, formulaire = releve_coordonne(request.acteur, pk), PaiementForm(request.POST)
    return _repondre(request, releve, "paiement_form", formulaire, payer, "Paiement noté.")


@require_POST
def releve_rejeter(request, programme, pk):
    """The coordination rejects the invoice."""
    releve, formulaire = releve_coordonne(request.acteur, pk), RejetForm(request.POST)
    return _repondre(request, releve, "rejet_form", formulaire, rejeter, "Facture rejetée\u00a0: l’expert lit le motif sur son relevé.")


def _repondre(request, releve: ReleveMensuel, cle: str, formulaire: Formulaire, geste: Callable, dit: str):
    """Come back to the statement once what the form says is done, or show its page with what to repair."""

    def acte(lu) -> str:
        geste(releve=releve, acteur=request.acteur, **lu)
        return dit

    if accomplir(request, formulaire, acte):
        return redirect("releve_detail", request.programme.slug, releve.pk)
    return _montrer(request, releve, **{cle: formulaire})


@require_POST
def releve_editer(request, programme, pk):
    """Ask for the PDF of a statement and follow its making."""
    releve = releve_lisible(request.acteur, pk)
    edition = demander_edition(code=CODE_RELEVE, objet_id=releve.pk, acteur=request.acteur, titre=f"Relevé mensuel {releve.numero}")
    return redirect("edition_detail", programme, edition.pk)


@require_safe
def releve_tableur(request, programme, pk):
    """The lines of a statement as XLSX."""
    return releve_xlsx(releve_lisible(request.acteur, pk))
