"""Pages of the accompagnement, under ``/p/<programme>/accompagnement/``."""

from django.urls import path

from accompagnement.views import agenda, credits, experts, missions, reservation

urlpatterns = [
    path("projets/<slug:slug>/credits/", credits.credits_projet, name="credits_projet"),
    path("projets/<slug:slug>/credits/mouvements.csv", credits.credits_exporter, name="credits_exporter"),
    path("projets/<slug:slug>/credits/transfert/", credits.credits_transferer, name="credits_transferer"),
    path("projets/<slug:slug>/reserver/", reservation.reservation_besoin, name="reservation_besoin"),
    path("projets/<slug:slug>/reserver/<slug:besoin>/", reservation.reservation_expert, name="reservation_expert"),
    path("projets/<slug:slug>/reserver/<slug:besoin>/<int:expert>/", reservation.reservation_creneau, name="reservation_creneau"),
    path("missions/", missions.mission_liste, name="mission_liste"),
    path("missions/export.csv", missions.mission_exporter, name="mission_exporter"),
    path("missions/<int:pk>/", missions.mission_detail, name="mission_detail"),
    path("missions/<int:pk>/piece/", missions.mission_piece, name="mission_piece"),
    path("missions/<int:pk>/reponse/", missions.mission_repondre, name="mission_repondre"),
    path("missions/<int:pk>/annulation/", missions.mission_annuler, name="mission_annuler"),
    path("missions/<int:pk>/compte-rendu/", missions.mission_rendre, name="mission_rendre"),
    path("missions/<int:pk>/service-fait/", missions.mission_juger, name="mission_juger"),
    path("missions/<int:pk>/validation/", missions.mission_valider, name="mission_valider"),
    path("experts/", experts.expert_liste, name="expert_liste"),
    path("experts/inviter/", experts.expert_inviter, name="expert_inviter"),
    path("experts/export.csv", experts.expert_exporter, {"format": "csv"}, name="expert_exporter"),
    path("experts/export.xlsx", experts.expert_exporter, {"format": "xlsx"}, name="expert_tableur"),
    path("experts/<int:pk>/", experts.expert_detail, name="expert_detail"),
    path("experts/<int:pk>/conditions/", experts.expert_conditions, name="expert_conditions"),
    path("mon-profil/", experts.expert_modifier, name="expert_modifier"),
    path("projets/<slug:slug>/mon-interet/", experts.interet_declarer, name="interet_declarer"),
    path("mes-missions/", experts.expert_missions, name="expert_missions"),
    path("mes-creneaux/", agenda.creneau_liste, name="creneau_liste"),
    path("mes-creneaux/<int:pk>/retrait/", agenda.creneau_retirer, name="creneau_retirer"),
    path("mes-creneaux/<int:pk>/reouverture/", agenda.creneau_rouvrir, name="creneau_rouvrir"),
    path("mes-creneaux/semaine/", agenda.disponibilite_ajouter, name="disponibilite_ajouter"),
    path("mes-creneaux/semaine/<int:pk>/retrait/", agenda.disponibilite_retirer, name="disponibilite_retirer"),
    path("mes-creneaux/exceptions/", agenda.exception_ajouter, name="exception_ajouter"),
    path("mes-creneaux/exceptions/<int:pk>/retrait/", agenda.exception_retirer, name="exception_retirer"),
    path("mes-creneaux/calendriers/", agenda.calendrier_ajouter, name="calendrier_ajouter"),
    path("mes-creneaux/calendriers/<int:pk>/lecture/", agenda.calendrier_lire, name="calendrier_lire"),
    path("mes-creneaux/calendriers/<int:pk>/retrait/", agenda.calendrier_retirer, name="calendrier_retirer"),
]
