"""Pages of the accompagnement, under ``/p/<programme>/accompagnement/``."""

from django.urls import path

from accompagnement.views import avenants, credits, experts, missions, plan, reservation

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
    path("plans/", plan.plan_liste, name="plan_liste"),
    path("plans/export.csv", plan.plan_exporter, name="plan_exporter"),
    path("projets/<slug:slug>/plan/", plan.plan_detail, name="plan_detail"),
    path("projets/<slug:slug>/plan/ajuster/", plan.plan_ajuster, name="plan_ajuster"),
    path("projets/<slug:slug>/plan/proposition/", plan.plan_proposer, name="plan_proposer"),
    path("projets/<slug:slug>/plan/signature/", plan.plan_signer, name="plan_signer"),
    path("projets/<slug:slug>/plan/pdf/", plan.plan_editer, name="plan_editer"),
    path("projets/<slug:slug>/plan/suspension/", avenants.plan_suspendre, name="plan_suspendre"),
    path("projets/<slug:slug>/plan/reprise/", avenants.plan_reprendre, name="plan_reprendre"),
    path("projets/<slug:slug>/plan/prolongation/", avenants.plan_prolonger, name="plan_prolonger"),
    path("projets/<slug:slug>/plan/avenants/nouveau/", avenants.avenant_proposer, name="avenant_proposer"),
    path("projets/<slug:slug>/plan/avenants/<int:numero>/", avenants.avenant_detail, name="avenant_detail"),
    path("projets/<slug:slug>/plan/avenants/<int:numero>/signature/", avenants.avenant_signer, name="avenant_signer"),
    path("projets/<slug:slug>/plan/avenants/<int:numero>/retrait/", avenants.avenant_retirer, name="avenant_retirer"),
]
