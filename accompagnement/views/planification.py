"""The dates of a mission: half-days planned, freed, told."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accompagnement.access import creneau_de_l_agenda, mission_a_constater, mission_planifiable
from accompagnement.access_rendez_vous import mission_a_deplacer
from accompagnement.actions.deplacements import cout_du_deplacement, deplacer_demi_journee
from accompagnement.actions.planification import constater, liberer_demi_journee, planifier_demi_journee, rendre_le_reste
from accompagnement.enums import StatutMission
from accompagnement.enums_missions import Constat, Cote
from accompagnement.forms import AnnulationForm
from accompagnement.forms_missions import ConstatForm, PlanificationForm
from accompagnement.forms_rendez_vous import DeplacementForm
from accompagnement.models import Creneau, Mission
from accompagnement.queries.demandes import creneaux_de
from accompagnement.queries.experts import en_jours
from accompagnement.regles_missions import debit_en_mots
from socle.comptes.acteur import Acteur
from socle.lib.francais import demi_journees
from socle.lib.refus import ActionRefusee

A_MONTRER = 60  # free half-days ahead


@require_http_methods(["GET", "POST"])
def mission_planifier(request, programme, pk):
    """The team or the expert puts the next half-day on a free slot."""
    mission, _ = mission_planifiable(request.acteur, pk)
    formulaire = PlanificationForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        creneau = creneau_de_l_agenda(formulaire.cleaned_data["creneau"], expert=mission.expert_id)
        try:
            planifiee = planifier_demi_journee(mission=mission, creneau=creneau, acteur=request.acteur)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            fini = planifiee.etat == StatutMission.PLANIFIEE
            messages.success(request, "Toutes les demi-journées ont leur date." if fini else "Demi-journée planifiée. Choisissez la suivante.")
            return redirect("mission_detail" if fini else "mission_planifier", programme, pk)
    ouverte = mission.etat == StatutMission.A_PLANIFIER
    libres = list(Creneau.objects.filter(expert=mission.expert_id).libres_apres(timezone.now())[:A_MONTRER]) if ouverte else []
    contexte = {"mission": mission, "formulaire": formulaire, "ouverte": ouverte, "jours": en_jours(libres), "pris": creneaux_de(mission)}
    return render(request, "accompagnement/mission_planifier.html", contexte)


@require_http_methods(["GET", "POST"])
def demi_journee_deplacer(request, programme, pk, creneau):
    """The team or the expert moves one half-day to another free slot."""
    mission, cote = (mission_a_deplacer if request.method == "POST" else mission_planifiable)(request.acteur, pk)
    formulaire = DeplacementForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            debit = _deplacer(mission, creneau, cote, formulaire.cleaned_data, request.acteur)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            suite = f"{debit_en_mots(debit)}, selon la règle." if debit else "le crédit reste réservé."
            messages.success(request, f"Demi-journée déplacée : {suite}")
            return redirect("mission_detail", programme, pk)
    contexte = {"mission": mission, "formulaire": formulaire, "choisi": request.POST.get("creneau", "")}
    return render(request, "accompagnement/demi_journee_deplacer.html", contexte | _deplacement(mission, creneau, cote))


def _deplacement(mission: Mission, creneau: int, cote: Cote) -> dict:
    """The half-day to move, what moving it now costs, where it may go."""
    ancien, maintenant = creneau_de_l_agenda(creneau, expert=mission.expert_id), timezone.now()
    libres = Creneau.objects.filter(expert=mission.expert_id).libres_apres(maintenant)[:A_MONTRER]
    debit = cout_du_deplacement(ancien, maintenant, par_l_equipe=cote == Cote.PROJET)
    return {"ancien": ancien, "debit": debit, "jours": en_jours(list(libres))}


def _deplacer(mission: Mission, creneau: int, cote: Cote, lu: dict, acteur: Acteur) -> int:
    return deplacer_demi_journee(
        mission=mission, creneau_pk=creneau, vers_pk=lu["creneau"], motif=lu["motif"], acteur=acteur, par_l_equipe=cote == Cote.PROJET
    )


@require_POST
def mission_rendre_le_reste(request, programme, pk):
    """The team or the expert gives back the half-days that have no date."""
    mission, _ = mission_planifiable(request.acteur, pk)
    try:
        reste = rendre_le_reste(mission=mission, acteur=request.acteur)
    except ActionRefusee as e:
        messages.error(request, str(e))
    else:
        messages.success(request, f"Crédit rendu, {demi_journees(reste)}.")
    return redirect("mission_detail", programme, pk)


@require_POST
def demi_journee_liberer(request, programme, pk, creneau):
    """The team or the expert frees one half-day, by the rule of cancellation."""
    mission, cote = mission_planifiable(request.acteur, pk)
    formulaire = AnnulationForm(request.POST)
    motif = formulaire.cleaned_data["motif"] if formulaire.is_valid() else ""
    try:
        debit = liberer_demi_journee(
            mission=mission, creneau_pk=creneau, motif=motif, acteur=request.acteur, par_l_equipe=cote == Cote.PROJET
        )
    except ActionRefusee as e:
        messages.error(request, str(e))
    else:
        messages.success(request, "Demi-journée libérée et débitée, selon la règle." if debit else "Demi-journée libérée : planifiez-la à une autre date.")
    return redirect("mission_detail", programme, pk)


@require_POST
def demi_journee_constater(request, programme, pk, creneau):
    """One side says what happened at a half-day; the coordination settles a disagreement."""
    mission, cote = mission_a_constater(request.acteur, pk)
    formulaire = ConstatForm(request.POST)
    if not formulaire.is_valid():
        messages.error(request, "Dites ce qui s’est passé : choisissez une réponse.")
        return redirect("mission_detail", programme, pk)
    lu = formulaire.cleaned_data
    try:
        champs = {"creneau_pk": creneau, "constat": Constat(lu["constat"]), "precision": lu["precision"]}
        issue = constater(mission=mission, cote=cote, acteur=request.acteur, **champs)
    except ActionRefusee as e:
        messages.error(request, str(e))
    else:
        messages.success(request, "Constat enregistré." if issue else "Constat enregistré : il est clos quand les deux côtés disent la même chose.")
    return redirect("mission_detail", programme, pk)
