"""The order of the agenda: by hand, or by a proposal that groups the recusals. For its secretary and its chair only."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comite.access import seance_presidee
from comite.actions.ordre_du_jour import ordonner_points
from comite.enums import SEANCES_A_VENIR
from comite.queries.ordre import deplacer, proposition
from comite.queries.salle import points_de
from comite.views.reponses import executer


def _ids(request) -> list[int]:
    return [int(cle) for cle in request.POST.getlist("point") if cle.isdecimal()]


@require_http_methods(["GET", "HEAD", "POST"])
def seance_ordre(request, programme, pk):
    """Order the agenda: drag and save, or move one item up or down (« monter », « descendre »), with or without script."""
    place, seance = seance_presidee(request.acteur, pk)
    retour = ("seance_ordre", programme, pk)
    if request.method == "POST":
        ordre = deplacer(_ids(request), request.POST.get("monter"), request.POST.get("descendre"))
        phrase = "L’ordre du jour est enregistré."
        return executer(request, phrase, retour, ordonner_points, seance=seance, ordre=ordre, acteur=request.acteur)
    if seance.etat not in SEANCES_A_VENIR:
        messages.error(request, "L’ordre du jour ne change plus.")
        return redirect("seance_detail", programme, pk)
    return render(request, "comite/seance_ordre.html", {"seance": seance, "points": points_de(seance, place.membre)})


@require_safe
def ordre_proposition(request, programme, pk):
    """An order that makes members leave the fewest times, explained before it is applied."""
    place, seance = seance_presidee(request.acteur, pk)
    propose = proposition(points_de(seance, place.membre))
    return render(request, "comite/ordre_proposition.html", {"seance": seance, "p": propose})


@require_POST
def ordre_appliquer(request, programme, pk):
    """Apply the proposed order as it was read."""
    _, seance = seance_presidee(request.acteur, pk)
    phrase, retour = "L’ordre du jour suit la proposition.", ("seance_detail", programme, pk)
    return executer(request, phrase, retour, ordonner_points, seance=seance, ordre=_ids(request), acteur=request.acteur)
