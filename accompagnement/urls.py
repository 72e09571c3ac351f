"""Pages of the accompagnement, under ``/p/<programme>/accompagnement/``."""

from django.urls import path

from accompagnement.views import credits, experts, missions, plan_action, releves, reservation, service

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
    path("missions/<int:pk>/pieces/<int:piece>/", missions.mission_piece, name="mission_piece"),
    path("missions/<int:pk>/reponse/", missions.mission_repondre, name="mission_repondre"),
    path("missions/<int:pk>/annulation/", missions.mission_annuler, name="mission_annuler"),
    path("missions/<int:pk>/compte-rendu/", service.mission_rendre, name="mission_rendre"),
    path("missions/<int:pk>/service-fait/", service.mission_juger, name="mission_juger"),
    path("missions/<int:pk>/validation/", service.mission_valider, name="mission_valider"),
    path("experts/", experts.expert_liste, name="expert_liste"),
    path("experts/inviter/", experts.expert_inviter, name="expert_inviter"),
    path("mes-missions/", experts.expert_missions, name="expert_missions"),
    path("mes-creneaux/", experts.creneau_liste, name="creneau_liste"),
    path("mes-creneaux/<int:pk>/retrait/", experts.creneau_retirer, name="creneau_retirer"),
    path("missions/<int:pk>/silence/", service.mission_constater, name="mission_constater"),
    path("missions/<int:pk>/arbitrage/", service.mission_arbitrer, name="mission_arbitrer"),
    path("missions/<int:pk>/autre-compte-rendu/", service.mission_redemander, name="mission_redemander"),
    path("missions/<int:pk>/attestation/", service.mission_attester, name="mission_attester"),
    path("releves/", releves.releve_liste, name="releve_liste"),
    path("releves/export/", releves.releve_exporter, name="releve_exporter"),
    path("releves/etablissement/", releves.releve_etablir, name="releve_etablir"),
    path("releves/<int:pk>/", releves.releve_detail, name="releve_detail"),
    path("releves/<int:pk>/tableur/", releves.releve_tableur, name="releve_tableur"),
    path("releves/<int:pk>/pdf/", releves.releve_editer, name="releve_editer"),
    path("releves/<int:pk>/facture/", releves.releve_facturer, name="releve_facturer"),
    path("releves/<int:pk>/paiement/", releves.releve_payer, name="releve_payer"),
    path("releves/<int:pk>/rejet/", releves.releve_rejeter, name="releve_rejeter"),
    path("projets/<slug:slug>/plan-d-actions/", plan_action.plan_action, name="plan_action"),
    path("projets/<slug:slug>/plan-d-actions/ajout/", plan_action.action_ajouter, name="action_ajouter"),
    path("projets/<slug:slug>/plan-d-actions/<int:pk>/fait/", plan_action.action_terminer, name="action_terminer"),
]
