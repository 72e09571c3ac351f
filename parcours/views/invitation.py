"""One page that leads an invited person to the right door, whatever she was invited to."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from parcours.actions.acces import accepter_avec_un_compte, accepter_invitation
from parcours.forms import CompteForm
from socle.comptes.actions.invitations import AUTRE_ADRESSE, lire_invitation, refus_d_ouvrir
from socle.comptes.enums import Role
from socle.lib.refus import ActionRefusee


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def invitation_accepter(request, programme, secret):
    """Open an account and take the seat, or take it with the account one is signed in with."""
    invitation = lire_invitation(secret)
    refus = refus_d_ouvrir(invitation)
    if refus is None and request.user.is_authenticated and request.user.email.lower() != invitation.email.lower():
        refus = AUTRE_ADRESSE
    if refus:
        return render(request, "parcours/invitation_refusee.html", {"refus": refus}, status=409)
    formulaire = None if invitation.connu else CompteForm(request.POST or None)
    if request.method == "POST" and (invitation.connu or formulaire.is_valid()):
        if (reponse := _accepter(request, secret, invitation, formulaire)) is not None:
            return reponse
    contexte = {"invitation": invitation, "role": Role(invitation.role), "formulaire": formulaire, "connu": invitation.connu}
    return render(request, "parcours/invitation.html", contexte)


def _accepter(request, secret, invitation, formulaire):
    if formulaire:
        return _entrer(request, secret, invitation, formulaire)
    if not request.user.is_authenticated:
        return redirect(f"/compte/login/?{urlencode({'next': request.path})}")
    accepter_invitation(secret=secret, utilisateur=request.user)
    return _accueillir(request)


def _entrer(request, secret, invitation, formulaire):
    try:
        utilisateur = accepter_avec_un_compte(secret=secret, email=invitation.email, **formulaire.cleaned_data)
    except ActionRefusee as erreur:
        formulaire.refuser(erreur.refus)
        return None
    login(request, utilisateur, backend="allauth.account.auth_backends.AuthenticationBackend")
    return _accueillir(request)


def _accueillir(request):
    messages.success(request, "Bienvenue. Votre invitation est acceptée.")
    return redirect("programme_accueil", request.programme.slug)
