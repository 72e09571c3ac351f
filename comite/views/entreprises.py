"""The undertakings linked to the structure of a project, for the de minimis ceiling."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from comite.access.entreprises import lien_a_retirer, projet_des_liens
from comite.actions.entreprises import declarer_entreprise_liee, retirer_entreprise_liee
from comite.forms_notation import EntrepriseLieeForm
from comite.queries.aides import liens_de
from comite.views.reponses import executer, reussir


@require_http_methods(["GET", "HEAD", "POST"])
def entreprise_liste(request, programme, slug):
    """The links of a project's structure, and one more."""
    projet = projet_des_liens(request.acteur, slug)
    formulaire, siren = EntrepriseLieeForm(request.POST or None), projet.structure.siren if projet.structure else ""
    if (
        request.method == "POST"
        and formulaire.is_valid()
        and reussir(request, formulaire, declarer_entreprise_liee, projet=projet, acteur=request.acteur, **formulaire.cleaned_data)
    ):
        messages.success(request, "L’entreprise liée est déclarée\u00a0: ses aides de minimis comptent avec celles de la structure.")
        return redirect("entreprise_liste", programme, slug)
    page = Paginator(liens_de(siren), 25).get_page(request.GET.get("page"))
    return render(request, "comite/entreprise_liste.html", {"projet": projet, "siren": siren, "page": page, "formulaire": formulaire})


@require_POST
def entreprise_retirer(request, programme, slug, pk):
    """Take a mistaken link out of the count."""
    projet, lien = lien_a_retirer(request.acteur, slug, pk)
    arguments = {"projet": projet, "lien": lien, "motif": request.POST.get("motif", ""), "acteur": request.acteur}
    return executer(request, "L’entreprise n’est plus liée.", ("entreprise_liste", programme, slug), retirer_entreprise_liee, **arguments)
