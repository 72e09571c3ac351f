"""Acts after the half-day: the report of the expert, the verdict of the project, the validation of the coordination."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accompagnement.access import mission_coordonnee, mission_de_l_equipe, mission_de_l_expert
from accompagnement.actions.service_fait import accepter_service_fait, remettre_compte_rendu, valider_service_fait
from accompagnement.enums import Verdict
from accompagnement.forms import CompteRenduForm, ServiceFaitForm
from accompagnement.views.missions import montrer_mission
from socle.lib.francais import demi_journees as en_demi_journees
from socle.lib.refus import ActionRefusee


@require_POST
def mission_rendre(request, programme, pk):
    """The expert hands in the report."""
    mission = mission_de_l_expert(request.acteur, pk)
    formulaire = CompteRenduForm(request.POST, request.FILES, mission=mission)
    if formulaire.is_valid():
        try:
            remettre_compte_rendu(mission=mission, acteur=request.acteur, **formulaire.cleaned_data)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, "Compte rendu remis : l’équipe du projet est prévenue.")
            return redirect("mission_detail", programme, pk)
    return montrer_mission(request, mission, compte_rendu_form=formulaire)


@require_POST
def mission_juger(request, programme, pk):
    """The project accepts the service, wholly or in part, or refuses it."""
    mission = mission_de_l_equipe(request.acteur, pk)
    formulaire = ServiceFaitForm(request.POST, mission=mission)
    if formulaire.is_valid():
        lu = formulaire.cleaned_data
        try:
            verdict, acceptees = Verdict(lu["verdict"]), lu.get("acceptees") or 0
            accepter_service_fait(mission=mission, verdict=verdict, acceptees=acceptees, motif=lu["motif"], acteur=request.acteur)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, "Verdict enregistré : la coordination le valide, puis le crédit est débité.")
            return redirect("mission_detail", programme, pk)
    return montrer_mission(request, mission, service_fait_form=formulaire)


@require_POST
def mission_valider(request, programme, pk):
    """The coordination validates the project's verdict."""
    mission = mission_coordonnee(request.acteur, pk)
    try:
        service_fait = valider_service_fait(mission=mission, acteur=request.acteur)
    except ActionRefusee as e:
        messages.error(request, str(e))
    else:
        debit = service_fait.demi_journees_acceptees
        messages.success(request, f"Verdict validé : {en_demi_journees(debit)} au débit." if debit else "Refus confirmé : rien n’est débité.")
    return redirect("mission_detail", programme, pk)
