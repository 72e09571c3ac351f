"""Pages outside any programme."""

from django.urls import path

from parcours.views import plateforme

urlpatterns = [
    path("", plateforme.accueil, name="accueil"),
    path("programmes/nouveau/", plateforme.programme_creer, name="programme_creer"),
    path("aide/", plateforme.aide, name="aide"),
    path("accessibilite/", plateforme.accessibilite, name="accessibilite"),
    path("donnees-personnelles/", plateforme.donnees_personnelles, name="donnees_personnelles"),
    path("mentions-legales/", plateforme.mentions_legales, name="mentions_legales"),
    path("sante/vivant/", plateforme.vivant, name="vivant"),
    path("sante/pret/", plateforme.pret, name="pret"),
]
