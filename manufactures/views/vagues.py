"""The waves of the programme: the coordination opens them and moves their dates, observers read."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from manufactures.access import exiger_liste, exiger_vagues, vague_modifiable
from manufactures.actions.vagues import CHAMPS, creer_vague, modifier_vague
from manufactures.forms import VagueForm, VagueModifieeForm
from manufactures.queries.vagues import vagues_comptees
from socle.lib.refus import ActionRefusee


@require_safe
def vague_liste(request, programme):
    """All waves, last one first, with what they received."""
    exiger_liste(request.acteur)
    return render(request, "manufactures/vagues.html", {"vagues": vagues_comptees()})


@require_http_methods(["GET", "HEAD", "POST"])
def vague_creer(request, programme):
    """Open a wave."""
    exiger_vagues(request.acteur)
    formulaire = VagueForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            vague = creer_vague(acteur=request.acteur, **formulaire.cleaned_data)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            messages.success(request, f"« {vague} » est créée.")
            return redirect("vague_liste", programme)
    return render(request, "manufactures/vague.html", {"formulaire": formulaire})


@require_http_methods(["GET", "HEAD", "POST"])
def vague_modifier(request, programme, numero):
    """Change the name and the dates of a wave."""
    vague = vague_modifiable(request.acteur, numero)
    formulaire = VagueModifieeForm(request.POST or None, initial={champ: getattr(vague, champ) for champ in CHAMPS})
    if request.method == "POST" and formulaire.is_valid():
        valeurs = {champ: formulaire.cleaned_data[champ] for champ in CHAMPS}
        try:
            modifiee = modifier_vague(vague=vague, valeurs=valeurs, motif=formulaire.cleaned_data["motif"] or "", acteur=request.acteur)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            messages.success(request, f"« {modifiee} » est enregistrée.")
            return redirect("vague_liste", programme)
    return render(request, "manufactures/vague.html", {"formulaire": formulaire, "vague": vague})
