"""Experts: directory, invitation, and the expert's own pages."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accompagnement.access import (
    exiger_annuaire,
    exiger_coordination,
    expert_connecte,
    expert_coordonne,
    expert_lisible,
    projet_de_l_expert,
)
from accompagnement.actions.conditions import declarer_interet, fixer_conditions
from accompagnement.actions.experts import inviter_expert, modifier_profil
from accompagnement.enums import Langue
from accompagnement.forms import InvitationExpertForm
from accompagnement.forms_agenda import ConditionsForm, DeclarationForm, FiltreExpertsForm, ProfilForm
from accompagnement.models import Besoin
from accompagnement.queries.accueil_expert import bloc_expert
from accompagnement.queries.experts import annuaire, parts
from accompagnement.queries.interets import interet_declare
from accompagnement.queries.missions import missions_de_l_expert
from accompagnement.views.exports_experts import experts_csv, experts_xlsx
from manufactures.departements import NOMS
from socle.lib.refus import ActionRefusee

PAR_PAGE = 50


@require_safe
def expert_liste(request, programme):
    """The directory, by words, need, territory, language and distance."""
    exiger_annuaire(request.acteur)
    filtre = FiltreExpertsForm(request.GET).filtre
    page = Paginator(annuaire(timezone.now(), **filtre), PAR_PAGE).get_page(request.GET.get("page"))
    parametres = request.GET.copy()
    parametres.pop("page", None)
    contexte = {
        "page": page,
        "lignes": [(e, parts(e)) for e in page],
        "besoins": Besoin.objects.all(),
        "langues": Langue,
        "departements": NOMS,
        "filtre": filtre,
        "parametres": f"{parametres.urlencode()}&" if parametres else "",
    }
    return render(request, "accompagnement/experts.html", contexte)


@require_safe
def expert_exporter(request, programme, format):
    """The same list for a spreadsheet, with lot and price."""
    exiger_coordination(request.acteur)
    experts = annuaire(timezone.now(), **FiltreExpertsForm(request.GET).filtre)
    return {"csv": experts_csv, "xlsx": experts_xlsx}[format](experts)


@require_safe
def expert_detail(request, programme, pk):
    """The profile of an expert, for those who work with her."""
    expert = expert_lisible(request.acteur, pk)
    contexte = {
        "expert": expert,
        "parts": parts(expert),
        "langues": [Langue(code).label for code in expert.langues],
        "competences": expert.competences.select_related("besoin"),
        "departement": NOMS.get(expert.departement, ""),
        "c_est_moi": expert.utilisateur_id == request.acteur.pk,
        "conditions": expert.conditions.select_related("fixees_par")[:10] if request.acteur.voit_tout else None,
    }
    return render(request, "accompagnement/expert_detail.html", contexte)


@require_http_methods(["GET", "POST"])
def expert_modifier(request, programme):
    """The expert rewrites her profile."""
    expert = expert_connecte(request.acteur)
    formulaire = ProfilForm(request.POST or None, expert=expert)
    if request.method == "POST" and formulaire.is_valid():
        try:
            modifier_profil(expert=expert, competences=formulaire.competences, profil=formulaire.profil, acteur=request.acteur)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, "Profil enregistré : les projets le lisent aussitôt.")
            return redirect("expert_detail", programme, expert.pk)
    return render(request, "accompagnement/expert_modifier.html", {"expert": expert, "formulaire": formulaire})


@require_http_methods(["GET", "POST"])
def expert_conditions(request, programme, pk):
    """The coordination sets lot and price of the framework contract."""
    expert = expert_coordonne(request.acteur, pk)
    initial = {"lot": expert.lot, "prix_demi_journee": expert.prix_demi_journee, "date_effet": timezone.localdate()}
    formulaire = ConditionsForm(request.POST or None, initial=initial)
    if request.method == "POST" and formulaire.is_valid():
        try:
            fixer_conditions(expert=expert, acteur=request.acteur, **formulaire.cleaned_data)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, f"Conditions de {expert} enregistrées.")
            return redirect("expert_detail", programme, pk)
    return render(request, "accompagnement/expert_conditions.html", {"expert": expert, "formulaire": formulaire})


@require_http_methods(["GET", "POST"])
def interet_declarer(request, programme, slug):
    """The expert says whether she has an interest in a project that asks for her."""
    expert, projet = projet_de_l_expert(request.acteur, slug)
    formulaire = DeclarationForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        interet = formulaire.cleaned_data["interet"] == "oui"
        try:
            declarer_interet(expert=expert, projet=projet, interet=interet, texte=formulaire.cleaned_data["texte"], acteur=request.acteur)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            suite = "déclinez les missions de ce projet" if interet else "vous pouvez accepter ses missions"
            messages.success(request, f"Déclaration enregistrée : {suite}.")
            return redirect("expert_missions", programme)
    contexte = {"projet": projet, "deja": interet_declare(expert, projet), "formulaire": formulaire}
    return render(request, "accompagnement/interet.html", contexte)


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
