"""The yearly reports of a project: their list, one of them, its writing, the answer of the coordination."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accompagnement.access import projet_lisible, projet_reservable, rapport_coordonne, rapport_lisible
from accompagnement.actions.rapports import accepter_rapport, ecrire_rapport, renvoyer_rapport
from accompagnement.enums_veille import StatutRapport
from accompagnement.forms_rapport import RapportForm, RenvoiForm
from accompagnement.permissions import QUATRE_YEUX, peut_coordonner, peut_reserver
from accompagnement.queries.rapports import lignes_du_rapport, rapports_du_projet, rapports_dus, titre_du_rapport
from accompagnement.regles_rapport import annees_a_rendre, refus_d_ecrire
from socle.documents.actions import demander_edition
from socle.lib.refus import ActionRefusee


@require_safe
def rapport_liste(request, programme, slug):
    """What a project owes, year by year, and where each report stands."""
    projet = projet_lisible(request.acteur, slug)
    dus = rapports_dus(projet.plan_accompagnement, rapports_du_projet(projet), timezone.localdate())
    refus = peut_reserver(projet.fonction, projet.etat)
    return render(request, "accompagnement/rapports.html", {"projet": projet, "dus": dus, "ecrit": refus is None})


@require_safe
def rapport_detail(request, programme, slug, annee):
    """One report, its figures beside the entry and the year before."""
    return _montrer(request, rapport_lisible(request.acteur, slug, annee))


def _montrer(request, rapport, formulaire=None):
    remis = rapport.etat == StatutRapport.REMIS
    a_juger = remis and peut_coordonner(request.acteur) is None
    contexte = {
        "projet": rapport.projet,
        "rapport": rapport,
        "lignes": lignes_du_rapport(rapport.annee, rapports_du_projet(rapport.projet), rapport.indicateurs),
        "a_juger": a_juger,
        "refus_d_accepter": QUATRE_YEUX if request.acteur.pk == rapport.remis_par_id else None,
        "formulaire": formulaire or (RenvoiForm() if a_juger else None),
        "ecrit": rapport.etat == StatutRapport.BROUILLON and peut_reserver(rapport.projet.fonction, rapport.projet.etat) is None,
    }
    return render(request, "accompagnement/rapport.html", contexte)


@require_http_methods(["GET", "POST"])
def rapport_ecrire(request, programme, slug, annee):
    """The team writes a report and hands it in; figures of the year before are beside each field, and in it at first."""
    projet = projet_reservable(request.acteur, slug)
    if annee not in annees_a_rendre(projet.plan_accompagnement.date_debut, projet.plan_accompagnement.date_fin, timezone.localdate()):
        raise Http404
    rapports = rapports_du_projet(projet)
    formulaire, remettre = RapportForm(request.POST or None, annee=annee, rapports=rapports), "remettre" in request.POST
    refus = refus_d_ecrire(rapports[annee].etat) if annee in rapports else None
    if request.method == "POST" and formulaire.is_valid():
        try:
            ecrire_rapport(projet=projet, annee=annee, remettre=remettre, acteur=request.acteur, **formulaire.lu)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, "Rapport remis : la coordination le lit." if remettre else "Brouillon enregistré.")
            return redirect("rapport_detail", programme, slug, annee)
    contexte = {"projet": projet, "titre": titre_du_rapport(annee), "annee": annee, "formulaire": formulaire, "refus": refus}
    return render(request, "accompagnement/rapport_ecrire.html", contexte)


@require_POST
def rapport_accepter(request, programme, slug, annee):
    """The coordination accepts a report."""
    try:
        accepter_rapport(rapport=rapport_coordonne(request.acteur, slug, annee), acteur=request.acteur)
    except ActionRefusee as e:
        messages.error(request, str(e))
    else:
        messages.success(request, "Rapport accepté.")
    return redirect("rapport_detail", programme, slug, annee)


@require_POST
def rapport_renvoyer(request, programme, slug, annee):
    """The coordination asks the team to complete a report."""
    rapport, formulaire = rapport_coordonne(request.acteur, slug, annee), RenvoiForm(request.POST)
    if formulaire.is_valid():
        try:
            renvoyer_rapport(rapport=rapport, demande=formulaire.cleaned_data["demande"], acteur=request.acteur)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, "Rapport rendu à l’équipe, avec votre demande.")
            return redirect("rapport_detail", programme, slug, annee)
    return _montrer(request, rapport, formulaire)


@require_POST
def rapport_imprimer(request, programme, slug, annee):
    """The report as PDF and HTML, made in the background."""
    rapport = rapport_lisible(request.acteur, slug, annee)
    edition = demander_edition(code="accompagnement.rapport_annuel", objet_id=rapport.pk, acteur=request.acteur)
    return redirect("edition_detail", programme, edition.pk)
