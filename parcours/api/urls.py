"""Routes of the API, version 1."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from parcours.api import views

urlpatterns = [
    path("schema/", login_not_required(SpectacularAPIView.as_view()), name="api_schema"),
    path("p/<slug:programme>/projets/", views.ProjetListe.as_view(), name="api_projet_liste"),
    path("p/<slug:programme>/projets/<slug:slug>/", views.ProjetDetail.as_view(), name="api_projet_detail"),
    path("p/<slug:programme>/", include("comite.api.urls")),
    path("p/<slug:programme>/", include("accompagnement.api.urls")),
]
