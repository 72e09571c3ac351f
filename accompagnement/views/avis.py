"""What a team says of a mission, and what an expert reads of it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accompagnement.access import expert_connecte, mission_de_l_equipe
from accompagnement.actions.avis import donner_avis
from accompagnement.enums_veille import Utilite
from accompagnement.forms import AvisForm
from accompagnement.models import Mission
from accompagnement.queries.avis import avis_sur
from accompagnement.regles_avis import refus_de_donner_un_avis
from socle.lib.refus import ActionRefusee

PAR_PAGE = 25


@require_http_methods(["GET", "POST"])
def mission_avis(request, programme, pk):
    """The team says how useful a mission was; it may change its mind until the service is validated."""
    mission = mission_de_l_equipe(request.acteur, pk)
    formulaire = AvisForm(request.POST or None, initial=_deja_dit(mission))
    if request.method == "POST" and formulaire.is_valid():
        lu = formulaire.cleaned_data
        try:
            donner_avis(mission=mission, note=Utilite(int(lu["note"])), aide=lu["aide"], manque=lu["manque"], acteur=request.acteur)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, "Avis enregistré : l’expert et la coordination le lisent.")
            return redirect("mission_detail", programme, pk)
    refus = refus_de_donner_un_avis(mission.etat, hasattr(mission, "avis"))
    return render(request, "accompagnement/mission_avis.html", {"mission": mission, "formulaire": formulaire, "refus": refus})


def _deja_dit(mission: Mission) -> dict:
    return {champ: getattr(mission.avis, champ) for champ in ("note", "aide", "manque")} if hasattr(mission, "avis") else {}


@require_safe
def expert_avis(request, programme):
    """All that teams said of the missions of the signed-in expert."""
    page = Paginator(avis_sur(expert_connecte(request.acteur)), PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "accompagnement/expert_avis.html", {"page": page})
