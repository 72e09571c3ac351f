"""Pages of the accompagnement, under ``/p/<programme>/accompagnement/``."""

from django.urls import path

from accompagnement.views import credits, demandes, experts, missions, planification, reservation

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
    path("mes-missions/", experts.expert_missions, name="expert_missions"),
    path("mes-creneaux/", experts.creneau_liste, name="creneau_liste"),
    path("mes-creneaux/<int:pk>/retrait/", experts.creneau_retirer, name="creneau_retirer"),
    path("projets/<slug:slug>/missions/demander/", demandes.mission_demander, name="mission_demander"),
    path("missions/<int:pk>/experts/", demandes.mission_experts, name="mission_experts"),
    path("missions/<int:pk>/confirmation/", demandes.mission_confirmer, name="mission_confirmer"),
    path("missions/<int:pk>/approbation/", demandes.mission_approuver, name="mission_approuver"),
    path("missions/<int:pk>/bon-de-commande/", demandes.bon_detail, name="bon_detail"),
    path("missions/<int:pk>/bon-de-commande/pdf/", demandes.bon_editer, name="bon_editer"),
    path("missions/<int:pk>/dates/", planification.mission_planifier, name="mission_planifier"),
    path("missions/<int:pk>/dates/reste/", planification.mission_rendre_le_reste, name="mission_rendre_le_reste"),
    path("missions/<int:pk>/dates/<int:creneau>/liberation/", planification.demi_journee_liberer, name="demi_journee_liberer"),
    path("missions/<int:pk>/dates/<int:creneau>/constat/", planification.demi_journee_constater, name="demi_journee_constater"),
]
