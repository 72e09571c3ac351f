"""What a button answers: the sentence of success or of refusal, then back to the page; or a table to download."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone

from socle.lib.refus import ActionRefusee


def executer(request, reussite: str, retour: tuple, action: Callable, **arguments) -> HttpResponseRedirect:
    """Run an action for a button-only form and go back to ``retour`` (route and its arguments)."""
    try:
        action(**arguments)
    except ActionRefusee as erreur:
        messages.error(request, str(erreur))
    else:
        messages.success(request, reussite)
    return redirect(*retour)


def reussir(request, formulaire, action: Callable, **arguments) -> bool:
    """Run an action for a valid form; a refusal goes into its summary, with what was typed kept."""
    try:
        action(**arguments)
    except ActionRefusee as erreur:
        formulaire.refuser(erreur.refus)
        return False
    return True


def reponse_csv(contenu: str, nom: str) -> HttpResponse:
    """Answer with a table to download, named after the day."""
    fichier = f"{nom}-{timezone.localdate():%Y-%m-%d}.csv"
    return HttpResponse(
        contenu, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{fichier}"'}
    )
