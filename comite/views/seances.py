"""Sittings: list, preparation, convocation, publication."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comite.access import place_de, place_de_secretariat, seance_lisible, seance_preparee, seance_presidee, seances_lisibles
from comite.actions.seances import convoquer, creer_seance, lever_seance, ouvrir_seance, publier_decisions, suspendre_seance
from comite.enums import SEANCES_A_CONSTATER, SEANCES_A_VENIR, StatutSeance
from comite.forms import ConvocationForm, InscriptionForm, SeanceForm
from comite.models.seance import sans_deport
from comite.queries.agenda import projets_inscriptibles
from comite.queries.interets import doit_declarer
from comite.queries.notation import notations_lues, rangs_de
from comite.queries.reponses import doit_repondre
from comite.queries.salle import points_de
from comite.queries.sieges import sieges_de
from comite.views.reponses import executer, reussir


@require_safe
def seance_liste(request, programme):
    """The sittings a person knows of, the latest first."""
    place = place_de(request.acteur)
    seances = seances_lisibles(place).annotate(decisions=Count("points__decision", filter=sans_deport(place.membre, "points__projet"))).order_by("-date_prevue", "-pk")
    page = Paginator(seances, 20).get_page(request.GET.get("page"))
    return render(request, "comite/seance_liste.html", {"place": place, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def seance_creer(request, programme):
    """Prepare a sitting."""
    place_de_secretariat(request.acteur)
    formulaire = SeanceForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        seance = creer_seance(**formulaire.cleaned_data, acteur=request.acteur)
        messages.success(request, f"La {seance} est en préparation. Inscrivez les projets à son ordre du jour.")
        return redirect("seance_detail", programme, seance.pk)
    return render(request, "comite/seance_creer.html", {"formulaire": formulaire})


@require_safe
def seance_detail(request, programme, pk):
    """One sitting: agenda, members, recusals, proxies, and the next act."""
    place, seance = seance_lisible(request.acteur, pk)
    contexte = {"place": place, "seance": seance, "points": points_de(seance, place.membre), "sieges": sieges_de(seance)}
    contexte["mandataires"] = {s.pk: s for s in contexte["sieges"]}
    if seance.etat == StatutSeance.CONVOQUEE:  # what is asked of this member first
        contexte["a_repondre"], contexte["a_declarer"] = doit_repondre(place.membre, seance), doit_declarer(place.membre, seance)
    if place.membre or place.prepare:
        contexte["rangs"] = rangs_de(contexte["points"], notations_lues(seance.pk, place.membre))
    contexte["a_figer"] = not all(getattr(p, "dossier", None) for p in contexte["points"])
    contexte["indecis"] = seance.etat in SEANCES_A_CONSTATER and any(not hasattr(p, "decision") for p in contexte["points"])
    if place.prepare and seance.etat in SEANCES_A_VENIR:
        contexte["inscription"] = InscriptionForm(projets=projets_inscriptibles(seance, place.membre))
    return render(request, "comite/seance_detail.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def seance_convoquer(request, programme, pk):
    """Read once more, then send the convocations."""
    place, seance = seance_preparee(request.acteur, pk)
    formulaire = ConvocationForm(request.POST or None)
    if (
        request.method == "POST"
        and formulaire.is_valid()
        and reussir(request, formulaire, convoquer, seance=seance, acteur=request.acteur, **formulaire.cleaned_data)
    ):
        messages.success(request, "Les convocations partent.")
        return redirect("seance_detail", programme, pk)
    points, sieges = points_de(seance, place.membre), sieges_de(seance)
    return render(request, "comite/seance_convoquer.html", {"seance": seance, "formulaire": formulaire, "points": points, "sieges": sieges})


@require_POST
def seance_ouvrir(request, programme, pk):
    """Open the sitting, or take it up again."""
    _, seance = seance_presidee(request.acteur, pk)
    return executer(request, "La séance est ouverte.", ("seance_salle", programme, pk), ouvrir_seance, seance=seance, acteur=request.acteur)


@require_POST
def seance_suspendre(request, programme, pk):
    """Suspend the sitting."""
    _, seance = seance_presidee(request.acteur, pk)
    return executer(
        request, "La séance est suspendue.", ("seance_salle", programme, pk), suspendre_seance, seance=seance, acteur=request.acteur
    )


@require_POST
def seance_lever(request, programme, pk):
    """Lift the sitting."""
    _, seance = seance_presidee(request.acteur, pk)
    return executer(request, "La séance est levée.", ("seance_detail", programme, pk), lever_seance, seance=seance, acteur=request.acteur)


@require_POST
def seance_publier(request, programme, pk):
    """End the embargo."""
    _, seance = seance_presidee(request.acteur, pk)
    phrase = "Les décisions sont publiées\u00a0: les lettres partent."
    return executer(request, phrase, ("seance_detail", programme, pk), publier_decisions, seance=seance, acteur=request.acteur)
