"""Routes of the incubation, under ``/p/<programme>/incubation/``."""

from django.urls import path

from incubation.views import livrables, maturite, presence, promotions, sessions

urlpatterns = [
    path("", promotions.promotion_liste, name="promotion_liste"),
    path("suivi/", promotions.incubation_suivi, name="incubation_suivi"),
    path("promotions/nouvelle/", promotions.promotion_ouvrir, name="promotion_ouvrir"),
    path("promotions/<int:pk>/", promotions.promotion_detail, name="promotion_detail"),
    path("promotions/<int:pk>/avancement.csv", promotions.promotion_exporter, name="promotion_exporter"),
    path("promotions/<int:pk>/sous-promotions/nouvelle/", promotions.sous_promotion_creer, name="sous_promotion_creer"),
    path("sous-promotions/<int:pk>/projets/", promotions.projet_affecter, name="projet_affecter"),
    path("sous-promotions/<int:pk>/sessions/nouvelle/", sessions.session_planifier, name="session_planifier"),
    path("sessions/", sessions.session_liste, name="session_liste"),
    path("sessions/<int:pk>/", sessions.session_detail, name="session_detail"),
    path("sessions/<int:pk>/convoquer/", sessions.session_convoquer, name="session_convoquer"),
    path("sessions/<int:pk>/clore/", sessions.session_clore, name="session_clore"),
    path("sessions/<int:pk>/inscrire/", sessions.session_inscrire, name="session_inscrire"),
    path("sessions/<int:pk>/feuille/", sessions.session_feuille, name="session_feuille"),
    path("sessions/<int:pk>/presences.csv", sessions.session_exporter, name="session_exporter"),
    path("sessions/<int:pk>/salle/", presence.presence_salle, name="presence_salle"),
    path("sessions/<int:pk>/salle/etat/", presence.presence_salle_etat, name="presence_salle_etat"),
    path("sessions/<int:pk>/signer/", presence.presence_signer, name="presence_signer"),
    path("livrables/", livrables.livrable_liste, name="livrable_liste"),
    path("livrables/export.csv", livrables.livrable_exporter, name="livrable_exporter"),
    path("livrables/<int:pk>/", livrables.livrable_detail, name="livrable_detail"),
    path("livrables/<int:pk>/deposer/", livrables.livrable_deposer, name="livrable_deposer"),
    path("livrables/<int:pk>/relire/", livrables.livrable_relire, name="livrable_relire"),
    path("livrables/<int:pk>/delai/", livrables.livrable_prolonger, name="livrable_prolonger"),
    path("livrables/<int:pk>/message/", livrables.livrable_message, name="livrable_message"),
    path("versions/<int:pk>/fichier/", livrables.version_telecharger, name="version_telecharger"),
    path("projets/<slug:slug>/livrables/", livrables.livrable_projet, name="livrable_projet"),
    path("projets/<slug:slug>/maturite/", maturite.maturite_detail, name="maturite_detail"),
    path("projets/<slug:slug>/besoins/", maturite.besoin_liste, name="besoin_liste"),
]
