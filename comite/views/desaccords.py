"""A member's disagreement, written in the minutes."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from comite.access import point_visible
from comite.actions.desaccords import noter_desaccord
from comite.enums import ModeScrutin
from comite.forms_pv import DesaccordForm
from comite.models import Desaccord, Scrutin
from comite.permissions import RESERVE_MEMBRES
from comite.views.reponses import reussir
from socle.lib.refus import autoriser


@require_http_methods(["GET", "HEAD", "POST"])
def desaccord_noter(request, programme, pk):
    """Have my disagreement with a decision noted."""
    place, point = point_visible(request.acteur, pk)
    autoriser(None if place.membre else RESERVE_MEMBRES)
    formulaire = DesaccordForm(request.POST or None)
    if (
        request.method == "POST"
        and formulaire.is_valid()
        and reussir(request, formulaire, noter_desaccord, point=point, acteur=request.acteur, **formulaire.cleaned_data)
    ):
        messages.success(request, "Votre désaccord est noté au procès-verbal.")
        return redirect("seance_detail", programme, point.seance_id)
    contexte = {"point": point, "formulaire": formulaire}
    contexte["note"] = Desaccord.objects.filter(decision__point=point, membre=place.membre).first()
    contexte["secret"] = Scrutin.objects.filter(point=point, mode=ModeScrutin.SECRET, decision__isnull=False).exists()
    return render(request, "comite/desaccord_noter.html", contexte)
