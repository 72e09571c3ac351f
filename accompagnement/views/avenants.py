"""Avenants of a plan: proposed, read, signed, withdrawn; the clock: suspended, resumed, put off."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accompagnement.access import avenant_a_ecrire, avenant_a_signer, avenant_lisible, plan_a_ecrire, plan_coordonne
from accompagnement.actions.avenants import proposer_avenant, retirer_avenant, signer_avenant
from accompagnement.actions.horloge import prolonger, reprendre, suspendre
from accompagnement.forms_plan import AvenantForm, ProlongationForm, RepriseForm, RetraitForm, SuspensionForm
from accompagnement.models import Avenant, PlanAccompagnement
from accompagnement.permissions import signe_pour_l_equipe
from accompagnement.queries.credits import credits_du_projet
from accompagnement.queries.plan import besoins_par_code, lignes_voulues
from accompagnement.regles_plan import refus_de_signer_l_avenant
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.lib.refus import ActionRefusee


@require_http_methods(["GET", "HEAD", "POST"])
def avenant_proposer(request, programme, slug):
    """Propose a change of a signed plan, from what it says and what the ledger gives today."""
    plan = plan_a_ecrire(request.acteur, slug, verrouille=request.method == "POST")
    formulaire = _formulaire(request, plan)
    if request.method == "POST" and formulaire.is_valid():
        donnees = {champ: formulaire.cleaned_data[champ] for champ in ("objet", "motif")}
        donnees |= {"lignes": formulaire.lignes(), "besoins": formulaire.besoins, "signe_pour_l_equipe": signe_pour_l_equipe(plan.fonction)}
        try:
            avenant = proposer_avenant(plan=plan, acteur=request.acteur, verrouille=True, **donnees)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, "L’avenant est proposé : il entre en vigueur une fois signé par les deux parties.")
            return redirect("avenant_detail", programme, slug, avenant.numero)
    return render(request, "accompagnement/avenant_proposer.html", {"projet": plan.projet, "plan": plan, "formulaire": formulaire})


def _formulaire(request, plan: PlanAccompagnement) -> AvenantForm:
    lues = [] if request.method == "POST" else lignes_voulues(plan.lignes.select_related("besoin"), credits_du_projet(plan.projet))
    duree = reglement.valeur("accompagnement.duree_mois")
    return AvenantForm(request.POST or None, besoins=besoins_par_code(), duree=duree, conditions=plan.conditions, lignes=lues)


@require_safe
def avenant_detail(request, programme, slug, numero):
    """What an avenant changes, why, and who has signed."""
    avenant = avenant_lisible(request.acteur, slug, numero)
    lignes = avenant.lignes.select_related("besoin")
    contexte = {"avenant": avenant, "plan": avenant.plan, "projet": avenant.plan.projet, "lignes": lignes}
    return render(request, "accompagnement/avenant.html", contexte | _gestes(request.acteur, avenant))


def _gestes(acteur: Acteur, avenant: Avenant) -> dict:
    equipe = signe_pour_l_equipe(avenant.fonction)
    deja = avenant.signe_equipe_at if equipe else avenant.signe_at
    ecrit = avenant.est_ouvert and bool(avenant.fonction or acteur.est_coordination)
    return {
        "signe": avenant.est_ouvert and (equipe or acteur.est_coordination),
        "refus_de_signer": refus_de_signer_l_avenant(avenant.etat, deja_signe=deja is not None),
        "retrait_form": RetraitForm() if ecrit else None,
    }


@require_POST
def avenant_signer(request, programme, slug, numero):
    """Sign for one side; the second signature puts the avenant in force."""
    avenant = avenant_a_signer(request.acteur, slug, numero)
    try:
        pour_l_equipe = signe_pour_l_equipe(avenant.fonction)
        avenant = signer_avenant(avenant=avenant, acteur=request.acteur, pour_l_equipe=pour_l_equipe, verrouille=True)
    except ActionRefusee as e:
        messages.error(request, str(e))
    else:
        messages.success(request, "L’avenant attend l’autre signature." if avenant.est_ouvert else "L’avenant est en vigueur.")
    return redirect("avenant_detail", programme, slug, numero)


@require_POST
def avenant_retirer(request, programme, slug, numero):
    """Withdraw an avenant, with the reason."""
    avenant = avenant_a_ecrire(request.acteur, slug, numero)
    formulaire = RetraitForm(request.POST)
    try:
        retirer_avenant(avenant=avenant, motif=formulaire.data.get("motif", ""), acteur=request.acteur)
    except ActionRefusee as e:
        messages.error(request, str(e))
    else:
        messages.success(request, "L’avenant est retiré ; le plan ne change pas.")
    return redirect("avenant_detail", programme, slug, numero)


def _acte(request, plan: PlanAccompagnement, formulaire, agir, *, titre: str, sous: str, bouton: str, succes: str):
    """Show the form of an act on the clock, do it, and lead back to the plan."""
    if request.method == "POST" and formulaire.is_valid():
        try:
            agir(plan=plan, acteur=request.acteur, **formulaire.cleaned_data)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, succes)
            return redirect("plan_detail", request.programme.slug, plan.projet.slug)
    contexte = {"plan": plan, "projet": plan.projet, "formulaire": formulaire, "titre": titre, "sous": sous, "bouton": bouton}
    return render(request, "accompagnement/plan_temps.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_suspendre(request, programme, slug):
    """Stop the clock of a project, with a reason."""
    plan = plan_coordonne(request.acteur, slug)
    formulaire = SuspensionForm(request.POST or None, initial={"date_debut": timezone.localdate(), "mois": 3})
    maximum = reglement.valeur("accompagnement.suspension_mois_max")
    sous = f"Rien ne se réserve pendant une suspension, {maximum} mois au plus en tout ; à la reprise, la fin du plan recule d’autant."
    textes = {"titre": "Suspendre l’accompagnement", "bouton": "Suspendre l’accompagnement", "succes": "L’accompagnement est suspendu."}
    return _acte(request, plan, formulaire, suspendre, sous=sous, **textes)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_reprendre(request, programme, slug):
    """Start the clock again."""
    plan = plan_coordonne(request.acteur, slug)
    formulaire = RepriseForm(request.POST or None, initial={"date_reprise": timezone.localdate()})
    textes = {"titre": "Reprendre l’accompagnement", "bouton": "Reprendre l’accompagnement", "succes": "L’accompagnement reprend."}
    sous = "La fin du plan recule des jours suspendus, sans dépasser la durée prévue de la suspension."
    return _acte(request, plan, formulaire, reprendre, sous=sous, **textes)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_prolonger(request, programme, slug):
    """Give a plan a later end, with a reason."""
    plan = plan_coordonne(request.acteur, slug)
    formulaire = ProlongationForm(request.POST or None)
    maximum = reglement.valeur("accompagnement.prolongation_mois_max")
    textes = {"titre": "Prolonger l’accompagnement", "bouton": "Signer la prolongation", "succes": "L’accompagnement est prolongé."}
    return _acte(request, plan, formulaire, prolonger, sous=f"De {maximum} mois au plus, toutes prolongations comprises.", **textes)
