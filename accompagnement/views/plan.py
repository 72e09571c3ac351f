"""The plan of a project: read, adjusted, proposed, signed, printed; the list of the coordination."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accompagnement.access import exiger_regard, plan_a_ecrire, plan_a_signer, plan_coordonne, plan_lisible
from accompagnement.actions.plan import ajuster_plan, proposer_plan, signer_plan, signer_plan_pour_l_equipe
from accompagnement.enums import StatutPlan
from accompagnement.forms_plan import AjustementForm
from accompagnement.models import PlanAccompagnement
from accompagnement.pdf import CODE_PLAN
from accompagnement.permissions import signe_pour_l_equipe
from accompagnement.queries.plan import FILTRES, besoins_par_code, lignes_voulues, lire_plan, plans_du_programme
from accompagnement.regles_plan import refus_d_ajuster, refus_de_signer
from accompagnement.views.exports import plans_csv
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.documents.actions import demander_edition
from socle.lib.refus import ActionRefusee

PAR_PAGE = 50


@require_safe
def plan_liste(request, programme):
    """All plans of the programme, by status, fifty by page."""
    exiger_regard(request.acteur)
    statut = request.GET.get("statut", "")
    page = Paginator(plans_du_programme(statut), PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "accompagnement/plans.html", {"page": page, "statut": statut, "statuts": _choix()})


def _choix() -> list[tuple[str, str]]:
    return [*((code, nom) for code, (nom, _) in FILTRES.items()), *StatutPlan.choices]


@require_safe
def plan_exporter(request, programme):
    """The same list as CSV."""
    exiger_regard(request.acteur)
    return plans_csv(plans_du_programme(request.GET.get("statut", "")))


@require_safe
def plan_detail(request, programme, slug):
    """What the two years are for: needs, calendar, signatures, avenants, and what happened to the clock."""
    plan = plan_lisible(request.acteur, slug)
    contexte = {"projet": plan.projet, "plan": plan, "lu": lire_plan(plan, timezone.localdate())}
    return render(request, "accompagnement/plan.html", contexte | _gestes(request.acteur, plan))


def _gestes(acteur: Acteur, plan: PlanAccompagnement) -> dict:
    """What the person may do: each refusal explains a dead button, and is absent for who has no such button."""
    equipe, coordonne = signe_pour_l_equipe(plan.fonction), acteur.est_coordination
    return {
        "coordonne": coordonne,
        "ecrit": bool(plan.fonction) or coordonne,
        "signe": (equipe or coordonne) and not plan.est_signe,
        "refus_de_signer": refus_de_signer(plan.etat, par_l_equipe=equipe),
        "refus_d_ajuster": refus_d_ajuster(plan.etat, par_l_equipe=not coordonne),
        "a_proposer": coordonne and plan.etat in (StatutPlan.BROUILLON, StatutPlan.AJUSTE),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def plan_ajuster(request, programme, slug):
    """Write another version, with a comment: the team when it is proposed, the coordination until all have signed."""
    plan = plan_a_ecrire(request.acteur, slug)
    par_l_equipe = not request.acteur.est_coordination
    formulaire = _formulaire(request, plan)
    if request.method == "POST" and formulaire.is_valid():
        donnees = {"lignes": formulaire.lignes(), "besoins": formulaire.besoins, "commentaire": formulaire.cleaned_data["commentaire"]}
        try:
            ajuster_plan(plan=plan, acteur=request.acteur, par_l_equipe=par_l_equipe, **donnees)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, "Votre version est enregistrée" + (" : la coordination la reprend." if par_l_equipe else "."))
            return redirect("plan_detail", programme, slug)
    contexte = {"projet": plan.projet, "plan": plan, "formulaire": formulaire}
    contexte["refus"] = refus_d_ajuster(plan.etat, par_l_equipe=par_l_equipe)
    return render(request, "accompagnement/plan_ajuster.html", contexte)


def _formulaire(request, plan: PlanAccompagnement) -> AjustementForm:
    lues = [] if request.method == "POST" else lignes_voulues(plan.lignes.select_related("besoin"))
    duree = reglement.valeur("accompagnement.duree_mois")
    return AjustementForm(request.POST or None, besoins=besoins_par_code(), duree=duree, conditions=plan.conditions, lignes=lues)


@require_POST
def plan_proposer(request, programme, slug):
    """Hand the plan to the team."""
    plan = plan_coordonne(request.acteur, slug)
    try:
        proposer_plan(plan=plan, acteur=request.acteur)
    except ActionRefusee as e:
        messages.error(request, str(e))
    else:
        messages.success(request, "Le plan est proposé : l’équipe reçoit un courrier.")
    return redirect("plan_detail", programme, slug)


@require_POST
def plan_signer(request, programme, slug):
    """Sign for the team, then for the coordination, which grants the credits."""
    plan = plan_a_signer(request.acteur, slug)
    par_l_equipe = signe_pour_l_equipe(plan.fonction)
    signer, suite = (
        (signer_plan_pour_l_equipe, "Vous avez signé le plan : la coordination signe à son tour.")
        if par_l_equipe
        else (signer_plan, "L’accompagnement est ouvert : les crédits sont accordés.")
    )
    try:
        signer(plan=plan, acteur=request.acteur, verrouille=True)
    except ActionRefusee as e:
        messages.error(request, str(e))
    else:
        messages.success(request, suite)
    return redirect("plan_detail", programme, slug)


@require_POST
def plan_editer(request, programme, slug):
    """Ask for the PDF of the plan and follow its making."""
    plan = plan_lisible(request.acteur, slug)
    edition = demander_edition(code=CODE_PLAN, objet_id=plan.pk, acteur=request.acteur, titre=str(plan))
    return redirect("edition_detail", programme, edition.pk)
