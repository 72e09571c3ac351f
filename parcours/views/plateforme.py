"""Pages outside any programme: the door after sign-in, the opening of a programme, legal pages, health."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from parcours.actions.programmes import creer_programme
from parcours.forms import ProgrammeForm
from socle.comptes.models import Adhesion, Programme
from socle.lib.refus import ActionRefusee


@require_safe
@login_not_required
def accueil(request):
    """Lead each person to her programme, or let her choose among several."""
    if not request.user.is_authenticated:
        return redirect(settings.LOGIN_URL)
    attaches = Adhesion.objects.filter(utilisateur=request.user, date_fin=None).values("programme")
    programmes = list(Programme.objects.filter(pk__in=attaches).select_related("operateur"))
    if len(programmes) == 1 and not request.user.is_staff and "choisir" not in request.GET:
        return redirect("programme_accueil", programmes[0].slug)
    return render(request, "parcours/programmes.html", {"programmes": programmes})


@require_http_methods(["GET", "HEAD", "POST"])
def programme_creer(request):
    """Open a programme from a model (platform staff)."""
    if not request.user.is_staff:
        raise PermissionDenied
    formulaire = ProgrammeForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            programme = creer_programme(**formulaire.cleaned_data, auteur=request.user)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            messages.success(request, f"Le programme « {programme} » est ouvert.")
            return redirect("programme_accueil", programme.slug)
    return render(request, "parcours/programme_creer.html", {"formulaire": formulaire})


@require_safe
@login_not_required
def aide(request):
    return render(request, "parcours/aide.html")


@require_safe
@login_not_required
def accessibilite(request):
    return render(request, "parcours/accessibilite.html")


@require_safe
@login_not_required
def donnees_personnelles(request):
    return render(request, "parcours/donnees_personnelles.html")


@require_safe
@login_not_required
def mentions_legales(request):
    return render(request, "parcours/mentions_legales.html")


@require_safe
@login_not_required
def vivant(request):
    """Answer as long as the process runs."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@login_not_required
def pret(request):
    """Answer 200 when the database and the broker do."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT 1")
    cache.get("sante")
    return HttpResponse("ok", content_type="text/plain")
