"""Experts: directory, invitation, and the expert's own pages."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accompagnement.access import creneau_de_l_expert, exiger_annuaire, exiger_coordination, expert_connecte
from accompagnement.actions.creneaux import ouvrir_creneaux, retirer_creneau
from accompagnement.actions.experts import inviter_expert
from accompagnement.forms import CreneauxForm, InvitationExpertForm
from accompagnement.models import Besoin
from accompagnement.queries.accueil_expert import bloc_expert
from accompagnement.queries.experts import agenda, annuaire, en_jours
from accompagnement.queries.missions import missions_de_l_expert
from socle.lib.francais import pluriel
from socle.lib.refus import ActionRefusee

PAR_PAGE = 50


@require_safe
def expert_liste(request, programme):
    """The directory, by need and territory."""
    exiger_annuaire(request.acteur)
    besoin, territoire = request.GET.get("besoin", ""), request.GET.get("territoire", "").strip()
    page = Paginator(annuaire(timezone.now(), besoin=besoin, territoire=territoire), PAR_PAGE).get_page(request.GET.get("page"))
    parametres = request.GET.copy()
    parametres.pop("page", None)
    contexte = {
        "page": page,
        "besoins": Besoin.objects.all(),
        "besoin": besoin,
        "territoire": territoire,
        "parametres": f"{parametres.urlencode()}&" if parametres else "",
    }
    return render(request, "accompagnement/experts.html", contexte)


@require_http_methods(["GET", "POST"])
def expert_inviter(request, programme):
    """The coordination invites an expert by e-mail."""
    exiger_coordination(request.acteur)
    formulaire = InvitationExpertForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            invitation = inviter_expert(acteur=request.acteur, **formulaire.cleaned_data)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, f"Invitation envoyée à {invitation.email}.")
            return redirect("expert_liste", programme)
    return render(request, "accompagnement/expert_inviter.html", {"formulaire": formulaire})


@require_safe
def expert_missions(request, programme):
    """The expert's day: requests to answer, half-days ahead, reports due, then the past."""
    expert, maintenant = expert_connecte(request.acteur), timezone.now()
    page = Paginator(missions_de_l_expert(request.acteur), PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "expert": expert,
        "bloc": bloc_expert(request.acteur, maintenant),
        "page": page,
        "lignes": [(m, m.etat_a(maintenant, de_l_expert=True)) for m in page],
    }
    return render(request, "accompagnement/expert_missions.html", contexte)


@require_http_methods(["GET", "POST"])
def creneau_liste(request, programme):
    """The expert opens half-days over a range of dates and sees those ahead."""
    expert = expert_connecte(request.acteur)
    formulaire = CreneauxForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            nombre = ouvrir_creneaux(expert=expert, acteur=request.acteur, **formulaire.cleaned_data)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            dit = pluriel(nombre, "demi-journée ouverte", "demi-journées ouvertes") if nombre else "Rien de nouveau : ces demi-journées sont déjà ouvertes"
            messages.success(request, f"{dit}.")
            return redirect("creneau_liste", programme)
    jours = en_jours(list(agenda(expert, timezone.now())))
    return render(request, "accompagnement/creneaux.html", {"expert": expert, "formulaire": formulaire, "jours": jours})


@require_POST
def creneau_retirer(request, programme, pk):
    """The expert withdraws a free half-day."""
    creneau = creneau_de_l_expert(request.acteur, pk)
    try:
        retirer_creneau(creneau=creneau)
    except ActionRefusee as e:
        messages.error(request, str(e))
    else:
        messages.success(request, "Demi-journée retirée de votre agenda.")
    return redirect("creneau_liste", programme)
