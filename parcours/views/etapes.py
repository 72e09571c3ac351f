"""The coordination leads a project from one phase to the next."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accompagnement.access_sortie import projet_a_revoir
from accompagnement.actions.sortie import ouvrir_bilan
from accompagnement.forms_plan import PreparationForm
from accompagnement.models import Besoin, PlanAccompagnement
from comite.enums import STATUTS_INSCRIPTIBLES, StatutSeance, TypeSeance
from comite.models import Seance
from manufactures.models import Projet
from parcours.access import exiger_coordination, projet_coordonne
from parcours.actions.etapes import figer_les_dossiers, preparer_accompagnement, refus_d_ouvrir, verser_au_comite
from parcours.forms import VersementForm
from parcours.queries.plan import conditions_du_comite, lignes_proposees, maturites_de_sortie
from socle.comptes import reglement
from socle.lib.refus import ActionRefusee


@require_http_methods(["GET", "HEAD", "POST"])
def projet_verser(request, programme, slug):
    """Put a project on the agenda of a sitting in preparation."""
    projet = projet_coordonne(request.acteur, slug, verrou=request.method == "POST")
    pour_une_subvention = projet.etat in STATUTS_INSCRIPTIBLES[TypeSeance.FINANCEMENT]
    genre = TypeSeance.FINANCEMENT if pour_une_subvention else TypeSeance.LABELLISATION
    seances = Seance.objects.filter(type=genre, statut__in=[StatutSeance.EN_PREPARATION, StatutSeance.CONVOQUEE]).order_by("date_prevue")
    formulaire = VersementForm(request.POST or None, seances=seances)
    if request.method == "POST" and formulaire.is_valid():
        try:
            verser_au_comite(projet=projet, seance=formulaire.cleaned_data["seance"], acteur=request.acteur, verrouille=True)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            messages.success(request, "Le dossier est figé et versé à la séance.")
            return redirect("projet_detail", programme, projet.slug)
    return render(request, "parcours/projet_verser.html", {"projet": projet, "formulaire": formulaire, "genre": genre})


@require_POST
def dossiers_figer(request, programme, pk):
    """Freeze the files still missing on an agenda."""
    exiger_coordination(request.acteur)
    seance = Seance.objects.filter(pk=pk).first()
    if seance is None:
        raise Http404
    figes = figer_les_dossiers(seance=seance, acteur=request.acteur)
    messages.success(request, f"Dossiers figés : {len(figes)}.")
    return redirect("seance_detail", programme, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_preparer(request, programme, slug):
    """Prepare the plan of a funded project, from the needs flagged in incubation and the conditions of the committee."""
    projet = projet_coordonne(request.acteur, slug)
    if request.method != "POST" and PlanAccompagnement.objects.filter(projet=projet).exists():
        return redirect("plan_detail", programme, slug)
    formulaire = _formulaire_du_plan(request, projet)
    if request.method == "POST" and formulaire.is_valid():
        donnees = {"lignes": formulaire.lignes(), "date_debut": formulaire.cleaned_data["date_debut"], "besoins": formulaire.besoins}
        donnees["conditions"] = formulaire.conditions
        try:
            preparer_accompagnement(projet=projet, acteur=request.acteur, **donnees)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            messages.success(request, "Le plan est préparé : relisez-le, puis proposez-le à l’équipe.")
            return redirect("plan_detail", programme, projet.slug)
    refus = None if request.method == "POST" else refus_d_ouvrir(projet)
    contexte = {"projet": projet, "formulaire": formulaire, "refus": refus, "total": reglement.valeur("accompagnement.credits_par_projet")}
    return render(request, "parcours/plan_preparer.html", contexte)


def _formulaire_du_plan(request, projet: Projet) -> PreparationForm:
    """Prefilled once: what comes back filled in asks for the conditions only, to know what its choices say."""
    conditions, duree = conditions_du_comite(projet), reglement.valeur("accompagnement.duree_mois")
    lues = [] if request.method == "POST" else lignes_proposees(projet, reglement.valeur("accompagnement.credits_par_projet"))
    champs = {"besoins": {b.code: b for b in Besoin.objects.all()}, "duree": duree, "conditions": conditions, "lignes": lues}
    return PreparationForm(request.POST or None, initial={"date_debut": timezone.localdate()}, **champs)


@require_POST
def bilan_ouvrir(request, programme, slug):
    """Open the exit review of a project, beside its maturity at the end of incubation."""
    projet = projet_a_revoir(request.acteur, slug)
    ouvrir_bilan(projet=projet, maturites=maturites_de_sortie(projet), acteur=request.acteur)
    messages.success(request, "Le bilan d’autonomie est ouvert : l’équipe note chaque axe, puis la coordination conclut.")
    return redirect("bilan_detail", programme, slug)
