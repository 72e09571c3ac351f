"""One shape for the acts of pages: what a form says is done and told, or the form says what to repair."""

from collections.abc import Callable

from django.contrib import messages

from socle.design.formulaires import Formulaire
from socle.lib.refus import ActionRefusee


def accomplir(request, formulaire: Formulaire, acte: Callable[[dict], str]) -> bool:
    """Do an act with what a valid form says, and tell the sentence it returns.

    Return False when there is something to repair: a refusal of the act joins the summary of the form.
    """
    if not formulaire.is_valid():
        return False
    try:
        dit = acte(formulaire.cleaned_data)
    except ActionRefusee as e:
        formulaire.refuser(e.refus)
        return False
    messages.success(request, dit)
    return True


def essayer(request, acte: Callable[[], str]) -> None:
    """Do an act that has no form, and tell what came of it: its sentence, or the refusal."""
    try:
        dit = acte()
    except ActionRefusee as e:
        messages.error(request, str(e))
    else:
        messages.success(request, dit)
