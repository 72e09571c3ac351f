"""Pages of the accompagnement, under ``/p/<programme>/accompagnement/``."""

from django.urls import path

from accompagnement.views import avis, credits, experts, missions, rapports, reservation, veille

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
    path("missions/<int:pk>/avis/", avis.mission_avis, name="mission_avis"),
    path("mes-avis/", avis.expert_avis, name="expert_avis"),
    path("suivi/experts/", veille.veille_experts, name="veille_experts"),
    path("projets/<slug:slug>/rapports/", rapports.rapport_liste, name="rapport_liste"),
    path("projets/<slug:slug>/rapports/<int:annee>/", rapports.rapport_detail, name="rapport_detail"),
    path("projets/<slug:slug>/rapports/<int:annee>/ecrire/", rapports.rapport_ecrire, name="rapport_ecrire"),
    path("projets/<slug:slug>/rapports/<int:annee>/acceptation/", rapports.rapport_accepter, name="rapport_accepter"),
    path("projets/<slug:slug>/rapports/<int:annee>/renvoi/", rapports.rapport_renvoyer, name="rapport_renvoyer"),
    path("projets/<slug:slug>/rapports/<int:annee>/pdf/", rapports.rapport_imprimer, name="rapport_imprimer"),
    path("suivi/", veille.veille_credits, name="veille_credits"),
    path("suivi/export.csv", veille.veille_exporter, name="veille_exporter"),
    path("suivi/consommation/", veille.veille_consommation, name="veille_consommation"),
    path("projets/<slug:slug>/consommation/", veille.projet_consommation, name="projet_consommation"),
]
