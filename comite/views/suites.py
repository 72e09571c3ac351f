"""Conditions to lift: the list, the page of one, its acts; the waiting list."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from comite.access import place_de
from comite.access.suites import (
    condition_a_examiner,
    condition_a_prouver,
    condition_a_soumettre,
    condition_lisible,
    conditions_du_comite,
    place_en_attente_preparee,
    preuve_lisible,
)
from comite.actions.attente import faire_monter
from comite.actions.suites import (
    deposer_preuve,
    lever_condition,
    par_la_seance,
    refus_de_geste,
    refus_de_lever,
    refuser_preuve,
    retirer_preuve,
    soumettre_a_la_seance,
)
from comite.enums import SEANCES_A_VENIR, SEANCES_EN_COURS, Geste, TypeSeance
from comite.forms_suites import LeveeForm, MonteeForm, PreuveForm, RefusForm, SoumissionForm
from comite.models import Seance
from comite.permissions import peut_prouver
from comite.queries.suites import FILTRES, csv_des_conditions, filtrer_conditions, places_en_attente
from comite.views.reponses import executer, reponse_csv, reussir
from socle.documents.liens import lien_signe


def _filtre(request) -> str:
    return request.GET.get("etat") if request.GET.get("etat") in FILTRES else "ouvertes"


@require_safe
def condition_liste(request, programme):
    """Every condition a person of the committee's floor may read, by tab."""
    conditions, filtre = conditions_du_comite(request.acteur), _filtre(request)
    page = Paginator(filtrer_conditions(conditions, filtre, timezone.now()), 25).get_page(request.GET.get("page"))
    onglets = [{"libelle": libelle, "url": f"?etat={cle}", "actif": cle == filtre} for cle, libelle in FILTRES.items()]
    contexte = {"page": page, "onglets": onglets, "filtre": filtre, "maintenant": timezone.now()}
    return render(request, "comite/condition_liste.html", contexte)


@require_safe
def condition_exporter(request, programme):
    """The same list as CSV."""
    conditions = filtrer_conditions(conditions_du_comite(request.acteur), _filtre(request), timezone.now())
    return reponse_csv(csv_des_conditions(conditions), "conditions")


@require_safe
def condition_detail(request, programme, pk):
    """One condition: what is asked, the proofs, what was said, and the next act."""
    return _page(request, condition_lisible(request.acteur, pk))


def _page(request, condition, **formulaires):
    acteur, preuve = request.acteur, peut_prouver(request.acteur, condition.dans_l_equipe, condition.responsable_id)
    examen = refus_de_lever(condition, acteur)
    gestes = list(condition.gestes.select_related("auteur", "version", "seance").order_by("-pk"))
    contexte = {
        "condition": condition,
        "projet": condition.decision.point.projet,
        "gestes": gestes,
        "versions": [geste for geste in gestes if geste.version_id],
        "depot": formulaires.get("depot") or (PreuveForm() if not (preuve or refus_de_geste(condition, Geste.DEPOT)) else None),
        "retirable": not (preuve or refus_de_geste(condition, Geste.RETRAIT)),
        "levee": LeveeForm() if not (examen or refus_de_geste(condition, Geste.LEVEE)) else None,
        "refus": formulaires.get("refus") or (RefusForm() if not (examen or refus_de_geste(condition, Geste.REFUS)) else None),
        "quatre_yeux": acteur.pk in {geste.auteur_id for geste in gestes if geste.geste in (Geste.DEPOT, Geste.RENVOI)},
        "soumission": _soumission(request, condition),
        "du_comite": acteur.est_coordination or acteur.est_comite or acteur.est_observateur,
    }
    return render(request, "comite/condition_detail.html", contexte)


def _soumission(request, condition) -> SoumissionForm | None:
    if not (request.acteur.est_coordination and par_la_seance(condition)) or refus_de_geste(condition, Geste.RENVOI):
        return None
    statuts = sorted(SEANCES_A_VENIR | SEANCES_EN_COURS)
    seances = Seance.objects.filter(type=TypeSeance.FINANCEMENT, statut__in=statuts).order_by("date_prevue")
    return SoumissionForm(request.POST or None, seances=seances)


@require_POST
def condition_deposer(request, programme, pk):
    """Hand in a proof."""
    condition = condition_a_prouver(request.acteur, pk)
    formulaire = PreuveForm(request.POST, request.FILES)
    if formulaire.is_valid() and reussir(
        request, formulaire, deposer_preuve, condition=condition, acteur=request.acteur, **formulaire.cleaned_data
    ):
        messages.success(request, "La preuve est déposée\u00a0: la coordination va l’examiner.")
        return redirect("condition_detail", programme, pk)
    return _page(request, condition, depot=formulaire)


@require_POST
def condition_retirer(request, programme, pk):
    """Take the proof back."""
    condition = condition_a_prouver(request.acteur, pk)
    retour = ("condition_detail", programme, pk)
    return executer(request, "La preuve est retirée.", retour, retirer_preuve, condition=condition, acteur=request.acteur)


@require_POST
def condition_lever(request, programme, pk):
    """Lift the condition."""
    condition, retour = condition_a_examiner(request.acteur, pk), ("condition_detail", programme, pk)
    message = request.POST.get("message", "")
    return executer(request, "La condition est levée.", retour, lever_condition, condition=condition, message=message, acteur=request.acteur)


@require_POST
def condition_refuser(request, programme, pk):
    """Ask for another proof."""
    condition = condition_a_examiner(request.acteur, pk)
    formulaire = RefusForm(request.POST)
    if formulaire.is_valid() and reussir(
        request, formulaire, refuser_preuve, condition=condition, motif=formulaire.cleaned_data["motif"], acteur=request.acteur
    ):
        messages.success(request, "L’équipe est prévenue\u00a0: elle doit déposer une autre preuve.")
        return redirect("condition_detail", programme, pk)
    return _page(request, condition, refus=formulaire)


@require_POST
def condition_soumettre(request, programme, pk):
    """Submit the proof to a sitting."""
    condition, retour = condition_a_soumettre(request.acteur, pk), ("condition_detail", programme, pk)
    formulaire = _soumission(request, condition)
    if formulaire is None or not formulaire.is_valid():
        messages.error(request, "Choisissez la séance qui examinera une preuve déposée.")
        return redirect(*retour)
    seance = formulaire.cleaned_data["seance"]
    return executer(
        request, "La preuve est soumise à la séance.", retour, soumettre_a_la_seance, condition=condition, seance=seance, acteur=request.acteur
    )


@require_safe
def preuve_telecharger(request, programme, pk):
    """A signed link to a file handed in as a proof."""
    return redirect(lien_signe(preuve_lisible(request.acteur, pk), request.user.pk))


@require_safe
def attente_liste(request, programme):
    """The waiting list, wave by wave; the first not called may be."""
    place = place_de(request.acteur)
    places = list(places_en_attente(place.membre, publiees=not (place.membre or place.prepare)))
    premieres = {p.vague_id: p.pk for p in reversed(places) if p.appelee_at is None}
    contexte = {"place": place, "places": places, "premieres": set(premieres.values()), "formulaire": MonteeForm()}
    return render(request, "comite/attente_liste.html", contexte)


@require_POST
def attente_monter(request, programme, pk):
    """Call the first of the list."""
    place = place_en_attente_preparee(request.acteur, pk)
    phrase = f"{place.projet} monte\u00a0: il est à l’ordre du jour de la prochaine séance de labellisation, dès qu’elle existe."
    motif = request.POST.get("motif", "")
    return executer(request, phrase, ("attente_liste", programme), faire_monter, place=place, motif=motif, acteur=request.acteur)
