"""The plan d’actions of a project: what is to be done, ticked when done."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accompagnement.access import action_tenue, plan_action_lisible, plan_action_tenu
from accompagnement.actions.plan_action import ActionPrevue, ajouter_action, terminer_action
from accompagnement.forms_service import ActionForm
from accompagnement.queries.plan_action import actions_du_projet
from socle.lib.refus import ActionRefusee

PAR_PAGE = 50


@require_safe
def plan_action(request, programme, slug):
    """Open actions first, by deadline, then those that are done."""
    return _montrer(request, plan_action_lisible(request.acteur, slug))


def _montrer(request, projet, formulaire=None):
    page = Paginator(actions_du_projet(projet), PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {"projet": projet, "page": page, "aujourd_hui": timezone.localdate()}
    if projet.fonction:
        contexte["formulaire"] = formulaire or ActionForm()
    return render(request, "accompagnement/plan_action.html", contexte)


@require_POST
def action_ajouter(request, programme, slug):
    """The team adds an action of its own."""
    projet, formulaire = plan_action_tenu(request.acteur, slug), ActionForm(request.POST)
    if not formulaire.is_valid():
        return _montrer(request, projet, formulaire)
    ajouter_action(projet=projet, action=ActionPrevue(**formulaire.cleaned_data), acteur=request.acteur)
    messages.success(request, "Action ajoutée au plan d’actions.")
    return redirect("plan_action", programme, slug)


@require_POST
def action_terminer(request, programme, slug, pk):
    """The team ticks an action."""
    action = action_tenue(request.acteur, slug, pk)
    try:
        terminer_action(action=action, acteur=request.acteur)
    except ActionRefusee as e:
        messages.error(request, str(e))
    else:
        messages.success(request, "Action notée comme faite.")
    return redirect("plan_action", programme, slug)
