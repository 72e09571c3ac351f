"""Steering one programme: its règlement, its people, its journal, its colours."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from comite.queries.embargo import hors_deports, sans_embargo
from manufactures.permissions import lit_avant_publication
from parcours.access import exiger_coordination, exiger_regard
from parcours.actions.acces import inviter
from parcours.actions.reglement import changer_reglage
from parcours.forms import InvitationForm, ReglageForm
from parcours.queries.programme import lire_personnes, lire_reglement
from socle.comptes import reglement as registre
from socle.design.couleurs import feuille_de_couleurs
from socle.journal.models import Evenement
from socle.lib.refus import ActionRefusee


@require_safe
@login_not_required
def programme_couleurs(request, programme):
    """The colours of the programme as a style sheet, since no page holds any style."""
    return HttpResponse(feuille_de_couleurs(request.programme.couleurs), content_type="text/css", headers={"Cache-Control": "max-age=300"})


@require_safe
def reglement(request, programme):
    exiger_regard(request.acteur)
    return render(request, "parcours/reglement.html", {"chapitres": lire_reglement()})


@require_http_methods(["GET", "HEAD", "POST"])
def reglage_fixer(request, programme, cle):
    exiger_coordination(request.acteur)
    try:
        definition = registre.definition(cle)
    except KeyError:
        raise Http404 from None
    initial = {"valeur": registre.valeurs_brutes()[cle], "date_effet": timezone.localdate()}
    formulaire = ReglageForm(request.POST or None, initial=initial)
    if request.method == "POST" and formulaire.is_valid():
        try:
            changer_reglage(cle=cle, **formulaire.cleaned_data, acteur=request.acteur)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            messages.success(request, f"« {definition.libelle} » est enregistré.")
            return redirect("reglement", programme)
    return render(request, "parcours/reglage.html", {"formulaire": formulaire, "definition": definition})


@require_safe
def personnes(request, programme):
    exiger_regard(request.acteur)
    page = Paginator(lire_personnes(), 50).get_page(request.GET.get("page"))
    return render(request, "parcours/personnes.html", {"page": page, "peut_inviter": request.acteur.est_coordination})


@require_http_methods(["GET", "HEAD", "POST"])
def personne_inviter(request, programme):
    exiger_coordination(request.acteur)
    formulaire = InvitationForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        inviter(**formulaire.cleaned_data, acteur=request.acteur)
        messages.success(request, f"L’invitation part à {formulaire.cleaned_data['email']}.")
        return redirect("personnes", programme)
    return render(request, "parcours/personne_inviter.html", {"formulaire": formulaire})


@require_safe
def journal(request, programme):
    exiger_regard(request.acteur)
    evenements = Evenement.objects.select_related("auteur").order_by("-pk")
    if not lit_avant_publication(request.acteur):
        evenements = sans_embargo(evenements)
    page = Paginator(hors_deports(evenements, request.acteur), 50).get_page(request.GET.get("page"))
    return render(request, "parcours/journal.html", {"page": page})
