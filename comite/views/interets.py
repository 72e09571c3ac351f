"""My interests: the yearly statement, and the one before the files of a sitting."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from comite.access import place_de_membre, seance_de_membre
from comite.actions.interets import declarer_interets, declarer_pour_seance
from comite.forms import DeclarationAnnuelleForm, DeclarationSeanceForm
from comite.models import DeclarationInterets
from comite.queries.agenda import projets_de
from comite.queries.interets import derniere_annuelle
from comite.views.reponses import reussir


@require_http_methods(["GET", "HEAD", "POST"])
def mes_interets(request, programme):
    """My yearly statement, to make or renew, and the dates of the others."""
    place = place_de_membre(request.acteur)
    derniere = derniere_annuelle(place.membre)
    formulaire = DeclarationAnnuelleForm(request.POST or None, initial=DeclarationAnnuelleForm.depart(derniere))
    if request.method == "POST" and formulaire.is_valid():
        champs = {"interets": formulaire.interets(), "texte": formulaire.cleaned_data["texte"]}
        if reussir(request, formulaire, declarer_interets, membre=place.membre, acteur=request.acteur, **champs):
            messages.success(request, "Votre déclaration de l’année est enregistrée.")
            return redirect("mes_interets", programme)
    faites = DeclarationInterets.objects.filter(membre=place.membre).select_related("seance")[:20]
    return render(request, "comite/mes_interets.html", {"derniere": derniere, "formulaire": formulaire, "faites": faites})


@require_http_methods(["GET", "HEAD", "POST"])
def seance_interets(request, programme, pk):
    """My links with the files of a sitting; ``sans_lien`` says there is none, in one click."""
    place, seance = seance_de_membre(request.acteur, pk)
    projets = projets_de(seance, place.membre).order_by("points_comite__rang", "pk").filter(points_comite__seance=seance)
    formulaire = DeclarationSeanceForm(request.POST or None, projets=projets)
    if request.method == "POST" and formulaire.is_valid():
        champs = {} if "sans_lien" in request.POST else formulaire.arguments()
        if reussir(request, formulaire, declarer_pour_seance, seance=seance, membre=place.membre, acteur=request.acteur, **champs):
            messages.success(request, "Votre déclaration est enregistrée\u00a0: les dossiers de cette séance sont ouverts.")
            salle = request.POST.get("retour") == "salle"
            return redirect("seance_salle" if salle else "seance_detail", programme, pk)
    faite = DeclarationInterets.objects.filter(membre=place.membre, seance=seance).first()
    contexte = {"seance": seance, "formulaire": formulaire, "faite": faite}
    return render(request, "comite/seance_interets.html", contexte)
