"""The agenda, the recusals and the proxies of a sitting."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from comite.access import point_visible, salle_ouverte, seance_preparee
from comite.actions.deports import declarer_deport
from comite.actions.ordre_du_jour import inscrire_projet, retirer_projet
from comite.actions.presences import donner_procuration, retirer_procuration
from comite.forms import DeportForm, InscriptionForm, ProcurationForm
from comite.permissions import peut_preparer
from comite.queries.agenda import membres_de, projets_de, projets_inscriptibles
from comite.views.reponses import executer, reussir
from socle.lib.refus import autoriser


@require_POST
def point_inscrire(request, programme, pk):
    """Put a ready project on the agenda."""
    place, seance = seance_preparee(request.acteur, pk)
    formulaire = InscriptionForm(request.POST, projets=projets_inscriptibles(seance, place.membre))
    if not formulaire.is_valid():
        messages.error(request, "Choisissez un projet prêt à être examiné.")
        return redirect("seance_detail", programme, pk)
    projet = formulaire.cleaned_data["projet"]
    retour = ("seance_detail", programme, pk)
    return executer(
        request, f"{projet} est à l’ordre du jour.", retour, inscrire_projet, seance=seance, projet=projet, acteur=request.acteur
    )


@require_POST
def point_retirer(request, programme, pk):
    """Take a project off the agenda."""
    place, point = point_visible(request.acteur, pk)
    autoriser(peut_preparer(request.acteur, place.membre))
    retour = ("seance_detail", programme, point.seance_id)
    return executer(request, f"{point.projet} n’est plus à l’ordre du jour.", retour, retirer_projet, point=point, acteur=request.acteur)


def _les_miens(place, membres):
    """The chair and the secretary act for all; a member for herself."""
    return membres if place.preside else membres.filter(pk=place.membre.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def deport_declarer(request, programme, pk):
    """Declare a recusal on a file of the sitting."""
    place, seance = salle_ouverte(request.acteur, pk)
    membres = _les_miens(place, membres_de(seance))
    depart = {"membre": place.membre and place.membre.pk, "projet": request.GET.get("projet")}
    formulaire = DeportForm(request.POST or None, initial=depart, membres=membres, projets=projets_de(seance, place.membre))
    if (
        request.method == "POST"
        and formulaire.is_valid()
        and reussir(request, formulaire, declarer_deport, seance=seance, acteur=request.acteur, **formulaire.cleaned_data)
    ):
        messages.success(request, "Le déport est enregistré\u00a0: ce dossier n’est plus accessible à cette personne.")
        return redirect("seance_detail", programme, pk)
    return render(request, "comite/deport_declarer.html", {"seance": seance, "formulaire": formulaire})


@require_http_methods(["GET", "HEAD", "POST"])
def procuration_donner(request, programme, pk):
    """Give a proxy for the sitting."""
    place, seance = salle_ouverte(request.acteur, pk)
    membres = membres_de(seance)
    depart = {"mandant": place.membre and place.membre.pk}
    formulaire = ProcurationForm(request.POST or None, initial=depart, mandants=_les_miens(place, membres), mandataires=membres)
    if (
        request.method == "POST"
        and formulaire.is_valid()
        and reussir(request, formulaire, donner_procuration, seance=seance, acteur=request.acteur, **formulaire.cleaned_data)
    ):
        messages.success(request, "La procuration est enregistrée.")
        return redirect("seance_detail", programme, pk)
    return render(request, "comite/procuration_donner.html", {"seance": seance, "formulaire": formulaire})


@require_POST
def procuration_retirer(request, programme, pk, mandant):
    """Take a proxy back."""
    place, seance = salle_ouverte(request.acteur, pk)
    membre = _les_miens(place, membres_de(seance)).filter(pk=mandant).first()
    if membre is None:
        raise Http404
    retour = ("seance_detail", programme, pk)
    return executer(
        request, "La procuration est retirée.", retour, retirer_procuration, seance=seance, mandant=membre, acteur=request.acteur
    )
