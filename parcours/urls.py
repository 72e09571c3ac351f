"""Pages of one programme that cross its phases."""

from django.urls import path

from parcours.views import accueil, etapes, identite, invitation, programme, projet

urlpatterns = [
    path("", accueil.programme_accueil, name="programme_accueil"),
    path("couleurs.css", programme.programme_couleurs, name="programme_couleurs"),
    path("logo/", identite.programme_logo, name="programme_logo"),
    path("identite/", identite.programme_identite, name="programme_identite"),
    path("reglement/", programme.reglement, name="reglement"),
    path("reglement/<str:cle>/", programme.reglage_fixer, name="reglage_fixer"),
    path("personnes/", programme.personnes, name="personnes"),
    path("personnes/inviter/", programme.personne_inviter, name="personne_inviter"),
    path("invitation/<str:secret>/", invitation.invitation_accepter, name="invitation_accepter"),
    path("journal/", programme.journal, name="journal"),
    path("mes-projets/", projet.mes_projets, name="mes_projets"),
    path("projets/<slug:slug>/", projet.projet_detail, name="projet_detail"),
    path("projets/<slug:slug>/journal/", projet.projet_journal, name="projet_journal"),
    path("projets/<slug:slug>/comite/", etapes.projet_verser, name="projet_verser"),
    path("projets/<slug:slug>/accompagnement/", etapes.plan_preparer, name="plan_preparer"),
    path("projets/<slug:slug>/bilan-autonomie/", etapes.bilan_ouvrir, name="bilan_ouvrir"),
    path("seances/<int:pk>/dossiers/", etapes.dossiers_figer, name="dossiers_figer"),
]
