"""Hours of presence corrected, and who presides."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from comite.access import presence_presidee, seance_presidee
from comite.actions.pointage import corriger_presence
from comite.actions.presidence import designer_presidence
from comite.forms import CorrectionPresenceForm, PresidenceForm
from comite.models import Presence
from comite.queries.sieges import sieges_de
from comite.views.reponses import reussir


@require_safe
def presence_liste(request, programme, pk):
    """Every arrival and departure of a sitting, to correct a wrong hour."""
    _, seance = seance_presidee(request.acteur, pk)
    presences = Presence.objects.filter(seance=seance).select_related("membre__utilisateur").order_by("arrivee_at", "pk")
    page = Paginator(presences, 60).get_page(request.GET.get("page"))
    return render(request, "comite/presence_liste.html", {"seance": seance, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def presence_corriger(request, programme, pk):
    """Correct the hours of one presence."""
    _, presence = presence_presidee(request.acteur, pk)
    heures = {"arrivee_at": presence.arrivee_at, "depart_at": presence.depart_at}
    formulaire = CorrectionPresenceForm(request.POST or None, initial=heures)
    if (
        request.method == "POST"
        and formulaire.is_valid()
        and reussir(request, formulaire, corriger_presence, presence=presence, acteur=request.acteur, **formulaire.cleaned_data)
    ):
        messages.success(request, f"Les heures de {presence.membre} sont corrigées.")
        return redirect("presence_liste", programme, presence.seance_id)
    return render(request, "comite/presence_corriger.html", {"presence": presence, "seance": presence.seance, "formulaire": formulaire})


@require_http_methods(["GET", "HEAD", "POST"])
def presidence_designer(request, programme, pk):
    """Record the member designated to preside while the chair is away or recused."""
    _, seance = seance_presidee(request.acteur, pk)
    presents = [s for s in sieges_de(seance) if s.present and s.voix and not s.est_presidence]
    formulaire = PresidenceForm(request.POST or None, presents=presents, initial={"membre": seance.president_de_seance_id})
    if (
        request.method == "POST"
        and formulaire.is_valid()
        and reussir(request, formulaire, designer_presidence, seance=seance, acteur=request.acteur, **formulaire.cleaned_data)
    ):
        messages.success(request, "La présidence de séance est enregistrée.")
        return redirect("seance_salle", programme, pk)
    return render(request, "comite/presidence_designer.html", {"seance": seance, "formulaire": formulaire})
