"""What the room sees on the wall: no personal vote, no recusal, nobody's name in a secret ballot."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comite.access import seance_presidee
from comite.queries.pouls import pouls
from comite.queries.salle import lire_salle, point_courant, points_de


@require_safe
def seance_projection(request, programme, pk):
    """The item under discussion, for a projector; it follows the sitting by itself."""
    battement = pouls(request.acteur, pk)
    place, seance = seance_presidee(request.acteur, pk)
    if battement and request.GET.get("vu") == battement:
        return HttpResponse(status=204)
    points = points_de(seance, place.membre)
    point = point_courant(points, None)
    salle = point and lire_salle(seance, place.membre, points, point)
    gabarit = "comite/_projection_direct.html" if "vu" in request.GET else "comite/projection.html"
    return render(request, gabarit, {"seance": seance, "salle": salle, "pouls": battement})
