"""Routes of the committee in the API, under ``/api/v1/p/<programme>/``."""

from django.urls import path

from comite.api import views

urlpatterns = [
    path("seances/", views.SeanceListe.as_view(), name="api_seance_liste"),
    path("seances/<int:pk>/", views.SeanceDetail.as_view(), name="api_seance_detail"),
    path("seances/<int:pk>/presences/", views.PresenceListe.as_view(), name="api_presence_liste"),
    path("scrutins/<int:pk>/", views.ScrutinDetail.as_view(), name="api_scrutin_detail"),
    path("scrutins/<int:pk>/bulletins/", views.BulletinListe.as_view(), name="api_bulletin_liste"),
    path("dossiers/", views.DossierListe.as_view(), name="api_dossier_liste"),
    path("dossiers/<int:pk>/", views.DossierDetail.as_view(), name="api_dossier_detail"),
    path("decisions/", views.DecisionListe.as_view(), name="api_decision_liste"),
    path("decisions/<int:pk>/", views.DecisionDetail.as_view(), name="api_decision_detail"),
]
