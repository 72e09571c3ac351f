"""Routes of the accompagnement in the API, under ``/api/v1/p/<programme>/``."""

from django.urls import path

from accompagnement.api import collectives, missions, views

urlpatterns = [
    path("comptes-credits/<slug:projet>/", views.CompteDetail.as_view(), name="api_compte_detail"),
    path("comptes-credits/<slug:projet>/mouvements/", views.MouvementListe.as_view(), name="api_mouvement_liste"),
    path("experts/", views.ExpertListe.as_view(), name="api_expert_liste"),
    path("creneaux/", views.CreneauListe.as_view(), name="api_creneau_liste"),
    path("reservations/", missions.ReservationListe.as_view(), name="api_reservation_liste"),
    path("reservations/<int:pk>/annulation/", missions.Annulation.as_view(), name="api_reservation_annulation"),
    path("missions/", missions.MissionListe.as_view(), name="api_mission_liste"),
    path("missions/<int:pk>/", missions.MissionDetail.as_view(), name="api_mission_detail"),
    path("missions/<int:pk>/reponse/", missions.ReponseDetail.as_view(), name="api_mission_reponse"),
    path("missions/<int:pk>/confirmation/", missions.ConfirmationDetail.as_view(), name="api_mission_confirmation"),
    path("missions/<int:pk>/compte-rendu/", missions.CompteRenduDetail.as_view(), name="api_mission_compte_rendu"),
    path("missions/<int:pk>/service-fait/", missions.ServiceFaitDetail.as_view(), name="api_mission_service_fait"),
    path("missions/<int:pk>/validation/", missions.ValidationDetail.as_view(), name="api_mission_validation"),
    path("collectives/", collectives.CollectiveListe.as_view(), name="api_collective_liste"),
    path("collectives/<int:pk>/", collectives.CollectiveDetail.as_view(), name="api_collective_detail"),
    path("collectives/<int:pk>/inscriptions/", collectives.Inscription.as_view(), name="api_collective_inscription"),
    path("collectives/<int:pk>/refus/", collectives.RefusDInvitation.as_view(), name="api_collective_refus"),
    path("collectives/<int:pk>/retraits/", collectives.Retrait.as_view(), name="api_collective_retrait"),
    path("collectives/<int:pk>/accord/", collectives.Accord.as_view(), name="api_collective_accord"),
    path("collectives/<int:pk>/confirmation/", collectives.Confirmation.as_view(), name="api_collective_confirmation"),
    path("collectives/<int:pk>/annulation/", collectives.AnnulationCollective.as_view(), name="api_collective_annulation"),
    path("collectives/<int:pk>/compte-rendu/", collectives.CompteRenduCollectif.as_view(), name="api_collective_compte_rendu"),
]
