"""The page of a project, and the list of one's own."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comite.queries.embargo import hors_deports, sans_embargo
from manufactures.permissions import lit_avant_publication
from parcours.access import projet_lisible
from parcours.droits import gestes_sur_projet, statut_montre
from parcours.queries.accueil import embargo_de
from parcours.queries.accueil import mes_projets as lire_mes_projets
from parcours.queries.page_projet import page_du_projet
from socle.journal.models import Evenement
from socle.journal.registre import Public, verbes_lus_par


@require_safe
def mes_projets(request, programme):
    """The projects where the person sits."""
    projets = lire_mes_projets(request.acteur)
    embargo = embargo_de(projets)
    lignes = [(projet, statut_montre(projet, embargo)) for projet in projets]
    return render(request, "parcours/mes_projets.html", {"lignes": lignes})


@require_safe
def projet_detail(request, programme, slug):
    """Where the project stands, what comes next, what was decided, who is in it."""
    page = page_du_projet(request.acteur, slug)
    if page is None:
        raise Http404
    gestes = gestes_sur_projet(request.acteur, page.projet, page.embargo, page.fermes)
    return render(request, "parcours/projet.html", {"page": page, "projet": page.projet, "gestes": gestes})


@require_safe
def projet_journal(request, programme, slug):
    """Everything that happened to a project, as far as the reader may know."""
    projet = projet_lisible(request.acteur, slug)
    evenements = Evenement.objects.du_fil(projet.fil)
    if not request.acteur.voit_tout:
        evenements = evenements.filter(verbe_code__in=verbes_lus_par(Public.EQUIPE))
    elif not lit_avant_publication(request.acteur):
        evenements = sans_embargo(evenements)
    page = Paginator(hors_deports(evenements, request.acteur), 50).get_page(request.GET.get("page"))
    return render(request, "parcours/journal.html", {"page": page, "titre": f"Journal, {projet}", "projet": projet})
