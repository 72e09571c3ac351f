"""Routes of the committee, under ``/p/<programme>/comite/``."""

from django.urls import path

from comite.views import dossiers, membres, ordre, pointage, proces_verbal, projection, salle, scrutins, seances, votes

urlpatterns = [
    path("seances/", seances.seance_liste, name="seance_liste"),
    path("seances/nouvelle/", seances.seance_creer, name="seance_creer"),
    path("seances/<int:pk>/", seances.seance_detail, name="seance_detail"),
    path("seances/<int:pk>/convoquer/", seances.seance_convoquer, name="seance_convoquer"),
    path("seances/<int:pk>/ouvrir/", seances.seance_ouvrir, name="seance_ouvrir"),
    path("seances/<int:pk>/suspendre/", seances.seance_suspendre, name="seance_suspendre"),
    path("seances/<int:pk>/lever/", seances.seance_lever, name="seance_lever"),
    path("seances/<int:pk>/publier/", seances.seance_publier, name="seance_publier"),
    path("seances/<int:pk>/points/", ordre.point_inscrire, name="point_inscrire"),
    path("points/<int:pk>/retirer/", ordre.point_retirer, name="point_retirer"),
    path("seances/<int:pk>/deports/", ordre.deport_declarer, name="deport_declarer"),
    path("seances/<int:pk>/procurations/", ordre.procuration_donner, name="procuration_donner"),
    path("seances/<int:pk>/procurations/<int:mandant>/retirer/", ordre.procuration_retirer, name="procuration_retirer"),
    path("seances/<int:pk>/presences/", salle.presence_noter, name="presence_noter"),
    path("seances/<int:pk>/heures/", pointage.presence_liste, name="presence_liste"),
    path("presences/<int:pk>/corriger/", pointage.presence_corriger, name="presence_corriger"),
    path("seances/<int:pk>/presidence/", pointage.presidence_designer, name="presidence_designer"),
    path("seances/<int:pk>/projection/", projection.seance_projection, name="seance_projection"),
    path("seances/<int:pk>/salle/", salle.seance_salle, name="seance_salle"),
    path("seances/<int:pk>/salle/<int:point>/", salle.seance_salle, name="point_salle"),
    path("seances/<int:pk>/salle/<int:point>/direct/", salle.salle_direct, name="salle_direct"),
    path("points/<int:pk>/scrutin/", scrutins.scrutin_ouvrir, name="scrutin_ouvrir"),
    path("scrutins/<int:pk>/voter/", votes.scrutin_voter, name="scrutin_voter"),
    path("scrutins/<int:pk>/saisir/", votes.vote_saisir, name="vote_saisir"),
    path("scrutins/<int:pk>/clore/", scrutins.scrutin_clore, name="scrutin_clore"),
    path("scrutins/<int:pk>/annuler/", scrutins.scrutin_annuler, name="scrutin_annuler"),
    path("scrutins/<int:pk>/proclamer/", scrutins.scrutin_proclamer, name="scrutin_proclamer"),
    path("dossiers/<int:pk>/", dossiers.dossier_detail, name="dossier_detail"),
    path("dossiers/<int:pk>/noter/", dossiers.dossier_noter, name="dossier_noter"),
    path("decisions/", dossiers.decision_liste, name="decision_liste"),
    path("seances/<int:pk>/proces-verbal/", proces_verbal.seance_pv, name="seance_pv"),
    path("seances/<int:pk>/proces-verbal/etablir/", proces_verbal.pv_generer, name="pv_generer"),
    path("seances/<int:pk>/proces-verbal/pdf/", proces_verbal.pv_editer, name="pv_editer"),
    path("membres/", membres.membre_liste, name="membre_liste"),
    path("membres/inviter/", membres.membre_inviter, name="siege_inviter"),
    path("membres/<int:pk>/clore/", membres.membre_clore, name="membre_clore"),
]
