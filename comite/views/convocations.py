"""After the convocation: a member's answer, who comes, those who joined later."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comite.access import Place, seance_lisible, seance_preparee, seance_presidee
from comite.actions.convocations import convoquer_les_nouveaux, repondre_convocation
from comite.enums import REPONSES_PRESENTES, Reponse
from comite.forms import ReponseForm
from comite.models import Membre, Seance
from comite.permissions import RESERVE_MEMBRES
from comite.queries.agenda import membres_de
from comite.queries.reponses import (
    attendus_sans_reponse,
    comptes_des_reponses,
    membres_a_convoquer,
    membres_et_reponses,
    quorum_attendu,
    reponses_de,
    votants_de_confiance,
)
from comite.queries.salle import points_de
from comite.views.reponses import executer, reussir
from socle.lib.refus import autoriser

PHRASES = {
    Reponse.PRESENT: "Vous venez sur place\u00a0: c’est noté.",
    Reponse.A_DISTANCE: "Vous suivrez la séance à distance\u00a0: c’est noté.",
    Reponse.REPRESENTE: "Votre procuration est enregistrée\u00a0: le membre choisi en est prévenu.",
    Reponse.EXCUSE: "Votre absence est notée\u00a0: si vous avez un suppléant, il en est prévenu.",
}


def _qui_repond(request, place: Place, seance: Seance) -> Membre:
    """The member herself; the chair and the secretary may write down the answer of one who telephones (``?membre=``)."""
    autre = request.GET.get("membre", "")
    if autre.isdecimal() and place.preside:
        membre = membres_de(seance).filter(pk=autre).first()
        if membre is None:
            raise Http404
        return membre
    autoriser(None if place.membre else RESERVE_MEMBRES)
    return place.membre


@require_http_methods(["GET", "HEAD", "POST"])
def convocation_repondre(request, programme, pk):
    """Say whether one comes, in one click."""
    place, seance = seance_lisible(request.acteur, pk)
    membre = _qui_repond(request, place, seance)
    formulaire = ReponseForm(request.POST or None, mandataires=votants_de_confiance(seance, membre))
    cles = {"seance": seance, "membre": membre, "acteur": request.acteur}
    if (
        request.method == "POST"
        and formulaire.is_valid()
        and reussir(request, formulaire, repondre_convocation, **cles, **formulaire.cleaned_data)
    ):
        moi = membre == place.membre
        messages.success(request, PHRASES[formulaire.cleaned_data["reponse"]] if moi else f"La réponse de {membre} est notée.")
        return redirect("seance_detail" if moi else "seance_reponses", programme, pk)
    contexte = {"seance": seance, "place": place, "membre": membre, "formulaire": formulaire, "reponses": reponses_de(seance, membre)}
    return render(request, "comite/convocation_repondre.html", contexte)


@require_safe
def seance_reponses(request, programme, pk):
    """Who comes, and the quorum to expect item by item: the secretary and the chair only."""
    place, seance = seance_presidee(request.acteur, pk)
    if seance.convoquee_at is None:
        return redirect("seance_detail", programme, pk)
    membres = membres_et_reponses(seance)
    contexte = {"seance": seance, "place": place, "membres": membres, "noms": {m.pk: str(m) for m in membres}}
    contexte |= {"comptes": comptes_des_reponses(membres), "silencieux": attendus_sans_reponse(membres)}
    contexte["viennent"] = sum(m.reponse in REPONSES_PRESENTES for m in membres)
    contexte["points"] = quorum_attendu(seance, membres, points_de(seance, place.membre))
    contexte["nouveaux"] = membres_a_convoquer(seance) if place.prepare and seance.convoquee else []
    return render(request, "comite/seance_reponses.html", contexte)


@require_POST
def nouveaux_convoquer(request, programme, pk):
    """Convene those who took their seat since."""
    _, seance = seance_preparee(request.acteur, pk)
    phrase = "La convocation part aux nouveaux membres."
    return executer(request, phrase, ("seance_reponses", programme, pk), convoquer_les_nouveaux, seance=seance, acteur=request.acteur)
