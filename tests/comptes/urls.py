"""A small site behind the real middleware: one view per way of behaving, and stand-ins for the pages the layouts link to."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.urls import include, path

from parcours.navigation import PAR_ROLE
from socle.comptes.models import Adhesion, JetonApi
from socle.comptes.portee import programme_courant
from socle.journal.models import Evenement
from socle.lib.refus import AccesInterdit, ActionRefusee, Refus


def lire(request, programme):
    return HttpResponse(programme_courant().slug)


def ecrire(request, programme, statut):
    """Write one event, then answer with a status; on GET the write must fail."""
    Evenement.objects.create(fil="programme", verbe_code="programme.cree", auteur_libelle="x")
    return HttpResponse(status=statut)


def refuser(request, programme):
    Evenement.objects.create(fil="programme", verbe_code="programme.cree", auteur_libelle="x")
    raise ActionRefusee(Refus("vide", "Le quorum n’est pas atteint."))


def interdire(request, programme):
    raise AccesInterdit(Refus("pas_vous", "Cette page est à la coordination."))


def interdire_sans_phrase(request, programme):
    raise PermissionDenied


def casser(request, programme):
    raise ZeroDivisionError


@login_not_required
def publique(request, programme):
    return HttpResponse(str(Evenement.objects.count()))


def mes_portes(request):
    return JsonResponse({"roles": sorted(Adhesion.objects.values_list("role", flat=True))})


def sans_programme(request):
    return HttpResponse(str(JetonApi.objects.count()))


def rien(request, **_):
    return HttpResponse("")


urlpatterns = [
    path("compte/", include("allauth.urls")),
    path("portes/", mes_portes),
    path("sans-programme/", sans_programme),
    path("p/<slug:programme>/", lire, name="programme_accueil"),
    path("p/<slug:programme>/ecrire/<int:statut>/", ecrire),
    path("p/<slug:programme>/refuser/", refuser),
    path("p/<slug:programme>/interdire/", interdire),
    path("p/<slug:programme>/interdire-sans-phrase/", interdire_sans_phrase),
    path("p/<slug:programme>/casser/", casser),
    path("p/<slug:programme>/publique/", publique),
    path("p/<slug:programme>/couleurs.css", rien, name="programme_couleurs"),
    path("p/<slug:programme>/logo", rien, name="programme_logo"),
]
urlpatterns += [path(f"{nom}/", rien, name=nom) for nom in ("accueil", "aide", "annuaire", "accessibilite", "donnees_personnelles")]
LIENS = {route for liens in PAR_ROLE.values() for _, route in liens} - {"programme_accueil"}
urlpatterns += [path(f"p/<slug:programme>/liens/{route}/", rien, name=route) for route in LIENS]
