"""An expert proposes a half-day: the projects she may serve, then need, slot and why on one page."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accompagnement.access import creneau_de_l_agenda, expert_connecte, projet_a_servir
from accompagnement.actions.propositions import proposer_demi_journee
from accompagnement.enums import Lieu
from accompagnement.forms_rendez_vous import PropositionForm
from accompagnement.models import Mission
from accompagnement.queries.experts import en_jours
from accompagnement.queries.propositions import besoins_lus, creneaux_a_proposer, projets_a_servir
from accompagnement.regles_experts import refus_d_interet
from manufactures.models import Projet
from socle.comptes import reglement
from socle.lib.refus import ActionRefusee

PAR_PAGE = 50
A_MONTRER = 60  # free half-days ahead


@require_safe
def proposition_projets(request, programme):
    """The projects an expert may propose a half-day to."""
    expert_connecte(request.acteur)
    mots = request.GET.get("q", "").strip()[:100]
    page = Paginator(projets_a_servir(request.acteur, mots), PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {"page": page, "mots": mots, "parametres": f"{urlencode({'q': mots})}&" if mots else ""}
    return render(request, "accompagnement/proposition_projets.html", contexte)


@require_http_methods(["GET", "POST"])
def proposition_faire(request, programme, slug):
    """Need, free half-day, why: the project confirms."""
    projet = projet_a_servir(request.acteur, slug)
    formulaire = PropositionForm(request.POST or None, besoins=besoins_lus(projet))
    if request.method == "POST" and formulaire.is_valid():
        try:
            mission = _proposer(request, projet, formulaire.cleaned_data)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, f"Demi-journée proposée : {projet} confirme ou décline, le créneau est gardé.")
            return redirect("mission_detail", programme, mission.pk)
    libres = creneaux_a_proposer(request.acteur, timezone.now(), A_MONTRER)
    if libres:
        formulaire.proposer_les_lieux(libres[0].expert)
    contexte = {
        "projet": projet,
        "formulaire": formulaire,
        "jours": en_jours(libres),
        "choisi": request.POST.get("creneau", ""),
        "refus_interet": refus_d_interet(projet.interet, projet.nom),
        "reponse_jours": reglement.valeur("accompagnement.confirmation_projet_jours_ouvres"),
    }
    return render(request, "accompagnement/proposition_faire.html", contexte)


def _proposer(request, projet: Projet, lu: dict) -> Mission:
    creneau, besoin = creneau_de_l_agenda(lu["creneau"], expert__utilisateur=request.acteur.pk), lu["besoin"]
    return proposer_demi_journee(
        projet=projet, besoin=besoin, creneau=creneau, lieu=Lieu(lu["lieu"]), objet=lu["objet"], acteur=request.acteur, cle=str(lu["cle"])
    )
