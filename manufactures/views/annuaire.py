"""The public directory of the network: public facts only."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from manufactures.access import projet_publie
from manufactures.forms import FiltreAnnuaireForm
from manufactures.queries.annuaire import annuaire, filieres_publiees, regions_publiees

PAR_PAGE = 50


@require_safe
@login_not_required
def annuaire_liste(request, programme):
    """The labelled projects, filtered by place and filière."""
    filtre = FiltreAnnuaireForm(request.GET).filtre
    page = Paginator(annuaire(filtre), PAR_PAGE).get_page(request.GET.get("page"))
    gardes = request.GET.copy()
    gardes.pop("page", None)
    contexte = {
        "page": page,
        "filtre": filtre,
        "filtree": bool(filtre.texte or filtre.region or filtre.filiere),
        "regions": regions_publiees(),
        "filieres": filieres_publiees(),
        "parametres": f"{gardes.urlencode()}&" if gardes else "",
    }
    return render(request, "manufactures/annuaire.html", contexte)


@require_safe
@login_not_required
def annuaire_detail(request, programme, slug):
    """The public sheet of a labelled project."""
    projet = projet_publie(slug)
    sources = [s.strip() for s in projet.source.split("|") if s.strip()]
    return render(request, "manufactures/annuaire_projet.html", {"projet": projet, "sources": sources})
