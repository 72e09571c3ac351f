"""The composition of the committee."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from comite.access import exiger_composition, place_de
from comite.actions.membres import clore_mandat, inviter_membre
from comite.forms import InvitationMembreForm
from comite.models import Membre
from comite.views.reponses import executer, reussir
from socle.comptes.enums import Role
from socle.comptes.models import Invitation


@require_safe
def membre_liste(request, programme):
    """The seats of the committee today."""
    place = place_de(request.acteur)
    membres = Membre.objects.en_mandat(timezone.localdate()).select_related("utilisateur")
    contexte = {"place": place, "membres": membres}
    if request.acteur.est_coordination:
        attente = Invitation.objects.filter(role=Role.COMITE, acceptee_at=None, annulee_at=None, expire_at__gt=timezone.now())
        contexte["invitations"] = attente
    return render(request, "comite/membre_liste.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def membre_inviter(request, programme):
    """Offer a seat by e-mail."""
    exiger_composition(request.acteur)
    formulaire = InvitationMembreForm(request.POST or None)
    if (
        request.method == "POST"
        and formulaire.is_valid()
        and reussir(
            request, formulaire, inviter_membre,
            email=formulaire.cleaned_data["email"], siege=formulaire.siege_offert(), acteur=request.acteur,
        )
    ):  # fmt: skip
        messages.success(request, "L’invitation part.")
        return redirect("membre_liste", programme)
    return render(request, "comite/membre_inviter.html", {"formulaire": formulaire})


@require_http_methods(["GET", "HEAD", "POST"])
def membre_clore(request, programme, pk):
    """End a mandate today, once confirmed."""
    exiger_composition(request.acteur)
    membre = Membre.objects.select_related("utilisateur").filter(pk=pk).first()
    if membre is None:
        raise Http404
    if request.method == "POST":
        return executer(request, "Le mandat est clos.", ("membre_liste", programme), clore_mandat, membre=membre, acteur=request.acteur)
    return render(request, "comite/membre_clore.html", {"membre": membre})
