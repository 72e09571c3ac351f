"""Routes of the committee, under ``/p/<programme>/comite/``."""

from django.urls import path

from comite.views import additifs, desaccords, dossiers, membres, ordre, proces_verbal, salle, scrutins, seances, signatures, verification

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
    path("seances/<int:pk>/salle/", salle.seance_salle, name="seance_salle"),
    path("seances/<int:pk>/salle/<int:point>/", salle.seance_salle, name="point_salle"),
    path("seances/<int:pk>/salle/<int:point>/direct/", salle.salle_direct, name="salle_direct"),
    path("points/<int:pk>/scrutin/", scrutins.scrutin_ouvrir, name="scrutin_ouvrir"),
    path("scrutins/<int:pk>/voter/", scrutins.scrutin_voter, name="scrutin_voter"),
    path("scrutins/<int:pk>/clore/", scrutins.scrutin_clore, name="scrutin_clore"),
    path("scrutins/<int:pk>/annuler/", scrutins.scrutin_annuler, name="scrutin_annuler"),
    path("scrutins/<int:pk>/proclamer/", scrutins.scrutin_proclamer, name="scrutin_proclamer"),
    path("dossiers/<int:pk>/", dossiers.dossier_detail, name="dossier_detail"),
    path("dossiers/<int:pk>/noter/", dossiers.dossier_noter, name="dossier_noter"),
    path("decisions/", dossiers.decision_liste, name="decision_liste"),
    path("seances/<int:pk>/proces-verbal/", proces_verbal.seance_pv, name="seance_pv"),
    path("seances/<int:pk>/proces-verbal/etablir/", proces_verbal.pv_generer, name="pv_generer"),
    path("seances/<int:pk>/proces-verbal/pdf/", proces_verbal.pv_editer, name="pv_editer"),
    path("proces-verbaux/", proces_verbal.pv_liste, name="pv_liste"),
    path("seances/<int:pk>/proces-verbal/corriger/", proces_verbal.pv_corriger, name="pv_corriger"),
    path("seances/<int:pk>/proces-verbal/votes.csv", proces_verbal.pv_exporter, name="pv_exporter"),
    path("seances/<int:pk>/proces-verbal/signer/", signatures.pv_signer, name="pv_signer"),
    path("seances/<int:pk>/proces-verbal/additifs/", additifs.additif_rediger, name="additif_rediger"),
    path("seances/<int:pk>/proces-verbal/additifs/<int:numero>/", additifs.additif_detail, name="additif_detail"),
    path("seances/<int:pk>/proces-verbal/additifs/<int:numero>/abandonner/", additifs.additif_abandonner, name="additif_abandonner"),
    path("seances/<int:pk>/proces-verbal/additifs/<int:numero>/signer/", signatures.additif_signer, name="additif_signer"),
    path("seances/<int:pk>/proces-verbal/additifs/<int:numero>/pdf/", additifs.additif_editer, name="additif_editer"),
    path("points/<int:pk>/desaccord/", desaccords.desaccord_noter, name="desaccord_noter"),
    path("membres/", membres.membre_liste, name="membre_liste"),
    path("membres/inviter/", membres.membre_inviter, name="siege_inviter"),
    path("membres/<int:pk>/clore/", membres.membre_clore, name="membre_clore"),
]

# Public, under ``/p/<programme>/``: is this document ours?
publiques = [
    path("verifier/", verification.document_verifier, name="document_verifier"),
    path("verifier/<str:code>/", verification.verification_detail, name="verification_detail"),
]
