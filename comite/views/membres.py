"""The composition of the committee, and the règlement its members sit by."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from comite.access import exiger_composition, place_de
from comite.actions.membres import clore_mandat, inviter_membre, modifier_membre, renouveler_mandat
from comite.forms import InvitationMembreForm, MembreForm, RenouvellementForm
from comite.models import Membre
from comite.queries.composition import csv_des_membres, mandats_de, sieges_du_comite
from comite.queries.reglement import regles_du_comite
from comite.views.reponses import executer, reponse_csv, reussir
from socle.comptes.enums import Role
from socle.comptes.models import Invitation

BIENTOT = timedelta(days=90)  # a mandate that ends within three months is to be renewed


def _membre(pk: int) -> Membre:
    membre = Membre.objects.select_related("utilisateur", "suppleant_de__utilisateur").filter(pk=pk).first()
    if membre is None:
        raise Http404
    return membre


@require_safe
def membre_liste(request, programme):
    """The seats of the committee today."""
    place = place_de(request.acteur)
    jour = timezone.localdate()
    contexte = {"place": place, "sieges": sieges_du_comite(jour), "bientot": jour + BIENTOT, "jour": jour}
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
    membre = _membre(pk)
    if request.method == "POST":
        return executer(request, "Le mandat est clos.", ("membre_liste", programme), clore_mandat, membre=membre, acteur=request.acteur)
    return render(request, "comite/membre_clore.html", {"membre": membre})


@require_safe
def membre_export(request, programme):
    """The seats, past ones included, as CSV."""
    place_de(request.acteur)
    return reponse_csv(csv_des_membres(), "comite")


@require_safe
def membre_detail(request, programme, pk):
    """One member: seat, capacity, mandate, suppléants, earlier mandates."""
    place, membre = place_de(request.acteur), _membre(pk)
    contexte = {"place": place, "membre": membre, "jour": timezone.localdate(), "mandats": mandats_de(membre)}
    contexte["suppleants"] = list(membre.suppleants.select_related("utilisateur"))
    return render(request, "comite/membre_detail.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def membre_modifier(request, programme, pk):
    """Correct a seat."""
    exiger_composition(request.acteur)
    membre = _membre(pk)
    formulaire = MembreForm(request.POST or None, initial={champ: getattr(membre, champ) for champ in MembreForm.base_fields})
    if (
        request.method == "POST"
        and formulaire.is_valid()
        and reussir(request, formulaire, modifier_membre, membre=membre, acteur=request.acteur, **formulaire.cleaned_data)
    ):
        messages.success(request, "Le siège est modifié.")
        return redirect("membre_detail", programme, pk)
    return render(request, "comite/membre_modifier.html", {"membre": membre, "formulaire": formulaire})


@require_http_methods(["GET", "HEAD", "POST"])
def mandat_renouveler(request, programme, pk):
    """Carry a mandate on."""
    exiger_composition(request.acteur)
    membre = _membre(pk)
    formulaire = RenouvellementForm(request.POST or None)
    if (
        request.method == "POST"
        and formulaire.is_valid()
        and reussir(request, formulaire, renouveler_mandat, membre=membre, acteur=request.acteur, **formulaire.cleaned_data)
    ):
        messages.success(request, "Le mandat est renouvelé.")
        return redirect("membre_detail", programme, pk)
    return render(request, "comite/mandat_renouveler.html", {"membre": membre, "formulaire": formulaire})


@require_safe
def comite_reglement(request, programme):
    """The règlement intérieur, for those who sit by it."""
    return render(request, "comite/reglement.html", {"place": place_de(request.acteur), "regles": regles_du_comite()})
