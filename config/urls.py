"""Every route: platform pages, then the pages of one programme under ``/p/<programme>/``."""

from django.urls import include, path

from comite.urls import publiques as publiques_du_comite

PAGES_DU_PROGRAMME = [
    path("", include("parcours.urls")),
    path("", include("socle.documents.urls")),
    path("", include("socle.courriers.urls")),
    path("", include("manufactures.urls")),
    path("incubation/", include("incubation.urls")),
    path("comite/", include("comite.urls")),
    path("", include(publiques_du_comite)),
    path("accompagnement/", include("accompagnement.urls")),
]

urlpatterns = [
    path("", include("parcours.urls_plateforme")),
    path("", include("socle.design.urls")),
    path("", include("socle.courriers.urls_plateforme")),
    path("compte/", include("allauth.urls")),
    path("p/<slug:programme>/", include(PAGES_DU_PROGRAMME)),
    path("api/v1/", include("parcours.api.urls")),
]

handler400 = "parcours.api.erreurs.demande_fausse"
handler403 = "parcours.api.erreurs.interdit"
handler404 = "parcours.api.erreurs.introuvable"
handler500 = "parcours.api.erreurs.panne"
