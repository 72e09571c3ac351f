"""The arbitration: ranked files, scenarios side by side, what-if amounts; aid regimes and de minimis aid."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comite.access import aide_a_retirer, place_de_secretariat, point_a_preparer, scenario_a_retenir, scenario_lisible, seance_a_arbitrer
from comite.actions.arbitrages import (
    creer_scenario,
    dupliquer_scenario,
    enregistrer_aide,
    enregistrer_montants,
    fixer_regime,
    retenir_scenario,
    retirer_aide,
)
from comite.enums import RegimeAide
from comite.forms_notation import AideForm, ChoixForm, ComparaisonForm, MontantsForm, NomForm, RegimeForm, ScenarioForm
from comite.permissions import peut_retenir
from comite.queries.aides import aides_enregistrees
from comite.queries.arbitrage import COMPARES, lire_arbitrage, scenarios_de, scenarios_de_la_seance
from comite.queries.tableur import csv_de_l_arbitrage, csv_des_aides
from comite.views.reponses import executer, reponse_csv, reussir
from socle.lib.refus import ActionRefusee


def _comparer(request, place, seance):
    """Return the arbitration, all its scenarios, and those put side by side."""
    arbitrage, tous = lire_arbitrage(seance, place.membre), scenarios_de_la_seance(seance)
    choix = ComparaisonForm(request.GET, scenarios=tous)
    voulus = set(choix.cleaned_data["s"] if choix.is_valid() else ())
    lus = scenarios_de(arbitrage, tous)
    return arbitrage, lus, ([s for s in lus if s.scenario.pk in voulus] or lus)[:COMPARES]


def _rendre(request, place, seance, nouveau: ScenarioForm | None = None):
    arbitrage, lus, compares = _comparer(request, place, seance)
    lignes = [(li, [s.de(li.point.pk) for s in compares]) for li in arbitrage.lignes]
    contexte = {"place": place, "seance": seance, "arbitrage": arbitrage, "lignes": lignes, "scenarios": lus, "compares": compares}
    contexte |= {
        "nouveau": nouveau or ScenarioForm(),
        "choisis": {s.scenario.pk for s in compares},
        "compares_max": COMPARES,
        "regimes": RegimeAide.choices,
    }
    return render(request, "comite/seance_arbitrage.html", contexte)


@require_safe
def seance_arbitrage(request, programme, pk):
    """Envelope, ranked files, scenarios side by side."""
    place, seance = seance_a_arbitrer(request.acteur, pk)
    return _rendre(request, place, seance)


@require_safe
def arbitrage_csv(request, programme, pk):
    """The same, as a table."""
    place, seance = seance_a_arbitrer(request.acteur, pk)
    arbitrage, _, compares = _comparer(request, place, seance)
    return reponse_csv(csv_de_l_arbitrage(arbitrage, compares), f"arbitrage-{seance.reference}")


@require_POST
def scenario_creer(request, programme, pk):
    """Start a scenario."""
    place, seance = seance_a_arbitrer(request.acteur, pk)
    formulaire = ScenarioForm(request.POST)
    if formulaire.is_valid():
        try:
            scenario = creer_scenario(seance=seance, acteur=request.acteur, **formulaire.cleaned_data)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            return redirect("scenario_detail", programme, scenario.pk)
    return _rendre(request, place, seance, formulaire)


@require_http_methods(["GET", "HEAD", "POST"])
def scenario_detail(request, programme, pk):
    """The what-if amounts of a scenario, which its author changes."""
    place, scenario = scenario_lisible(request.acteur, pk)
    arbitrage = lire_arbitrage(scenario.seance, place.membre, avec_aides=request.method != "POST")
    lu = scenarios_de(arbitrage, [scenario])[0]
    formulaire = MontantsForm(request.POST or None, cases=arbitrage.cases(lu.montants))
    if (
        request.method == "POST"
        and formulaire.is_valid()
        and reussir(request, formulaire, enregistrer_montants, scenario=scenario, montants=formulaire.montants(), acteur=request.acteur)
    ):
        messages.success(request, "Les montants du scénario sont enregistrés.")
        return redirect("scenario_detail", programme, pk)
    modifiable = scenario.auteur_id == request.acteur.pk and not scenario.retenu and scenario.seance.levee_at is None
    lignes = [(li, [(c, formulaire[c.champ]) for c in formulaire.cases if c.point_pk == li.point.pk]) for li in arbitrage.a_decider]
    contexte = {"place": place, "seance": scenario.seance, "arbitrage": arbitrage, "lu": lu, "formulaire": formulaire, "lignes": lignes}
    contexte |= {"modifiable": modifiable, "copie": NomForm(), "retenue": ChoixForm(), "retenable": peut_retenir(place.membre) is None}
    return render(request, "comite/scenario_detail.html", contexte)


@require_POST
def scenario_dupliquer(request, programme, pk):
    """Copy a scenario under another name."""
    _, scenario = scenario_lisible(request.acteur, pk)
    formulaire = NomForm(request.POST)
    if not formulaire.is_valid():
        messages.error(request, "Donnez un nom à la copie.")
        return redirect("scenario_detail", programme, pk)
    try:
        copie = dupliquer_scenario(scenario=scenario, acteur=request.acteur, **formulaire.cleaned_data)
    except ActionRefusee as erreur:
        messages.error(request, str(erreur))
        return redirect("scenario_detail", programme, pk)
    return redirect("scenario_detail", programme, copie.pk)


@require_POST
def scenario_retenir(request, programme, pk):
    """Keep a scenario: it prefills what is put to the vote."""
    _, scenario = scenario_a_retenir(request.acteur, pk)
    phrase = "Le scénario est retenu\u00a0: ses montants préremplissent les scrutins. Le comité décide par ses votes."
    retour = ("seance_arbitrage", programme, scenario.seance_id)
    return executer(
        request, phrase, retour, retenir_scenario, scenario=scenario, motif=request.POST.get("motif", ""), acteur=request.acteur
    )


@require_POST
def regime_fixer(request, programme, pk):
    """Say under which aid regime a file is examined."""
    _, point = point_a_preparer(request.acteur, pk)
    formulaire, retour = RegimeForm(request.POST), ("seance_arbitrage", programme, point.seance_id)
    if not formulaire.is_valid():
        messages.error(request, "Choisissez un régime d’aide.")
        return redirect(*retour)
    regime = formulaire.cleaned_data["regime"]
    return executer(request, "Le régime d’aide est enregistré.", retour, fixer_regime, point=point, regime=regime, acteur=request.acteur)


@require_http_methods(["GET", "HEAD", "POST"])
def aide_liste(request, programme):
    """The de minimis aid that projects have declared, and one more."""
    place = place_de_secretariat(request.acteur)
    formulaire = AideForm(request.POST or None)
    if (
        request.method == "POST"
        and formulaire.is_valid()
        and reussir(request, formulaire, enregistrer_aide, acteur=request.acteur, **formulaire.cleaned_data)
    ):
        messages.success(request, "L’aide est enregistrée.")
        return redirect("aide_liste", programme)
    page = Paginator(aides_enregistrees(place.membre), 25).get_page(request.GET.get("page"))
    return render(request, "comite/aide_liste.html", {"page": page, "formulaire": formulaire})


@require_safe
def aide_csv(request, programme):
    """The same, as a table."""
    place = place_de_secretariat(request.acteur)
    return reponse_csv(csv_des_aides(aides_enregistrees(place.membre)), "aides-de-minimis")


@require_POST
def aide_retirer(request, programme, pk):
    """Take an aid out of the count."""
    aide = aide_a_retirer(request.acteur, pk)
    motif = request.POST.get("motif", "")
    return executer(
        request, "L’aide est retirée du cumul.", ("aide_liste", programme), retirer_aide, aide=aide, motif=motif, acteur=request.acteur
    )
