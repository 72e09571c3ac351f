"""Projects, candidatures, teams and the directory, under ``/p/<programme>/``."""

from django.urls import path

from manufactures.views import annuaire, candidatures, equipes, instruction, vagues

CANDIDATURE = "projets/<slug:slug>/candidature/"
EQUIPE = "projets/<slug:slug>/equipe/"

urlpatterns = [
    path("projets/", instruction.projet_liste, name="projet_liste"),
    path("projets/export.csv", instruction.projet_exporter, name="projet_exporter"),
    path("vagues/", vagues.vague_liste, name="vague_liste"),
    path("vagues/nouvelle/", vagues.vague_creer, name="vague_creer"),
    path("vagues/<int:numero>/", vagues.vague_modifier, name="vague_modifier"),
    path("candidatures/nouvelle/", instruction.projet_ouvrir, name="projet_ouvrir"),
    path(CANDIDATURE, candidatures.candidature_detail, name="candidature_detail"),
    path(f"{CANDIDATURE}rubriques/<slug:section>/", candidatures.candidature_rubrique, name="candidature_rubrique"),
    path(f"{CANDIDATURE}structure/", candidatures.structure_saisir, name="structure_saisir"),
    path(f"{CANDIDATURE}partenaires/", candidatures.partenaire_ajouter, name="partenaire_ajouter"),
    path(f"{CANDIDATURE}partenaires/<int:pk>/retirer/", candidatures.partenaire_retirer, name="partenaire_retirer"),
    path(f"{CANDIDATURE}conditions/", candidatures.condition_liste, name="condition_liste"),
    path(f"{CANDIDATURE}conditions/<slug:code>/", candidatures.condition_repondre, name="condition_repondre"),
    path(f"{CANDIDATURE}conditions/<slug:code>/preuve/", candidatures.preuve_telecharger, name="preuve_telecharger"),
    path(f"{CANDIDATURE}conditions/<slug:code>/joindre/", candidatures.preuve_joindre, name="preuve_joindre"),
    path(f"{CANDIDATURE}relecture/", candidatures.candidature_relire, name="candidature_relire"),
    path(f"{CANDIDATURE}deposer/", candidatures.candidature_deposer, name="candidature_deposer"),
    path(f"{CANDIDATURE}recepisse/", candidatures.recepisse_detail, name="recepisse_detail"),
    path(f"{CANDIDATURE}copie.json", candidatures.copie_telecharger, name="copie_telecharger"),
    path(f"{CANDIDATURE}instruction/", instruction.candidature_instruire, name="candidature_instruire"),
    path(f"{CANDIDATURE}recevable/", instruction.candidature_recevable, name="candidature_recevable"),
    path(f"{CANDIDATURE}irrecevable/", instruction.candidature_irrecevable, name="candidature_irrecevable"),
    path(f"{CANDIDATURE}pieces/", instruction.piece_demander, name="piece_demander"),
    path(EQUIPE, equipes.equipe_detail, name="equipe_detail"),
    path(f"{EQUIPE}inviter/", equipes.membre_inviter, name="membre_inviter"),
    path(f"{EQUIPE}succession/", equipes.porteur_remplacer, name="porteur_remplacer"),
    path(f"{EQUIPE}<int:pk>/retirer/", equipes.membre_retirer, name="membre_retirer"),
    path(f"{EQUIPE}invitations/<int:pk>/annuler/", equipes.invitation_annuler, name="invitation_annuler"),
    path("annuaire/", annuaire.annuaire_liste, name="annuaire_liste"),
    path("annuaire/<slug:slug>/", annuaire.annuaire_detail, name="annuaire_detail"),
]
