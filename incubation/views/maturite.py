"""Maturity on the eight axes, and the needs a project shows."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from incubation.access import projet_lisible
from incubation.actions.maturite import identifier_besoin, noter_maturite
from incubation.enums import Moment, SourceMaturite
from incubation.forms import BesoinForm, MaturiteForm
from incubation.models import Affectation, BesoinIdentifie, Maturite, Module
from incubation.permissions import EQUIPE_OU_COORDINATION, peut_etre_evalue
from incubation.queries.bilan import AxeAuBilan, axes_de_maturite
from incubation.queries.equipes import siege_dans_le_projet
from incubation.regles import axes_critiques_faibles, moment_a_noter
from manufactures.models import Projet
from socle.comptes.acteur import Acteur
from socle.comptes.reglement import valeur
from socle.design.graphiques import Axe, Serie, radar
from socle.lib.refus import AccesInterdit, ActionRefusee

LONGUEUR_AU_RADAR = 12  # letters that fit beside the drawing


def _source(acteur: Acteur, projet: Projet) -> SourceMaturite | None:
    """Return as whom a person rates: the team rates itself, the coordination as the referent."""
    if siege_dans_le_projet(projet.pk, acteur.pk):
        return SourceMaturite.EQUIPE
    return SourceMaturite.REFERENT if acteur.est_coordination else None


def _moment(demande: str | None, projet: Projet) -> Moment:
    if demande in Moment.values:
        return Moment(demande)
    sejour = Affectation.objects.filter(projet=projet).select_related("sous_promotion__promotion").order_by("-pk").first()
    if sejour is None:
        return Moment.ENTREE
    return moment_a_noter(sejour.date_debut, sejour.sous_promotion.promotion.date_fin, timezone.localdate())[0]


@require_http_methods(["GET", "HEAD", "POST"])
def maturite_detail(request, programme, slug):
    """The eight axes, rated by the team and by the referent, at entry, midway and at the end."""
    projet = projet_lisible(request.acteur, slug)
    moment, source = _moment(request.GET.get("moment"), projet), _source(request.acteur, projet)
    if request.method == "POST" and source is None:
        raise AccesInterdit(EQUIPE_OU_COORDINATION)
    formulaire = _formulaire(request, projet, moment, source)
    if request.method == "POST" and formulaire.is_valid():
        try:
            noter_maturite(projet=projet, moment=moment, source=source, notes=formulaire.notes, acteur=request.acteur)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            messages.success(request, "La maturité est notée.")
            return redirect("maturite_detail", programme, slug)
    return render(request, "incubation/maturite.html", _contexte(projet, moment, source, formulaire))


def _formulaire(request, projet: Projet, moment: Moment, source: SourceMaturite | None) -> MaturiteForm:
    deja = list(Maturite.objects.filter(projet=projet, moment=moment, source=source)) if source else []
    return MaturiteForm(request.POST or None, modules=list(Module.objects.all()), initial=MaturiteForm.initiales(deja))


def _contexte(projet: Projet, moment: Moment, source: SourceMaturite | None, formulaire: MaturiteForm) -> dict:
    axes = axes_de_maturite(projet)
    seuil = valeur("incubation.maturite_seuil_critique")
    connues = [(axe.titre, axe.critique, axe.derniere) for axe in axes if axe.derniere is not None]
    return {
        "projet": projet,
        "moment": moment,
        "moments": Moment,
        "source": source,
        "form": formulaire if source and not peut_etre_evalue(projet.etat_lu) else None,
        "champs": [(m, formulaire[f"note_{m.pk}"], formulaire[f"preuve_{m.pk}"]) for m in formulaire.modules],
        "axes": [(axe, _cellules(axe)) for axe in axes],
        "faibles": axes_critiques_faibles(connues, seuil - 1),
        "seuil": seuil,
        **_radars(axes),
    }


def _cellules(axe: AxeAuBilan) -> list[tuple[str, int | None, int | None]]:
    return [(moment.label, axe.equipe[moment], axe.referent[moment]) for moment in Moment]


def _radars(axes: list[AxeAuBilan]) -> dict:
    """Draw the moments whose axes are all rated, by the referent or else by the team."""
    series = [(m, _serie(axes, m)) for m in Moment]
    completes = [(m, notes) for m, notes in series if notes]
    if not completes or len(axes) < 3:
        return {"graphe": None}
    traces = [Serie(m.label, notes, "j-s1") for m, notes in (completes[:1] if len(completes) == 1 else [completes[0], completes[-1]])]
    noms = [Axe(axe.titre if len(axe.titre) <= LONGUEUR_AU_RADAR else f"{axe.titre[:8]}.", axe.critique) for axe in axes]
    numeros = [Axe(str(axe.numero), axe.critique) for axe in axes]  # a phone has no room for names: the table beside has them
    description = f"Notes de 0 à 5\u00a0: {', '.join(f'{axe.titre} {note}' for axe, note in zip(axes, completes[-1][1], strict=True))}."
    titre = f"Maturité par axe, {completes[-1][0].label.lower()}"
    return {
        "graphe": radar("maturite", titre, description, noms, traces),
        "graphe_etroit": radar("maturite-m", titre, description, numeros, traces, largeur=311),
        "titre_graphe": titre,
    }


def _serie(axes: list[AxeAuBilan], moment: Moment) -> tuple[int, ...] | None:
    for notes in ([axe.referent[moment] for axe in axes], [axe.equipe[moment] for axe in axes]):
        if all(note is not None for note in notes):
            return tuple(notes)
    return None


@require_http_methods(["GET", "HEAD", "POST"])
def besoin_liste(request, programme, slug):
    """The needs of support seen so far, and adding one."""
    projet = projet_lisible(request.acteur, slug)
    source = _source(request.acteur, projet)
    if request.method == "POST" and source is None:
        raise AccesInterdit(EQUIPE_OU_COORDINATION)
    formulaire = BesoinForm(request.POST or None, besoins=valeur("incubation.besoins"))
    if request.method == "POST" and formulaire.is_valid():
        try:
            identifier_besoin(projet=projet, acteur=request.acteur, **formulaire.cleaned_data)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            messages.success(request, "Le besoin est identifié\u00a0: il comptera pour l’accompagnement.")
            return redirect("besoin_liste", programme, slug)
    besoins = list(BesoinIdentifie.objects.filter(projet=projet).select_related("par"))
    refus = peut_etre_evalue(projet.etat_lu)
    contexte = {"projet": projet, "besoins": besoins, "form": formulaire if source and not refus else None, "refus": refus}
    return render(request, "incubation/besoins.html", contexte | {"total": sum(b.demi_journees for b in besoins)})
