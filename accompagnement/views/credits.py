"""The credits of a project: balances, movements, transfer, CSV."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accompagnement.access import projet_coordonne, projet_lisible
from accompagnement.actions.credits import transferer
from accompagnement.forms import TransfertForm, cle_nouvelle
from accompagnement.permissions import peut_coordonner, peut_reserver
from accompagnement.queries.credits import credits_du_projet, mouvements_du_projet
from accompagnement.views.exports import mouvements_csv
from socle.lib.francais import demi_journees as en_demi_journees
from socle.lib.refus import ActionRefusee

DERNIERS, PAR_PAGE = 10, 50


@require_safe
def credits_projet(request, programme, slug):
    """Screen 07: what is granted, used, held, left, and every movement behind it."""
    projet = projet_lisible(request.acteur, slug)
    besoin = request.GET.get("besoin", "")
    mouvements = Paginator(mouvements_du_projet(projet, besoin), PAR_PAGE if "page" in request.GET else DERNIERS)
    credits = credits_du_projet(projet)
    contexte = {
        "projet": projet,
        "plan": projet.plan_accompagnement,
        "credits": credits,
        "page": mouvements.get_page(request.GET.get("page")),
        "tout": "page" in request.GET,
        "besoin": besoin,
        "maintenant": timezone.now(),
        "refus_de_reserver": peut_reserver(projet.fonction, projet.etat),
        "coordonne": peut_coordonner(request.acteur) is None,
    }
    return render(request, "accompagnement/credits.html", contexte)


@require_safe
def credits_exporter(request, programme, slug):
    """All movements of a project as CSV, of one need when asked."""
    projet = projet_lisible(request.acteur, slug)
    return mouvements_csv(projet, mouvements_du_projet(projet, request.GET.get("besoin", "")))


@require_http_methods(["GET", "POST"])
def credits_transferer(request, programme, slug):
    """The coordination moves half-days from a need to another."""
    projet = projet_coordonne(request.acteur, slug)
    formulaire = TransfertForm(request.POST or None, initial={"cle": cle_nouvelle(), "de": request.GET.get("de")})
    if request.method == "POST" and formulaire.is_valid():
        try:
            mouvement = transferer(projet=projet, acteur=request.acteur, **_sans_uuid(formulaire.cleaned_data))
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, f"Transfert inscrit au registre : {en_demi_journees(mouvement.quantite)}.")
            return redirect("credits_projet", programme, projet.slug)
    contexte = {"projet": projet, "formulaire": formulaire, "credits": credits_du_projet(projet)}
    return render(request, "accompagnement/transfert.html", contexte)


def _sans_uuid(donnees: dict) -> dict:
    return donnees | {"cle": str(donnees["cle"])}
