"""The exit review of a project: read, filled in by the team, commented, concluded, printed."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accompagnement.access import projet_coordonne
from accompagnement.access_sortie import bilan_a_noter, bilan_a_remplir, bilan_coordonne, bilan_lisible, bilan_ou_projet
from accompagnement.actions.sortie import clore_bilan, donner_avis_de_sortie, remplir_bilan, sortir_le_projet
from accompagnement.enums_sortie import CoteBilan, StatutBilan
from accompagnement.forms_sortie import ConclusionForm, NotesForm
from accompagnement.models import BilanAutonomie
from accompagnement.permissions import QUATRE_YEUX, peut_donner_un_avis_de_sortie, peut_ouvrir_le_bilan
from accompagnement.queries.sortie import lignes_du_bilan, notes_de, restantes_du
from accompagnement.regles_sortie import refus_de_remplir, refus_de_sortir
from accompagnement.views.actes import essayer
from manufactures.enums import StatutProjet
from socle.documents.actions import demander_edition
from socle.lib.refus import ActionRefusee


@require_safe
def bilan_detail(request, programme, slug):
    """Each axis with what each side says of it, the maturity at the end of incubation, the conclusion."""
    bilan, projet = bilan_ou_projet(request.acteur, slug)
    if bilan is None:
        refus = peut_ouvrir_le_bilan(request.acteur, projet.fonction)
        return render(request, "accompagnement/bilan_a_ouvrir.html", {"projet": projet, "refus": refus})
    return _montrer(request, bilan)


def _montrer(request, bilan: BilanAutonomie, formulaire: ConclusionForm | None = None):
    acteur, a_clore = request.acteur, request.acteur.est_coordination and bilan.etat == StatutBilan.REMIS
    contexte = {
        "projet": bilan.projet,
        "bilan": bilan,
        "lignes": lignes_du_bilan(bilan),
        "remplit": bilan.fonction and refus_de_remplir(bilan.etat) is None,
        "commente": not bilan.est_clos and peut_donner_un_avis_de_sortie(acteur, bilan.expert_du_projet) is None,
        "conclusion_form": formulaire or (ConclusionForm() if a_clore else None),
        "refus_de_clore": QUATRE_YEUX if acteur.pk == bilan.remis_par_id else None,
        "sorti": bilan.projet.etat == StatutProjet.SORTI,
        "a_sortir": bilan.est_clos and acteur.est_coordination and bilan.projet.etat == StatutProjet.EN_ACCOMPAGNEMENT,
    }
    if contexte["a_sortir"]:
        fin, restantes = bilan.projet.plan_accompagnement.date_fin, restantes_du(bilan.projet)
        contexte["refus_de_sortir"] = refus_de_sortir(True, fin, timezone.localdate(), restantes)
    return render(request, "accompagnement/bilan.html", contexte)


@require_http_methods(["GET", "POST"])
def bilan_remplir(request, programme, slug):
    """The team rates its axes, and hands the review in."""
    bilan = bilan_a_remplir(request.acteur, slug)
    notes = notes_de(bilan, CoteBilan.PROJET, request.acteur)
    formulaire, remettre = NotesForm(request.POST or None, axes=bilan.axes, notes=notes), "remettre" in request.POST
    if request.method == "POST" and formulaire.is_valid():
        try:
            remplir_bilan(bilan=bilan, notes=formulaire.notes, remettre=remettre, acteur=request.acteur)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, "Bilan remis : la coordination le lit." if remettre else "Brouillon enregistré.")
            return redirect("bilan_detail", programme, slug)
    return _ecrire(request, bilan, formulaire, refus_de_remplir(bilan.etat))


def _ecrire(request, bilan: BilanAutonomie, formulaire: NotesForm, refus=None, *, avis: bool = False):
    contexte = {"projet": bilan.projet, "bilan": bilan, "formulaire": formulaire, "refus": refus, "avis": avis}
    return render(request, "accompagnement/bilan_ecrire.html", contexte)


@require_http_methods(["GET", "POST"])
def bilan_noter(request, programme, slug):
    """The coordination, or an expert of the project, gives her view."""
    bilan, cote = bilan_a_noter(request.acteur, slug)
    formulaire = NotesForm(request.POST or None, axes=bilan.axes, notes=notes_de(bilan, cote, request.acteur))
    if request.method == "POST" and formulaire.is_valid():
        try:
            donner_avis_de_sortie(bilan=bilan, cote=cote, notes=formulaire.notes, acteur=request.acteur)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, "Avis enregistré.")
            return redirect("bilan_detail", programme, slug)
    return _ecrire(request, bilan, formulaire, avis=True)


@require_POST
def bilan_clore(request, programme, slug):
    """The coordination concludes."""
    bilan, formulaire = bilan_coordonne(request.acteur, slug), ConclusionForm(request.POST)
    if formulaire.is_valid():
        try:
            clore_bilan(bilan=bilan, acteur=request.acteur, **formulaire.cleaned_data)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, "Bilan clos : l’équipe est prévenue.")
            return redirect("bilan_detail", programme, slug)
    return _montrer(request, bilan, formulaire)


@require_POST
def projet_sortir(request, programme, slug):
    """The coordination closes the support of a project whose two years are over."""
    projet = projet_coordonne(request.acteur, slug)

    def sortir() -> str:
        sortir_le_projet(projet=projet, acteur=request.acteur)
        return f"{projet} sort du programme\u00a0: l’équipe est prévenue."

    essayer(request, sortir)
    return redirect("bilan_detail", programme, slug)


@require_POST
def bilan_editer(request, programme, slug):
    """The review on one page, as PDF and HTML."""
    bilan = bilan_lisible(request.acteur, slug)
    edition = demander_edition(code="accompagnement.bilan_autonomie", objet_id=bilan.pk, acteur=request.acteur)
    return redirect("edition_detail", programme, edition.pk)
