"""The rules of the plan, by properties: calendars, transfers, avenants, suspensions, extensions."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from accompagnement.enums import PASSAGES_DU_PLAN, StatutAvenant, StatutPlan
from accompagnement.regles_plan import (
    LigneVoulue,
    derniere_fin,
    fin_apres_reprise,
    fin_du_plan,
    jours_du_mois,
    jours_suspendus,
    mois_en_cours,
    mouvements_d_avenant,
    par_priorite,
    refus_d_ajuster,
    refus_d_avenant,
    refus_d_enveloppe,
    refus_de_calendrier,
    refus_de_prolonger,
    refus_de_proposer,
    refus_de_repartition,
    refus_de_reprendre,
    refus_de_signer,
    refus_de_signer_l_avenant,
    refus_de_suspendre,
    refus_de_transfert,
    refus_du_motif,
    transferables,
)
from socle.lib.dates import ajouter_mois

S = StatutPlan
patient = settings(deadline=None)  # a busy machine is not a wrong rule
jours = st.dates(date(2020, 1, 1), date(2035, 12, 31))
partages = st.dictionaries(st.integers(1, 7), st.integers(0, 40), max_size=7)


def code(refus) -> str | None:
    return refus and refus.code


# --- Writing ------------------------------------------------------------------------------------


@patient
@given(st.lists(st.integers(1, 40), min_size=1, max_size=7))
def test_lines_pass_when_they_add_up_and_never_otherwise(parts):
    lignes = [LigneVoulue(str(n), part) for n, part in enumerate(parts)]
    connus = {ligne.besoin for ligne in lignes}
    assert refus_de_repartition(lignes, sum(parts), connus, 24) is None
    assert code(refus_de_repartition(lignes, sum(parts) + 1, connus, 24)) == "repartition_fausse"
    assert code(refus_de_repartition([*lignes, lignes[0]], sum(parts), connus, 24)) == "besoin_double"
    assert code(refus_de_repartition(lignes, sum(parts), connus - {"0"}, 24)) == "besoin_inconnu"


@patient
@given(st.integers(-1, 30), st.integers(-1, 30))
def test_months_stay_in_order_and_within_the_plan(debut, fin):
    accepte = refus_de_calendrier([LigneVoulue("b", 1, mois_debut=debut, mois_fin=fin)], 24) is None
    assert accepte == (1 <= debut <= fin <= 24)


def test_lines_of_one_priority_stay_as_they_came():
    lignes = [LigneVoulue("a", 1, priorite=2), LigneVoulue("b", 1, priorite=1), LigneVoulue("c", 1, priorite=2)]
    assert [ligne.besoin for ligne in par_priorite(lignes)] == ["b", "a", "c"]


def test_a_plan_is_proposed_with_its_objectives_and_indicators():
    entiere = LigneVoulue("a", 1, objectif="But", indicateur="Chiffre")
    vague = LigneVoulue("b", 1, objectif="But", indicateur=" ")
    assert refus_de_proposer(S.BROUILLON, [entiere], {}) is None
    assert refus_de_proposer(S.AJUSTE, [entiere, vague], {"b": "Le bâti"}).phrase.endswith("Le bâti.")
    assert {code(refus_de_proposer(etat, [entiere], {})) for etat in (S.PROPOSE, S.SIGNE_EQUIPE, S.SIGNE)} == {"deja_propose"}


@pytest.mark.parametrize("etat", S)
def test_acts_are_offered_only_where_a_passage_leads(etat):
    assert (refus_de_signer(etat, par_l_equipe=True) is None) == (S.SIGNE_EQUIPE in PASSAGES_DU_PLAN[etat])
    assert (refus_de_signer(etat, par_l_equipe=False) is None) == (S.SIGNE in PASSAGES_DU_PLAN[etat])
    assert (refus_d_ajuster(etat, par_l_equipe=True) is None) == (S.AJUSTE in PASSAGES_DU_PLAN[etat])
    assert (refus_d_ajuster(etat, par_l_equipe=False) is None) == (S.BROUILLON in PASSAGES_DU_PLAN[etat])


def test_each_side_signs_an_avenant_once():
    assert refus_de_signer_l_avenant(StatutAvenant.PROPOSE, deja_signe=False) is None
    assert code(refus_de_signer_l_avenant(StatutAvenant.PROPOSE, deja_signe=True)) == "deja_signe"
    assert {code(refus_de_signer_l_avenant(s, deja_signe=False)) for s in (StatutAvenant.SIGNE, StatutAvenant.RETIRE)} == {"avenant_clos"}


# --- Calendar -----------------------------------------------------------------------------------


@patient
@given(jours, st.integers(1, 60))
@example(date(2024, 2, 29), 24)
@example(date(2023, 8, 31), 6)
def test_months_of_a_plan_follow_each_other_to_its_end(debut, duree):
    bornes = [jours_du_mois(debut, n) for n in range(1, duree + 1)]
    assert bornes[0][0] == debut
    assert bornes[-1][1] == fin_du_plan(debut, duree)
    assert all(premier <= dernier for premier, dernier in bornes)
    assert all(suivant[0] == avant[1] + timedelta(days=1) for avant, suivant in zip(bornes, bornes[1:], strict=False))


@patient
@given(jours, st.integers(1, 24), st.integers(0, 400))
@example(date(2024, 2, 29), 12, 0)
def test_the_month_under_way_is_the_one_that_holds_the_day(debut, numero, suspendus):
    premier, dernier = jours_du_mois(debut, numero, suspendus)
    assert mois_en_cours(debut, premier, 24, suspendus) == mois_en_cours(debut, dernier, 24, suspendus) == numero
    assert mois_en_cours(debut, debut - timedelta(days=1), 24) == 0
    assert mois_en_cours(debut, debut + timedelta(days=4000), 24) == 24


# --- Transfers ----------------------------------------------------------------------------------


@patient
@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 100), st.integers(1, 200))
def test_a_need_gives_its_part_and_no_more(accordees, deja, part, quantite):
    reste = transferables(accordees, deja, part)
    assert (refus_de_transfert(quantite, accordees, deja, part) is None) == (quantite <= reste)
    assert reste == 0 or deja + reste <= max(accordees * part / 100, 1)
    if part == 100:
        assert reste == max(accordees - deja, 0)


def test_a_small_need_still_gives_one_half_day():
    assert [transferables(n, 0, 25) for n in (0, 1, 3, 4, 8, 40)] == [0, 1, 1, 1, 2, 10]
    assert transferables(40, 0, 0) == 0


# --- Avenants -----------------------------------------------------------------------------------


@patient
@given(partages, partages)
def test_an_avenant_leads_exactly_from_a_sharing_to_the_other(avant, apres):
    assume(sum(apres.values()) >= sum(avant.get(b, 0) for b in apres))
    transferts, complements = mouvements_d_avenant(avant, apres)
    resultat = dict(avant)
    for de, vers, n in transferts:
        assert n > 0 and de != vers
        resultat[de] -= n
        resultat[vers] = resultat.get(vers, 0) + n
    for vers, n in complements:
        assert n > 0
        resultat[vers] = resultat.get(vers, 0) + n
    assert {b: resultat.get(b, 0) for b in apres} == apres
    assert {b: n for b, n in resultat.items() if b not in apres} == {b: n for b, n in avant.items() if b not in apres}


@patient
@given(partages, partages, st.integers(0, 40))
def test_an_avenant_never_takes_more_than_there_is(avant, apres, enveloppe):
    complement = sum(n - avant.get(b, 0) for b, n in apres.items())
    accepte = refus_d_avenant(avant, apres, avant, enveloppe) is None
    assert accepte == (0 <= complement <= enveloppe)


def test_an_avenant_leaves_what_is_held_or_spent():
    assert code(refus_d_avenant({1: 10, 2: 0}, {1: 4, 2: 6}, {1: 5}, 0)) == "credit_insuffisant"
    assert refus_d_avenant({1: 10, 2: 0}, {1: 5, 2: 5}, {1: 5}, 0) is None
    assert code(refus_d_avenant({1: 10}, {1: 9}, {1: 10}, 0)) == "credits_repris"
    assert code(refus_d_enveloppe(3, 4)) == "enveloppe_courte"


# --- The clock ----------------------------------------------------------------------------------

PLAN = (date(2022, 1, 1), date(2023, 12, 31))


def suspendre(debut, mois, passees=(), aujourd_hui=date(2023, 6, 1), mois_max=12):
    return code(refus_de_suspendre(debut=debut, mois=mois, plan=PLAN, aujourd_hui=aujourd_hui, passees=passees, mois_max=mois_max))


@patient
@given(jours, st.integers(1, 800), st.integers(1, 24))
@example(date(2024, 1, 31), 29, 1)
def test_a_suspension_puts_the_end_off_by_its_days_and_never_beyond_its_months(debut, duree, mois):
    reprise = debut + timedelta(days=duree)
    jours_arretes = jours_suspendus(debut, reprise, mois)
    assert 1 <= jours_arretes <= duree
    assert jours_arretes == duree or debut + timedelta(days=jours_arretes) == ajouter_mois(debut, mois)
    assert fin_apres_reprise(PLAN[1], debut, reprise, mois) == PLAN[1] + timedelta(days=jours_arretes)


@pytest.mark.parametrize(
    ("debut", "mois", "passees", "attendu"),
    [
        (date(2023, 5, 1), 3, [], None),
        (date(2021, 12, 31), 3, [], "hors_plan"),
        (date(2024, 1, 1), 3, [], "hors_plan"),
        (date(2023, 6, 2), 3, [], "suspension_a_venir"),
        (date(2023, 5, 1), 13, [], "suspension_longue"),
        (date(2023, 5, 1), 3, [(date(2022, 3, 1), date(2022, 9, 1), 10)], "suspension_longue"),
        (date(2023, 5, 1), 3, [(date(2023, 4, 1), None, 2)], "deja_suspendu"),
        (date(2022, 8, 31), 3, [(date(2022, 3, 1), date(2022, 9, 1), 6)], "suspensions_melees"),
        (date(2022, 9, 1), 3, [(date(2022, 3, 1), date(2022, 9, 1), 6)], None),
    ],
)
def test_when_an_accompagnement_may_be_suspended(debut, mois, passees, attendu):
    assert suspendre(debut, mois, passees) == attendu


@patient
@given(st.lists(st.tuples(st.integers(0, 700), st.integers(1, 60)), max_size=6))
def test_suspensions_that_are_accepted_never_overlap(essais):
    faites = []
    for ecart, duree in essais:
        debut = PLAN[0] + timedelta(days=ecart)
        if suspendre(debut, 2, faites, aujourd_hui=PLAN[1], mois_max=99) is None:
            faites.append((debut, debut + timedelta(days=duree), 2))
    ordre = sorted(faites)
    assert all(avant[1] <= apres[0] for avant, apres in zip(ordre, ordre[1:], strict=False))


def test_when_it_resumes():
    assert refus_de_reprendre(date(2023, 5, 1), date(2023, 5, 2), date(2023, 5, 2)) is None
    assert code(refus_de_reprendre(date(2023, 5, 1), date(2023, 5, 1), date(2023, 5, 2))) == "reprise_trop_tot"
    assert code(refus_de_reprendre(date(2023, 5, 1), date(2023, 5, 3), date(2023, 5, 2))) == "reprise_a_venir"


@patient
@given(jours, st.integers(1, 24), st.integers(1, 900))
def test_extensions_together_keep_to_the_months_of_the_reglement(fin, mois_max, ecart):
    limite = derniere_fin(fin, 0, mois_max)
    nouvelle = fin + timedelta(days=ecart)
    assert (refus_de_prolonger(fin, nouvelle, 0, mois_max, "Bail") is None) == (nouvelle <= limite)
    if nouvelle <= limite:
        assert derniere_fin(nouvelle, ecart, mois_max) == limite


def test_an_extension_is_later_and_has_its_reason():
    assert code(refus_de_prolonger(PLAN[1], PLAN[1], 0, 12, "Bail")) == "fin_pas_plus_tard"
    assert code(refus_de_prolonger(PLAN[1], date(2024, 1, 31), 0, 12, " ")) == "motif_manquant"
    assert (code(refus_du_motif("")), refus_du_motif("Bail")) == ("motif_manquant", None)
