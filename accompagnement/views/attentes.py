"""The waiting list: the places of a project, joined and left; all of them for the coordination."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accompagnement.access import attente_du_projet, exiger_regard, projet_reservable
from accompagnement.actions.attentes import quitter_la_liste, rejoindre_la_liste
from accompagnement.forms_rendez_vous import AttenteForm
from accompagnement.queries.attentes import attentes_du_programme, attentes_du_projet, rangs
from accompagnement.queries.credits import credits_du_projet
from socle.comptes import reglement
from socle.lib.refus import ActionRefusee

PAR_PAGE = 50


@require_http_methods(["GET", "POST"])
def attente_liste(request, programme, slug):
    """The places of a project, the half-days offered to it, and a form to join."""
    projet = projet_reservable(request.acteur, slug)
    formulaire = AttenteForm(request.POST or None, credits=credits_du_projet(projet), initial=request.GET.dict())
    if request.method == "POST" and formulaire.is_valid():
        try:
            attente = rejoindre_la_liste(projet=projet, acteur=request.acteur, **formulaire.cleaned_data)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, f"Votre projet est dans la liste d’attente de « {attente.besoin} ».")
            return redirect("attente_liste", programme, slug)
    maintenant = timezone.now()
    contexte = {
        "projet": projet,
        "formulaire": formulaire,
        "places": [(a, rang, a.tient_son_offre(maintenant)) for a, rang in rangs(list(attentes_du_projet(projet)))],
        "heures": reglement.valeur("accompagnement.offre_attente_heures"),
    }
    return render(request, "accompagnement/attente.html", contexte)


@require_POST
def attente_quitter(request, programme, slug, pk):
    """The project leaves the line, or turns an offer down."""
    try:
        quitter_la_liste(attente=attente_du_projet(request.acteur, slug, pk), acteur=request.acteur)
    except ActionRefusee as e:
        messages.error(request, str(e))
    else:
        messages.success(request, "Votre projet a quitté la liste d’attente.")
    return redirect("attente_liste", programme, slug)


@require_safe
def attente_programme(request, programme):
    """Who waits for what, so that half-days may be found."""
    exiger_regard(request.acteur)
    page = Paginator(attentes_du_programme(), PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "accompagnement/attentes.html", {"page": page, "lignes": rangs(list(page))})
