"""The coordination leads a project from one phase to the next."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from comite.enums import STATUTS_INSCRIPTIBLES, StatutSeance, TypeSeance
from comite.models import Seance
from parcours.access import exiger_coordination, projet_coordonne
from parcours.actions.etapes import figer_les_dossiers, ouvrir_accompagnement, refus_d_ouvrir, repartition_proposee, verser_au_comite
from parcours.forms import OuvertureForm, VersementForm
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
    messages.success(request, f"Dossiers figés : {len(figes)}.")
    return redirect("seance_detail", programme, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def accompagnement_ouvrir(request, programme, slug):
    """Open the credits of a funded project, from the needs flagged at the end of its incubation."""
    projet = projet_coordonne(request.acteur, slug)
    formulaire = _formulaire_d_ouverture(request, projet)
    if request.method == "POST" and formulaire.is_valid():
        try:
            ouvrir_accompagnement(
                projet=projet,
                repartition=formulaire.repartition(),
                date_debut=formulaire.cleaned_data["date_debut"],
                acteur=request.acteur,
            )
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            messages.success(request, f"L’accompagnement est ouvert : {formulaire.total} demi-journées.")
            return redirect("projet_detail", programme, projet.slug)
    contexte = {"projet": projet, "formulaire": formulaire, "refus": refus_d_ouvrir(projet)}
    return render(request, "parcours/accompagnement_ouvrir.html", contexte)


def _formulaire_d_ouverture(request, projet) -> forms.Form:
    total = reglement.valeur("accompagnement.credits_par_projet")
    proposes = {} if request.method == "POST" else repartition_proposee(projet, total)  # what comes back filled in asks for none
    besoins = [(b["code"], b["titre"], proposes.get(b["code"], 0)) for b in reglement.valeur("incubation.besoins")]
    return OuvertureForm(request.POST or None, besoins=besoins, total=total, initial={"date_debut": timezone.localdate()})
