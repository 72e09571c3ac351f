"""The letters of a sitting: read again before publishing, then on screen and as PDF."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from comite.access import seance_presidee
from comite.access.suites import decision_notifiee
from comite.actions.seances import qui_a_fige, refus_de_publier
from comite.pdf import CODE_LETTRE
from comite.permissions import SEANCE_PREPAREE, refus_quatre_yeux
from comite.queries.lettres import lettres_de_la_seance
from socle.documents.actions import demander_edition


@require_safe
def seance_publication(request, programme, pk):
    """Each letter as it will leave, to whom, and the button that publishes."""
    place, seance = seance_presidee(request.acteur, pk)
    refus = refus_de_publier(seance) or refus_quatre_yeux(request.acteur, qui_a_fige(seance), SEANCE_PREPAREE)
    decisions, cachees = lettres_de_la_seance(seance, place.membre)
    contexte = {"place": place, "seance": seance, "decisions": decisions, "cachees": cachees, "refus": refus}
    return render(request, "comite/publication.html", contexte)


@require_safe
def decision_lettre(request, programme, pk):
    """The notification of a decision, the same words as its PDF."""
    decision = decision_notifiee(request.acteur, pk)
    return render(request, "comite/decision_lettre.html", {"decision": decision, "lettre": decision.lettre, "seance": decision.point.seance})


@require_POST
def lettre_editer(request, programme, pk):
    """Ask for the PDF of the letter and follow its making."""
    decision = decision_notifiee(request.acteur, pk)
    titre = f"Lettre de notification, {decision.point.projet}"
    edition = demander_edition(code=CODE_LETTRE, objet_id=decision.pk, acteur=request.acteur, titre=titre)
    return redirect("edition_detail", programme, edition.pk)
