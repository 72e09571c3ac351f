"""The team page: seats, invitations, handover."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from manufactures.access import invitation_du_projet, membre_du_projet, projet_lisible, projet_modifiable
from manufactures.actions.equipes import annuler_invitation, inviter_membre, remplacer_porteur, retirer_membre
from manufactures.enums import Fonction
from manufactures.forms import InvitationForm, SuccessionForm
from manufactures.models import MembreEquipe
from manufactures.permissions import peut_composer_l_equipe
from manufactures.queries.equipe import invitations_en_cours, sieges
from socle.lib.refus import ActionRefusee


@require_safe
def equipe_detail(request, programme, slug):
    """Who is in the team, who was, who is invited."""
    return _page(request, projet_lisible(request.acteur, slug), InvitationForm())


def _page(request, projet, formulaire):
    tous = sieges(projet)
    contexte = {
        "projet": projet,
        "presents": [s for s in tous if s.date_fin is None],
        "passes": [s for s in tous if s.date_fin],
        "invitations": invitations_en_cours(projet),
        "maintenant": timezone.now(),
        "formulaire": formulaire,
        "porteur": Fonction.PORTEUR,
        "fonctions": Fonction,
        "refus": peut_composer_l_equipe(request.acteur, projet.fonction_acteur),
    }
    return render(request, "manufactures/equipe.html", contexte)


@require_POST
def membre_inviter(request, programme, slug):
    """Invite a person by e-mail."""
    projet = projet_modifiable(request.acteur, slug)
    formulaire = InvitationForm(request.POST)
    if formulaire.is_valid():
        try:
            invitation = inviter_membre(projet=projet, acteur=request.acteur, **formulaire.cleaned_data)
            messages.success(request, f"L’invitation est partie à {invitation.email}.")
            return redirect("equipe_detail", programme, slug)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
    return _page(request, projet, formulaire)


@require_POST
def membre_retirer(request, programme, slug, pk):
    """End somebody's seat."""
    projet = projet_modifiable(request.acteur, slug)
    membre = membre_du_projet(projet, pk)
    _tenter(request, retirer_membre, f"{membre.utilisateur} ne fait plus partie de l’équipe.", membre=membre)
    return _retour(request, programme, projet)


@require_POST
def invitation_annuler(request, programme, slug, pk):
    """Cancel a pending invitation."""
    projet = projet_modifiable(request.acteur, slug)
    invitation = invitation_du_projet(projet, pk)
    _tenter(request, annuler_invitation, f"L’invitation de {invitation.email} est annulée.", projet=projet, invitation=invitation)
    return redirect("equipe_detail", programme, slug)


@require_http_methods(["GET", "HEAD", "POST"])
def porteur_remplacer(request, programme, slug):
    """Hand the project over to somebody of the team."""
    projet = projet_modifiable(request.acteur, slug)
    autres = MembreEquipe.objects.filter(projet=projet, date_fin=None).exclude(fonction=Fonction.PORTEUR).select_related("utilisateur")
    formulaire = SuccessionForm(request.POST or None, membres=autres)
    if request.method == "POST" and formulaire.is_valid():
        successeur = formulaire.cleaned_data["successeur"]
        if _tenter(request, remplacer_porteur, f"{successeur.utilisateur} porte désormais le projet.", projet=projet, successeur=successeur):
            return _retour(request, programme, projet)
    return render(request, "manufactures/succession.html", {"projet": projet, "formulaire": formulaire})


def _tenter(request, action, succes, **arguments):
    try:
        action(acteur=request.acteur, **arguments)
    except ActionRefusee as erreur:
        messages.error(request, str(erreur))
        return False
    messages.success(request, succes)
    return True


def _retour(request, programme, projet):
    """Whoever has just left the team has no page of it to go back to."""
    sieges_ouverts = MembreEquipe.objects.filter(projet=projet, utilisateur=request.acteur.pk, date_fin=None)
    encore = request.acteur.voit_tout or sieges_ouverts.exists()
    return redirect("equipe_detail", programme, projet.slug) if encore else redirect("accueil")
