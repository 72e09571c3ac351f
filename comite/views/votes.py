"""Giving a voice: one's own, one carried, or that of a member heard from afar."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from comite.access import scrutin_preside, scrutin_visible
from comite.actions.scrutins import voter
from comite.actions.votes_saisis import saisir_vote
from comite.enums import Choix
from comite.forms import VoteForm, VoteSaisiForm
from comite.models import Participation, Scrutin
from comite.queries.recus import recu_du_vote, vote_deja_compte
from comite.queries.salle import voix_a_saisir
from comite.views.reponses import reussir
from socle.lib.refus import ActionRefusee

REJOUES = ("deja_vote", "scrutin_clos")  # what a vote sent again after a cut line meets


@require_POST
def scrutin_voter(request, programme, pk):
    """Put a voice in the ballot; the same vote sent twice counts once and gets the same answer."""
    _, scrutin = scrutin_visible(request.acteur, pk)
    salle = redirect("point_salle", programme, scrutin.point.seance_id, scrutin.point_id)
    formulaire = VoteForm(request.POST)
    if not formulaire.is_valid():
        messages.error(request, "Choisissez une des réponses avant de voter.")
        return salle
    choix, pour = Choix(formulaire.cleaned_data["vote"]), formulaire.cleaned_data["pour"]
    try:
        participation = voter(scrutin=scrutin, choix=choix, pour=pour, acteur=request.acteur)
    except ActionRefusee as erreur:
        participation = vote_deja_compte(scrutin, request.acteur, choix, pour) if erreur.refus.code in REJOUES else None
        if participation is None:
            messages.error(request, str(erreur))
            return salle
    messages.success(request, _confirmation(scrutin, participation, choix))
    return salle


def _confirmation(scrutin: Scrutin, participation: Participation, choix: Choix) -> str:
    if not scrutin.est_secret:
        return f"Votre vote est compté\u00a0: {choix.label.lower()}."
    recu = getattr(participation, "recu", "") or recu_du_vote(scrutin, participation.membre)
    return f"Votre vote est compté. Reçu\u00a0: {recu}." if recu else "Votre vote est compté."


@require_http_methods(["GET", "HEAD", "POST"])
def vote_saisir(request, programme, pk):
    """Record the vote of a member who follows from afar, as she says it."""
    _, scrutin = scrutin_preside(request.acteur, pk)
    sieges = voix_a_saisir(scrutin)
    formulaire = VoteSaisiForm(request.POST or None, sieges=sieges, type_seance=scrutin.point.seance.type)
    if (
        request.method == "POST"
        and formulaire.is_valid()
        and reussir(
            request, formulaire, saisir_vote, scrutin=scrutin, acteur=request.acteur,
            pour=formulaire.cleaned_data["pour"], choix=formulaire.cleaned_data["vote"],
        )
    ):  # fmt: skip
        messages.success(request, "Le vote est compté. Le journal et la salle disent qu’il a été saisi pour ce membre.")
        return redirect("point_salle", programme, scrutin.point.seance_id, scrutin.point_id)
    return render(request, "comite/vote_saisir.html", {"scrutin": scrutin, "formulaire": formulaire, "sieges": sieges})
