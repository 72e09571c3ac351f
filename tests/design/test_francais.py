"""French typography: the examples of the decision on identity, and what holds for any value."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.lib import francais


@pytest.mark.parametrize(
    ("valeur", "ecrit"),
    [(Decimal("260000.50"), "260 000,50 €"), (255000, "255 000 €"), (Decimal("18.5"), "18,50 €"), (-1200, "−1 200 €"), (0, "0 €")],
)
def test_montant(valeur, ecrit):
    assert francais.montant(valeur) == ecrit.replace(" ", "\u00a0")


@pytest.mark.parametrize(("valeur", "ecrit"), [(12.5, "12,5 %"), (50, "50 %"), (Decimal("100.00"), "100 %")])
def test_pourcent(valeur, ecrit):
    assert francais.pourcent(valeur) == ecrit.replace(" ", "\u00a0")


def test_echeance_is_written_in_paris_with_day_date_and_hour():
    assert francais.echeance(datetime(2022, 11, 24, 17, tzinfo=UTC)) == "jeudi 24\u00a0nov.\u00a02022, 18\u00a0h"


def test_dates():
    assert francais.jour(date(2022, 7, 1)) == "1er\u00a0juil.\u00a02022"
    assert francais.date_entiere(date(2022, 3, 1)) == "1er\u00a0mars\u00a02022"
    assert francais.date_du_jour(date(2022, 11, 17)) == "Jeudi 17\u00a0novembre\u00a02022"


def test_hours():
    assert francais.heure(time(14, 30)) == "14\u00a0h\u00a030"
    assert francais.plage(time(9), time(12, 30)) == "9\u00a0h\u00a0–\u00a012\u00a0h\u00a030"


@pytest.mark.parametrize(("quantite", "ecrit"), [(0, "0 demi-journée"), (1, "1 demi-journée"), (3, "3 demi-journées")])
def test_demi_journees(quantite, ecrit):
    assert francais.demi_journees(quantite) == ecrit.replace(" ", "\u00a0")


def test_plural_starts_at_two_and_may_be_irregular():
    assert francais.pluriel(Decimal("1.5"), "jour") == "1,5\u00a0jour"
    assert francais.pluriel(2, "journal", "journaux") == "2\u00a0journaux"


@pytest.mark.parametrize(("octets", "ecrit"), [(184_000, "184 ko"), (2_400_000, "2,4 Mo"), (20_000_000, "20 Mo"), (10, "1 ko")])
def test_taille(octets, ecrit):
    assert francais.taille(octets) == ecrit.replace(" ", "\u00a0")


def test_enumeration():
    assert [francais.enumeration("abc"[:n]) for n in range(4)] == ["", "a", "a et b", "a, b et c"]


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_an_amount_reads_back_to_itself(valeur):
    ecrit = francais.montant(valeur)
    lu = ecrit.removesuffix("\u00a0€").replace("\u00a0", "").replace("−", "-").replace(",", ".")
    assert Decimal(lu) == valeur
    assert not set(ecrit) & set(" \u202f-.")
