"""A mission asked for: the request, the experts proposed, the answers, the approval, the order."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accompagnement.access import (
    mission_a_proposer,
    mission_commandee,
    mission_coordonnee,
    mission_de_l_equipe,
    projet_reservable,
)
from accompagnement.actions.accords import approuver_mission, confirmer_ajustement, refuser_mission
from accompagnement.actions.demandes import demander_mission, proposer_mission
from accompagnement.actions.propositions import repondre_a_la_proposition
from accompagnement.enums import Lieu, StatutMission
from accompagnement.forms_missions import AccordForm, DemandeMissionForm
from accompagnement.pdf import CODE_BON
from accompagnement.queries.classement import experts_proposes
from accompagnement.queries.credits import credits_du_projet
from accompagnement.views.missions import montrer_mission
from socle.comptes import reglement
from socle.documents.actions import demander_edition
from socle.lib.refus import ActionRefusee

CONFIRMEES = {
    (confirmer_ajustement, True): "Ajustement confirmé.",
    (confirmer_ajustement, False): "Ajustement refusé : l’expert suivant est sollicité.",
    (repondre_a_la_proposition, True): "Demi-journée confirmée : l’expert est prévenu.",
    (repondre_a_la_proposition, False): "Demi-journée déclinée : le crédit est rendu.",
}


@require_http_methods(["GET", "POST"])
def mission_demander(request, programme, slug):
    """The project asks for a mission; its credits are held at once."""
    projet = projet_reservable(request.acteur, slug)
    credits = credits_du_projet(projet)
    debut = {"besoin": request.GET.get("besoin", ""), "periode_debut": timezone.localdate()}
    formulaire = DemandeMissionForm(request.POST or None, credits=credits, initial=debut)
    if request.method == "POST" and formulaire.is_valid():
        lu = formulaire.cleaned_data | {"lieu": Lieu(formulaire.cleaned_data["lieu"]), "cle": str(formulaire.cleaned_data["cle"])}
        try:
            mission = demander_mission(projet=projet, acteur=request.acteur, **lu)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, "Mission demandée : ses crédits sont réservés. Choisissez maintenant un expert.")
            return redirect("mission_experts", programme, mission.pk)
    seuil = reglement.valeur("accompagnement.seuil_approbation")
    contexte = {"projet": projet, "credits": credits, "formulaire": formulaire, "seuil": seuil}
    return render(request, "accompagnement/mission_demander.html", contexte)


@require_http_methods(["GET", "POST"])
def mission_experts(request, programme, pk):
    """The experts proposed, the best first, each with its reasons; one is asked."""
    mission = mission_a_proposer(request.acteur, pk)
    if request.method == "POST":
        choisi = request.POST.get("expert", "")
        try:
            sollicitation = proposer_mission(mission=mission, expert_pk=int(choisi) if choisi.isdecimal() else 0, acteur=request.acteur)
        except ActionRefusee as e:
            messages.error(request, str(e))
        else:
            messages.success(request, f"Demande envoyée à {sollicitation.expert}.")
        return redirect("mission_detail", programme, pk)
    ouverte = mission.etat == StatutMission.DEMANDEE
    contexte = {
        "mission": mission,
        "proposes": experts_proposes(mission, timezone.now()) if ouverte else [],
        "ouverte": ouverte,
        "jours": reglement.valeur("accompagnement.reponse_expert_jours_ouvres"),
    }
    return render(request, "accompagnement/mission_experts.html", contexte)


@require_POST
def mission_confirmer(request, programme, pk):
    """The project takes an adjustment or a half-day proposed, or declines it."""
    mission, formulaire = mission_de_l_equipe(request.acteur, pk), AccordForm(request.POST)
    confirmer = repondre_a_la_proposition if mission.proposee_par_l_expert else confirmer_ajustement
    if formulaire.is_valid():
        try:
            confirmer(mission=mission, accord=formulaire.oui, motif=formulaire.cleaned_data["motif"], acteur=request.acteur)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, CONFIRMEES[confirmer, formulaire.oui])
            return redirect("mission_detail", programme, pk)
    return montrer_mission(request, mission, confirmation_form=formulaire)


@require_POST
def mission_approuver(request, programme, pk):
    """The coordination approves a mission above the threshold, or refuses it with a reason."""
    mission, formulaire = mission_coordonnee(request.acteur, pk), AccordForm(request.POST)
    if formulaire.is_valid():
        try:
            if formulaire.oui:
                bon = approuver_mission(mission=mission, acteur=request.acteur)
                dit = f"Mission approuvée : le bon de commande {bon.reference} est émis."
            else:
                refuser_mission(mission=mission, motif=formulaire.cleaned_data["motif"], acteur=request.acteur)
                dit = "Mission refusée : ses crédits sont rendus au projet."
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, dit)
            return redirect("mission_detail", programme, pk)
    return montrer_mission(request, mission, approbation_form=formulaire)


@require_safe
def bon_detail(request, programme, pk):
    """The order of a mission, the same words as its PDF."""
    mission = mission_commandee(request.acteur, pk)
    return render(request, "accompagnement/bon_de_commande.html", {"mission": mission, "bon": mission.bon_de_commande})


@require_POST
def bon_editer(request, programme, pk):
    """Ask for the PDF of the order and follow its making."""
    bon = mission_commandee(request.acteur, pk).bon_de_commande
    edition = demander_edition(code=CODE_BON, objet_id=bon.pk, acteur=request.acteur, titre=f"Bon de commande {bon.reference}")
    return redirect("edition_detail", programme, edition.pk)
