"""The frozen file; the decisions."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from comite.access import (
    decisions_lisibles,
    dossier_de_membre,
    dossier_lisible,
    dossier_visible,
    ma_note,
    place_de,
    refus_d_ouvrir,
    salle_ouverte,
)
from comite.actions.dossiers import empreinte_verifiee
from comite.actions.interets import declarer_pour_seance, ouvrir_dossier
from comite.actions.livrets import demander_livret
from comite.actions.notes_personnelles import garder_note
from comite.forms import NotePersonnelleForm
from comite.pdf import CODE_DOSSIER, sections_de
from comite.queries.aides import cumuls_de_minimis
from comite.queries.proces_verbal import code_de_verification
from socle.documents.actions import demander_edition
from socle.lib.refus import ActionRefusee, autoriser


def _rendre(request, place, dossier):
    contexte = {"place": place, "dossier": dossier, "point": dossier.point}
    contexte["code"] = code_de_verification(dossier.empreinte)
    contexte["verifiee"], contexte["note"] = empreinte_verifiee(dossier), ma_note(place, dossier)
    contexte["note_form"] = NotePersonnelleForm(initial={"texte": contexte["note"].texte if contexte["note"] else ""})
    contexte["sections"] = sections_de(dossier.contenu)
    contexte["de_minimis"] = cumuls_de_minimis([dossier.point], place.membre).get(dossier.point_id)
    return render(request, "comite/dossier_detail.html", contexte)


@require_safe
def dossier_detail(request, programme, pk):
    """The file as it was frozen; for a member, a door first: her statement, then a dated opening."""
    place, dossier = dossier_visible(request.acteur, pk)
    if refus_d_ouvrir(place, dossier):
        return render(request, "comite/dossier_porte.html", {"dossier": dossier, "point": dossier.point})
    return _rendre(request, place, dossier)


@require_POST
def dossier_ouvrir(request, programme, pk):
    """Open a file for the first time; ``sans_lien`` makes the statement of the sitting in the same click."""
    place, dossier = dossier_de_membre(request.acteur, pk)
    seance, membre = dossier.point.seance, place.membre
    try:
        if "sans_lien" in request.POST and not dossier.declaree:
            declarer_pour_seance(seance=seance, membre=membre, acteur=request.acteur)
        ouvrir_dossier(dossier=dossier, membre=membre, acteur=request.acteur)
    except ActionRefusee as erreur:
        messages.error(request, str(erreur))
        return redirect("seance_detail", programme, seance.pk)
    return redirect("dossier_detail", programme, pk)


@require_POST
def dossier_editer(request, programme, pk):
    """Ask for the PDF of a file and follow its making."""
    _, dossier = dossier_lisible(request.acteur, pk)
    titre = f"Dossier de {dossier.point.projet}"
    edition = demander_edition(code=CODE_DOSSIER, objet_id=dossier.pk, acteur=request.acteur, titre=titre)
    return redirect("edition_detail", programme, edition.pk)


@require_POST
def livret_editer(request, programme, pk):
    """Ask for the booklet of a sitting, made for the person who asks."""
    place, seance = salle_ouverte(request.acteur, pk)
    try:
        edition = demander_livret(seance=seance, membre=place.membre, acteur=request.acteur)
    except ActionRefusee as erreur:
        messages.error(request, str(erreur))
        return redirect("seance_detail", programme, pk)
    return redirect("edition_detail", programme, edition.pk)


@require_POST
def note_garder(request, programme, pk):
    """Keep or erase my own note: a line for the page that saves by itself, else back to the file."""
    place, dossier = dossier_de_membre(request.acteur, pk)
    autoriser(refus_d_ouvrir(place, dossier))
    formulaire = NotePersonnelleForm(request.POST)
    if not formulaire.is_valid():
        messages.error(request, "Votre note n’est pas enregistrée\u00a0: raccourcissez-la à 20\u00a0000 caractères.")
        return redirect("dossier_detail", programme, pk)
    texte = "" if "effacer" in request.POST else formulaire.cleaned_data["texte"]
    note = garder_note(dossier=dossier, texte=texte, acteur=request.acteur)
    if request.headers.get("HX-Request"):
        return render(request, "comite/_note_enregistree.html", {"note": note})
    messages.success(request, "Votre note est enregistrée." if note else "Vous n’avez plus de note sur ce dossier.")
    return redirect("dossier_detail", programme, pk)


@require_safe
def decision_liste(request, programme):
    """The decisions a person may read, the latest first."""
    place = place_de(request.acteur)
    decisions = decisions_lisibles(place).select_related("point__projet", "point__seance", "ajournement").order_by("-prise_at")
    page = Paginator(decisions, 25).get_page(request.GET.get("page"))
    return render(request, "comite/decision_liste.html", {"place": place, "page": page})
