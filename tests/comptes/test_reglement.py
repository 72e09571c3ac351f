"""The règlement: dated values, never changed, read once per scope."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import timezone

from socle.comptes import reglement
from socle.comptes.actions.reglages import fixer_reglage
from socle.comptes.models import Programme
from socle.comptes.portee import programme_actif
from socle.lib.refus import ActionRefusee

ENTIER, MONTANT, FRACTION, OUI_NON = "essai.entier", "essai.montant", "essai.fraction", "essai.oui_non"


@pytest.fixture(autouse=True)
def _reglages_d_essai(monkeypatch):
    monkeypatch.setattr(reglement, "_definitions", {})
    reglement.declarer(ENTIER, "Nombre d’essais", 3, reglement.entier)
    reglement.declarer(MONTANT, "Montant d’essai", "100.50", reglement.montant)
    reglement.declarer(FRACTION, "Part d’essai", "2/3", reglement.fraction)
    reglement.declarer(OUI_NON, "Essai permis", True, reglement.booleen)


def fixer(cle=ENTIER, valeur=4, le=date(2022, 1, 1)):
    return fixer_reglage(cle=cle, valeur=valeur, motif="Essai", date_effet=le, auteur=None)


def test_a_setting_has_its_declared_value_until_one_is_set(programme):
    assert reglement.valeur(ENTIER) == 3
    fixer()
    assert reglement.valeur(ENTIER) == 4


@pytest.mark.parametrize(("cle", "lu"), [(MONTANT, Decimal("100.50")), (FRACTION, Fraction(2, 3)), (OUI_NON, True)])
def test_a_value_is_read_in_its_kind(programme, cle, lu):
    assert reglement.valeur(cle) == lu


def test_the_latest_date_in_force_wins_then_the_latest_entry(programme):
    fixer(valeur=5, le=date(2022, 6, 1))
    fixer(valeur=6, le=date(2022, 3, 1))
    assert reglement.valeur(ENTIER) == 5
    fixer(valeur=7, le=date(2022, 6, 1))
    assert reglement.valeur(ENTIER) == 7


def test_a_future_value_is_not_in_force_until_its_day(programme):
    aujourd_hui = timezone.localdate()
    fixer(valeur=8, le=aujourd_hui + timedelta(days=1))
    assert reglement.valeur(ENTIER) == 3
    fixer(valeur=9, le=aujourd_hui)
    assert reglement.valeur(ENTIER) == 9


def test_what_was_in_force_on_a_day_stays_known(programme):
    fixer(valeur=5, le=date(2022, 1, 1))
    fixer(valeur=6, le=date(2022, 6, 1))

    lues = [reglement.en_vigueur(jour).values_list("valeur", flat=True).first() for jour in (date(2021, 12, 31), date(2022, 5, 31), date(2022, 6, 1))]
    assert lues == [None, 5, 6]


def test_a_programme_does_not_read_the_settings_of_another(programme, autre_programme):
    with programme_actif(autre_programme):
        fixer(valeur=9)

    assert reglement.valeur(ENTIER) == 3


def lire_tout():
    return [reglement.valeur(cle) for cle in (ENTIER, MONTANT, FRACTION, OUI_NON)]


def test_all_settings_cost_one_statement_then_none(programme, compter_requetes):
    with compter_requetes() as premiere:
        lire_tout()
    with compter_requetes() as encore, programme_actif(programme):
        lire_tout()

    assert (premiere.nombre, [r for r in encore.requetes if "reglage" in r]) == (1, [])


def test_a_new_value_is_read_at_once_by_every_scope(programme):
    assert reglement.valeur(ENTIER) == 3
    with programme_actif(Programme.objects.get(pk=programme.pk)):
        fixer(valeur=4)
    with programme_actif(Programme.objects.get(pk=programme.pk)):
        assert reglement.valeur(ENTIER) == 4


def test_a_value_that_was_rolled_back_is_not_read_again_from_the_cache(programme):
    with pytest.raises(ZeroDivisionError), programme_actif(Programme.objects.get(pk=programme.pk)):
        fixer(valeur=4)
        with programme_actif(Programme.objects.get(pk=programme.pk)):
            assert reglement.valeur(ENTIER) == 4
        raise ZeroDivisionError
    with programme_actif(Programme.objects.get(pk=programme.pk)):
        fixer(cle=OUI_NON, valeur=False)
    with programme_actif(Programme.objects.get(pk=programme.pk)):
        assert reglement.valeur(ENTIER) == 3


def test_an_unknown_setting_is_refused(programme):
    with pytest.raises(ActionRefusee, match="^Aucun réglage ne s’appelle «\u00a0essai.inconnu\u00a0»\\.$"):
        fixer(cle="essai.inconnu")


@pytest.mark.parametrize(
    ("cle", "valeur"),
    [(ENTIER, "abc"), (ENTIER, 1.5), (ENTIER, True), (ENTIER, None), (MONTANT, "NaN"), (MONTANT, []), (FRACTION, "1/0"), (OUI_NON, 1)],
)
def test_a_value_of_another_kind_is_refused(programme, cle, valeur):
    libelle = reglement.definition(cle).libelle
    with pytest.raises(ActionRefusee) as refusee:
        fixer(cle=cle, valeur=valeur)

    assert str(refusee.value) == f"La valeur de «\u00a0{libelle}\u00a0» ne se lit pas\u00a0: {valeur!r}."


def test_a_reader_that_looks_inside_the_value_refuses_it_too(programme):
    reglement.declarer("essai.liste", "Liste d’essai", [], lambda lignes: [ligne["code"] for ligne in lignes])

    with pytest.raises(ActionRefusee, match="ne se lit pas"):
        fixer(cle="essai.liste", valeur=[{}])
    with pytest.raises(ActionRefusee, match="ne se lit pas"):
        fixer(cle="essai.liste", valeur=3)
