"""Routes of the tests of the design system: ours, the accounts', and stand-ins for those the layouts link to."""

from django.http import HttpResponse
from django.urls import include, path


def _rien(request, **_):
    return HttpResponse("")


urlpatterns = [
    path("", include("socle.design.urls")),
    path("comptes/", include("allauth.urls")),
    path("accueil/", _rien, name="accueil"),
    path("aide/", _rien, name="aide"),
    path("p/<slug:programme>/annuaire/", _rien, name="annuaire_liste"),
    path("accessibilite/", _rien, name="accessibilite"),
    path("donnees/", _rien, name="donnees_personnelles"),
    path("p/<slug:programme>/couleurs.css", _rien, name="programme_couleurs"),
    path("p/<slug:programme>/logo", _rien, name="programme_logo"),
]
