"""The forecast, the advice and the alerts, for any ledger and any day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accompagnement.regles_veille import (
    Conseil,
    Geste,
    Usage,
    conseil,
    est_dormant,
    mois_restants,
    niveaux,
    part_du_temps,
    part_utilisee,
    prevision_inutilisees,
    seuil_d_alerte,
)
from socle.lib.dates import ajouter_mois

DEBUT, FIN = date(2022, 7, 1), date(2024, 6, 30)
JOURS = st.dates(date(2022, 1, 1), date(2025, 12, 31))


@st.composite
def usages(tirer):
    parts = [tirer(st.integers(0, 40)) for _ in range(4)]
    return Usage(sum(parts), *parts[:3])


@given(usages(), JOURS)
def test_what_is_forecast_unused_is_never_more_than_what_can_still_be_booked(usage, jour):
    prevues = prevision_inutilisees(usage, DEBUT, FIN, jour, 30)

    assert prevues is None or 0 <= prevues <= usage.disponibles


@given(usages(), JOURS)
def test_a_half_day_more_used_never_makes_more_unused(usage, jour):
    une_de_plus = Usage(usage.accordees + 1, usage.consommees + 1, usage.reservees, usage.expirees)
    avant, apres = (prevision_inutilisees(u, DEBUT, FIN, jour, 30) for u in (usage, une_de_plus))

    assert avant is None or apres <= avant


@given(usages(), st.integers(0, 400))
def test_at_the_end_the_forecast_is_what_was_not_booked(usage, apres):
    assert prevision_inutilisees(usage, DEBUT, FIN, FIN + timedelta(days=apres), 30) == usage.disponibles


@given(usages(), st.integers(-400, 29))
def test_no_forecast_is_made_in_the_first_month(usage, ecoules):
    assert prevision_inutilisees(usage, DEBUT, FIN, DEBUT + timedelta(days=ecoules), 30) is None


def test_a_regular_pace_leaves_nothing_and_half_of_it_leaves_half():
    milieu = DEBUT + (FIN - DEBUT) / 2

    assert prevision_inutilisees(Usage(40, 20, 0), DEBUT, FIN, milieu, 30) == 0
    assert prevision_inutilisees(Usage(40, 10, 0), DEBUT, FIN, milieu, 30) == 20
    assert prevision_inutilisees(Usage(40, 10, 14), DEBUT, FIN, milieu, 30) == 16


@given(JOURS, JOURS)
def test_months_left_are_whole_and_reach_the_end_at_most(fin, jour):
    mois = mois_restants(fin, jour)

    assert mois >= 0
    assert jour >= fin or ajouter_mois(jour, mois) <= fin < ajouter_mois(jour, mois + 1)


@given(JOURS, st.integers(0, 100), st.integers(0, 100))
def test_shares_stay_between_nothing_and_all(jour, consommees, autres):
    assert 0 <= part_du_temps(DEBUT, FIN, jour) <= 100
    assert 0 <= part_utilisee(consommees, consommees + autres) <= 100


@given(usages(), JOURS, st.integers(1, 24))
def test_nothing_sleeps_without_half_days_to_book(usage, dernier, mois):
    assert est_dormant(usage, dernier, mois, ajouter_mois(dernier, mois)) == (usage.disponibles > 0)
    assert not est_dormant(usage, dernier, mois, ajouter_mois(dernier, mois) - timedelta(days=1))


@given(st.lists(st.tuples(st.text(min_size=1), usages()), max_size=4), st.none() | st.integers(0, 99), st.booleans(), JOURS)
def test_no_advice_moves_more_than_a_need_has_left(lus, prevues, dormant, jour):
    dit = conseil(lus, prevues, dormant, FIN, jour, 2)
    libres = max((usage.disponibles for _, usage in lus), default=0)

    assert (dit.geste in {Geste.RIEN, Geste.CLORE}) == (dit.demi_journees == 0)
    assert dit.geste is not Geste.CLORE or jour > FIN
    assert dit.geste is Geste.CONSTATER or dit.demi_journees <= libres


PLEIN, VIDE = ("Juridique", Usage(10, 2, 0)), ("Économique", Usage(8, 6, 2))


@pytest.mark.parametrize(
    ("lus", "prevues", "jour", "attendu"),
    [
        ([PLEIN], 3, date(2023, 7, 1), Conseil(Geste.PROPOSER, 3, "Juridique")),
        ([PLEIN, VIDE], 3, date(2023, 7, 1), Conseil(Geste.TRANSFERER, 3, "Juridique", "Économique")),
        ([PLEIN, VIDE], 3, date(2024, 5, 15), Conseil(Geste.PROLONGER, 3, "Juridique")),
        ([PLEIN, VIDE], 3, date(2024, 7, 1), Conseil(Geste.CONSTATER, 8)),
        ([("Juridique", Usage(8, 6, 2))], 0, date(2024, 7, 1), Conseil(Geste.CLORE)),
        ([PLEIN, VIDE], 0, date(2023, 7, 1), Conseil(Geste.RIEN)),
    ],
)
def test_the_advice_follows_the_half_days_and_the_months_left(lus, prevues, jour, attendu):
    assert conseil(lus, prevues, False, FIN, jour, 2) == attendu


@given(JOURS, st.sets(st.integers(1, 12), max_size=4))
def test_an_alert_is_the_nearest_threshold_passed(jour, seuils):
    seuil = seuil_d_alerte(FIN, jour, seuils)
    passes = {mois for mois in seuils if ajouter_mois(FIN, -mois) <= jour <= FIN}

    assert seuil == (min(passes) if passes else None)


@given(st.lists(st.tuples(*[st.integers(0, 9)] * 4), max_size=12))
def test_levels_end_at_the_sum_of_what_each_month_brought(mois):
    releves = niveaux((DEBUT, *plus) for plus in mois)

    assert len(releves) == len(mois)
    if releves:
        annoncees, reservees, consommees, expirees = (sum(colonne) for colonne in zip(*mois, strict=True))
        assert (releves[-1].annoncees, releves[-1].engagees) == (annoncees, reservees + consommees)
        assert releves[-1].restantes == annoncees - consommees - expirees
