"""The minutes: HTML twin, drawing up, PDF."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from comite.access import proces_verbal_lisible, seance_presidee
from comite.actions.proces_verbaux import generer_pv
from comite.pdf import CODE
from comite.queries.proces_verbal import code_de_verification
from comite.views.reponses import executer
from socle.documents.actions import demander_edition
from socle.lib.refus import Refus, autoriser

PDF_FERME = Refus(
    "pv_avec_deport", "Ce document contient un dossier dont vous êtes déporté\u00a0: lisez le procès-verbal à l’écran, sans ce dossier."
)


@require_safe
def seance_pv(request, programme, pk):
    """The minutes on screen, without the files a member is recused from."""
    place, seance, caches = proces_verbal_lisible(request.acteur, pk)
    pv = getattr(seance, "proces_verbal", None)
    contexte = {"place": place, "seance": seance, "pv": pv, "entier": not caches}
    if pv:
        contexte["points"] = [p for p in pv.contenu["points"] if p["point"] not in caches]
        contexte["composition"] = [fait for fait in pv.contenu["composition"] if not (caches and fait[0] == "Déports")]
        contexte["code"] = code_de_verification(pv.empreinte)
    return render(request, "comite/proces_verbal.html", contexte)


@require_POST
def pv_generer(request, programme, pk):
    """Draw the minutes up from the events."""
    _, seance = seance_presidee(request.acteur, pk)
    return executer(request, "Le procès-verbal est établi.", ("seance_pv", programme, pk), generer_pv, seance=seance, acteur=request.acteur)


@require_POST
def pv_editer(request, programme, pk):
    """Ask for the PDF of the minutes and follow its making."""
    _, seance, caches = proces_verbal_lisible(request.acteur, pk)
    pv = getattr(seance, "proces_verbal", None)
    if pv is None:
        raise Http404
    autoriser(PDF_FERME if caches else None)
    edition = demander_edition(code=CODE, objet_id=pv.pk, acteur=request.acteur, titre=str(pv).capitalize())
    return redirect("edition_detail", programme, edition.pk)
