"""Promotions, their groups, and the board project × module."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from incubation.access import (
    exiger_coordination,
    exiger_regard,
    promotion_coordonnee,
    promotion_lisible,
    sous_promotion_a_remplir,
    sous_promotion_coordonnee,
)
from incubation.actions.affectations import affecter_projet
from incubation.actions.promotions import creer_sous_promotion, ouvrir_promotion
from incubation.enums import EtatLivrable
from incubation.forms import AffectationForm, PromotionForm, SousPromotionForm
from incubation.models import SousPromotion
from incubation.queries.listes import projets_a_affecter, promotions, sous_promotions
from incubation.queries.plateau import plateau
from incubation.queries.suivi import axes_faibles, binomes_incomplets, chiffres, silencieux
from incubation.queries.tableur import csv_du_plateau
from socle.comptes.reglement import valeur
from socle.lib.refus import ActionRefusee

LEGENDE = (
    EtatLivrable.VALIDE,
    EtatLivrable.EN_RELECTURE,
    EtatLivrable.A_COMPLETER,
    EtatLivrable.EN_RETARD,
    EtatLivrable.A_DEPOSER,
    EtatLivrable.A_VENIR,
)


@require_safe
def promotion_liste(request, programme):
    """All promotions, and the labelled projects that wait for a place."""
    exiger_regard(request.acteur)
    contexte = {"promotions": promotions(), "en_attente": projets_a_affecter(), "chiffres": chiffres(timezone.now(), timezone.localdate())}
    return render(request, "incubation/promotions.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def promotion_ouvrir(request, programme):
    """Open the promotion of a wave."""
    exiger_coordination(request.acteur)
    formulaire = PromotionForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            promotion = ouvrir_promotion(acteur=request.acteur, **formulaire.cleaned_data)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            messages.success(request, f"La promotion «\u00a0{promotion}\u00a0» est ouverte. Créez ses sous-promotions.")
            return redirect("promotion_detail", programme, promotion.pk)
    return render(request, "incubation/promotion_formulaire.html", {"form": formulaire})


def _choisie(groupes: list[SousPromotion], demandee: str | None) -> SousPromotion | None:
    """Return the group asked for, by default the first one that holds projects; an unknown one is a 404."""
    if not demandee:
        return next((g for g in groupes if g.projets), groupes[0] if groupes else None)
    choisie = next((g for g in groupes if str(g.pk) == demandee), None)
    if choisie is None:
        raise Http404
    return choisie


@require_safe
def promotion_detail(request, programme, pk):
    """One promotion: its groups and the board of the chosen one."""
    promotion = promotion_lisible(request.acteur, pk)
    groupes = list(sous_promotions(promotion))
    choisie = _choisie(groupes, request.GET.get("sous_promotion"))
    contexte = {
        "promotion": promotion,
        "groupes": groupes,
        "choisie": choisie,
        "plateau": plateau(choisie, timezone.now()) if choisie else None,
        "legende": LEGENDE,
        "minimum": valeur("incubation.sous_promotion_min"),
    }
    return render(request, "incubation/promotion.html", contexte)


@require_safe
def promotion_exporter(request, programme, pk):
    """The board of a group as CSV."""
    promotion = promotion_lisible(request.acteur, pk)
    choisie = _choisie(list(sous_promotions(promotion)), request.GET.get("sous_promotion"))
    if choisie is None:
        raise Http404
    return reponse_csv(csv_du_plateau(plateau(choisie, timezone.now())), f"avancement-{choisie.pk}")


def reponse_csv(contenu: str, nom: str) -> HttpResponse:
    """Return a CSV file, dated."""
    fichier = f"{nom}-{timezone.localdate():%Y-%m-%d}.csv"
    return HttpResponse(contenu, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{fichier}"'})


@require_http_methods(["GET", "HEAD", "POST"])
def sous_promotion_creer(request, programme, pk):
    """Add a group to a promotion."""
    promotion = promotion_coordonnee(request.acteur, pk)
    formulaire = SousPromotionForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            groupe = creer_sous_promotion(promotion=promotion, acteur=request.acteur, **formulaire.cleaned_data)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            messages.success(request, f"{groupe} est créée. Placez-y des projets labellisés.")
            return _vers_le_groupe(programme, groupe)
    return render(request, "incubation/sous_promotion_formulaire.html", {"form": formulaire, "promotion": promotion})


def _vers_le_groupe(programme: str, groupe: SousPromotion):
    return redirect("projet_affecter", programme, groupe.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def projet_affecter(request, programme, pk):
    """Place labelled projects in a group, one at a time."""
    poste = request.method == "POST"
    groupe = (sous_promotion_a_remplir if poste else sous_promotion_coordonnee)(request.acteur, pk)
    formulaire = AffectationForm(request.POST or None, projets=projets_a_affecter(verrouilles=poste))
    if poste and formulaire.is_valid():
        try:
            affecter_projet(projet=formulaire.cleaned_data["projet"], sous_promotion=groupe, acteur=request.acteur, verrouilles=True)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            messages.success(request, f"{formulaire.cleaned_data['projet']} est en incubation. Son équipe est prévenue.")
            return _vers_le_groupe(programme, groupe)
    return render(request, "incubation/affectation.html", _contexte_affectation(groupe, formulaire))


def _contexte_affectation(groupe: SousPromotion, formulaire: AffectationForm) -> dict:
    formulaire.fields["projet"].queryset = en_attente = projets_a_affecter()
    places = list(groupe.affectations.filter(date_fin=None).select_related("projet").order_by("projet__nom"))
    return {
        "form": formulaire,
        "groupe": groupe,
        "places": places,
        "minimum": valeur("incubation.sous_promotion_min"),
        "maximum": valeur("incubation.sous_promotion_max"),
        "en_attente": en_attente.exists(),
    }


@require_safe
def incubation_suivi(request, programme):
    """Who is silent, incomplete or weak on a critical axis."""
    exiger_regard(request.acteur)
    instant, jour = timezone.now(), timezone.localdate()
    muets = list(silencieux(instant))
    contexte = {
        "silencieux": [(a, (instant - a.signe_at).days) for a in muets],
        "incomplets": list(binomes_incomplets(jour)),
        "faibles": axes_faibles(),
        "jours": valeur("incubation.silence_jours"),
        "seuil": valeur("incubation.maturite_note_faible"),
    }
    return render(request, "incubation/suivi.html", contexte)
