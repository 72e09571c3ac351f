"""Livrables: lists, the page of one, deposits, reviews, delays, messages."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from incubation.access import (
    exiger_regard,
    livrable_a_traiter,
    livrable_coordonne,
    livrable_de_l_equipe,
    livrable_lisible,
    projet_lisible,
    version_a_relire,
    version_lisible,
)
from incubation.actions.livrables import accorder_delai, deposer_version, ecrire_message, relire_version
from incubation.enums import EtatLivrable, StatutLivrable, Verdict
from incubation.forms import DelaiForm, DepotForm, MessageForm, RelectureForm
from incubation.models import Livrable
from incubation.permissions import peut_deposer, peut_prolonger, peut_relire
from incubation.queries.equipes import siege_dans_le_projet
from incubation.queries.listes import livrables_visibles
from incubation.queries.pour_projet import pour_projet
from incubation.queries.suivi import a_relire, en_retard
from incubation.queries.tableur import csv_des_livrables
from incubation.views.promotions import reponse_csv
from socle.documents.liens import lien_signe
from socle.lib.refus import ActionRefusee

PAR_PAGE = 50
LISTES = {"retard": "en retard", "relire": "à relire"}


def _liste(genre: str, instant):
    return a_relire() if genre == "relire" else en_retard(instant)


@require_safe
def livrable_liste(request, programme):
    """For the coordination: what is late, or what waits for a review."""
    exiger_regard(request.acteur)
    genre = request.GET.get("etat") if request.GET.get("etat") in LISTES else "retard"
    instant = timezone.now()
    coordination = request.acteur.est_coordination
    page = Paginator(_liste(genre, instant), PAR_PAGE).get_page(request.GET.get("page"))
    lus = [(livrable, livrable.etat_a(instant)) for livrable in page]
    livrables = [(livrable, etat, etat.libelle_pour(coordination), _jours(livrable, genre, instant)) for livrable, etat in lus]
    contexte = {"genre": genre, "titre": f"Livrables {LISTES[genre]}", "livrables": livrables, "page": page, "onglets": LISTES}
    return render(request, "incubation/livrables.html", contexte)


def _jours(livrable: Livrable, genre: str, instant) -> int:
    return (instant - (livrable.deposee_at if genre == "relire" else livrable.echeance_at)).days


@require_safe
def livrable_exporter(request, programme):
    """The same lists as CSV, and every livrable a person may open without a filter."""
    genre, instant = request.GET.get("etat"), timezone.now()
    if genre in LISTES:
        exiger_regard(request.acteur)
        return reponse_csv(csv_des_livrables(_liste(genre, instant), instant), f"livrables-{genre}")
    return reponse_csv(csv_des_livrables(livrables_visibles(request.acteur), instant), "livrables")


@require_safe
def livrable_projet(request, programme, slug):
    """The eight livrables of one project."""
    projet = projet_lisible(request.acteur, slug)
    incubation = pour_projet(projet)
    lignes = [(ligne.objet, ligne.etat, ligne.etat.libelle_pour(request.acteur.est_coordination)) for ligne in incubation.livrables]
    return render(request, "incubation/livrables_projet.html", {"projet": projet, "incubation": incubation, "lignes": lignes})


@require_safe
def livrable_detail(request, programme, pk):
    """One livrable: what is expected, handed in, answered and said."""
    return _page(request, livrable_lisible(request.acteur, pk))


def _page(request, livrable: Livrable, depot=None, relecture=None, message=None):
    versions = list(livrable.versions.all())
    derniere = versions[0] if versions else None
    equipier = siege_dans_le_projet(livrable.projet_id, request.acteur.pk) is not None
    coordination = request.acteur.est_coordination
    etat = livrable.etat_a(timezone.now())
    attendus = list(livrable.module.attendus.all())
    contexte = {
        "livrable": livrable,
        "etat": etat,
        "libelle": etat.libelle_pour(coordination),
        "attendus": attendus,
        "versions": [(v, _pastille(v, coordination)) for v in versions],
        "relue": next((v for v in versions if hasattr(v, "revue")), None),
        "prochaine": (derniere.numero + 1) if derniere else 1,
        "depot": (depot or DepotForm()) if equipier and not peut_deposer(livrable) else None,
        "relecture": (relecture or RelectureForm(attendus=attendus)) if coordination and not peut_relire(livrable) else None,
        "derniere": derniere,
        "message": (message or MessageForm()) if equipier or coordination else None,
        "prolongeable": coordination and not peut_prolonger(livrable),
        "pres": etat in (EtatLivrable.A_COMPLETER, EtatLivrable.EN_RETARD),
        "attend_l_equipe": livrable.suivi in (StatutLivrable.ATTENDU, StatutLivrable.A_COMPLETER),
    }
    return render(request, "incubation/livrable.html", contexte)


@dataclass(frozen=True)
class Pastille:
    """A status in the words of its reader."""

    label: str
    icone: str
    ton: str


def _pastille(version, coordination: bool) -> Pastille:
    if hasattr(version, "revue"):
        avis = version.revue.avis
        return Pastille(avis.label, avis.icone, avis.ton)
    etat = EtatLivrable.EN_RELECTURE
    return Pastille(etat.libelle_pour(coordination), etat.icone, etat.ton)


@require_POST
def livrable_deposer(request, programme, pk):
    """Hand in the next version."""
    livrable = livrable_de_l_equipe(request.acteur, pk)
    formulaire = DepotForm(request.POST, request.FILES)
    if formulaire.is_valid():
        try:
            version = deposer_version(livrable=livrable, acteur=request.acteur, **formulaire.cleaned_data)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            messages.success(request, f"La version {version.numero} est déposée. La coordination va la relire.")
            return redirect("livrable_detail", programme, pk)
    return _page(request, livrable_lisible(request.acteur, pk), depot=formulaire)


@require_POST
def livrable_relire(request, programme, pk):
    """Answer the last version."""
    version = version_a_relire(request.acteur, pk, request.POST.get("version", ""))
    if version is None:
        messages.error(request, "Aucune version n’attend de relecture ici.")
        return redirect("livrable_detail", programme, pk)
    formulaire = RelectureForm(request.POST, attendus=list(version.livrable.module.attendus.all()))
    if formulaire.is_valid():
        try:
            revue = relire_version(version=version, acteur=request.acteur, **_reponse(formulaire))
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            messages.success(request, f"Votre réponse est envoyée au binôme\u00a0: {revue.avis.label.lower()}.")
            return redirect("livrable_detail", programme, pk)
    return _page(request, livrable_coordonne(request.acteur, pk), relecture=formulaire)


def _reponse(formulaire: RelectureForm) -> dict:
    donnees = formulaire.cleaned_data
    return {"verdict": Verdict(donnees["verdict"]), "commentaire": donnees["commentaire"], "avis": formulaire.avis}


@require_http_methods(["GET", "HEAD", "POST"])
def livrable_prolonger(request, programme, pk):
    """Give the team more time."""
    livrable = livrable_a_traiter(request.acteur, pk)
    formulaire = DelaiForm(request.POST or None, initial=DelaiForm.initiales(livrable))
    if request.method == "POST" and formulaire.is_valid():
        try:
            accorder_delai(livrable=livrable, acteur=request.acteur, **formulaire.cleaned_data)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            messages.success(request, "Le délai est accordé. Le binôme est prévenu.")
            return redirect("livrable_detail", programme, pk)
    return render(request, "incubation/delai.html", {"form": formulaire, "livrable": livrable})


@require_POST
def livrable_message(request, programme, pk):
    """Write on the thread of a livrable."""
    livrable = livrable_lisible(request.acteur, pk)
    formulaire = MessageForm(request.POST)
    if formulaire.is_valid():
        try:
            ecrire_message(livrable=livrable, acteur=request.acteur, **formulaire.cleaned_data)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            return redirect("livrable_detail", programme, pk)
    return _page(request, livrable, message=formulaire)


@require_safe
def version_telecharger(request, programme, pk):
    """Open the file of a version by a signed link."""
    return redirect(lien_signe(version_lisible(request.acteur, pk).fichier, request.user.pk))
