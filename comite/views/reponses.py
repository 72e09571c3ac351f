"""What a button answers: the sentence of success or of refusal, then back to the page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect

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
