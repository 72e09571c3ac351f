"""The recusals of a sitting, as the chair and the secretary follow them."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comite.access import deport_preside, seance_presidee
from comite.actions.deports import confirmer_deport, retirer_deport
from comite.forms import RetraitForm
from comite.queries.interets import deports_de_la_seance, suivi_des_declarations
from comite.views.reponses import executer, reussir


def _retour(programme, deport) -> tuple:
    """Back to the sitting where the recusal was made or found, or to the sittings."""
    return ("deport_liste", programme, deport.seance_id) if deport.seance_id else ("seance_liste", programme)


@require_safe
def deport_liste(request, programme, pk):
    """Who stated her interests, who is recused from what, who had read the file before."""
    place, seance = seance_presidee(request.acteur, pk)
    contexte = {"seance": seance, "suivi": suivi_des_declarations(seance), "deports": deports_de_la_seance(seance, place.membre)}
    return render(request, "comite/deport_liste.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def deport_retirer(request, programme, pk):
    """Lift a recusal, with a reason."""
    _, deport = deport_preside(request.acteur, pk)
    formulaire = RetraitForm(request.POST or None)
    if (
        request.method == "POST"
        and formulaire.is_valid()
        and reussir(request, formulaire, retirer_deport, deport=deport, acteur=request.acteur, **formulaire.cleaned_data)
    ):
        return redirect(*_retour(programme, deport))
    return render(request, "comite/deport_retirer.html", {"deport": deport, "formulaire": formulaire})


@require_POST
def deport_confirmer(request, programme, pk):
    """Make a detected recusal definite."""
    _, deport = deport_preside(request.acteur, pk)
    return executer(request, "Le déport est confirmé.", _retour(programme, deport), confirmer_deport, deport=deport, acteur=request.acteur)
