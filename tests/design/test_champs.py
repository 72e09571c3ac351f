"""Fields read what people write, and say how to repair what they cannot read."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from socle.design.exemples import FormulaireExemple
from socle.design.formulaires import ChampDate, ChampDateHeure, ChampFichier, ChampMontant, ChampSiret, Formulaire
from socle.lib import francais
from socle.lib.refus import Refus
from tests.design.rendu import rendre


@pytest.mark.parametrize("saisi", ["260000.5", "260 000,50", "260\u202f000,50 €", "260\u00a0000,5\u00a0€", "260000,50"])
def test_amount_is_read_however_it_is_written(saisi):
    assert ChampMontant().clean(saisi) == Decimal("260000.50")


@pytest.mark.parametrize(
    ("saisi", "debut"),
    [("260.000", "Écrivez les milliers sans point"), ("1.260,50", "Écrivez les milliers"), ("beaucoup", "Écrivez le montant en chiffres"),
     ("-5", "Écrivez un montant positif"), ("1,234", "Écrivez au plus deux chiffres"), ("NaN", "Écrivez le montant en chiffres")],
)  # fmt: skip
def test_amount_says_how_to_repair(saisi, debut):
    with pytest.raises(ValidationError) as refus:
        ChampMontant().clean(saisi)
    assert refus.value.messages[0].startswith(debut)


@given(st.decimals(min_value=0, max_value=10**11, places=2))
def test_amount_shown_is_read_back(valeur):
    assert ChampMontant().clean(ChampMontant().prepare_value(valeur)) == valeur
    assert ChampMontant().clean(francais.montant(valeur)) == valeur


@pytest.mark.parametrize("saisi", ["732 829 320 00074", "73282932000074", "35600000000048", "356 000 000 49837"])
def test_siret_with_the_rule_of_la_poste(saisi):
    assert ChampSiret().clean(saisi) == saisi.replace(" ", "")


@pytest.mark.parametrize(
    ("saisi", "phrase"),
    [("7328293200007", "Il manque 1\u00a0chiffre"), ("732829320000741", "Il y a 1\u00a0chiffre"), ("73282932000075", "Un chiffre ne concorde pas"),
     ("7328293200007A", "Écrivez seulement des chiffres")],
)  # fmt: skip
def test_siret_says_how_to_repair(saisi, phrase):
    with pytest.raises(ValidationError) as refus:
        ChampSiret().clean(saisi)
    assert refus.value.messages[0].startswith(phrase)


def test_deadline_is_read_in_paris():
    lu = ChampDateHeure().clean(["2022-11-24", "18:00"])
    assert lu == datetime(2022, 11, 24, 18, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.mark.parametrize("jour", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("champ", [ChampDate(), ChampDateHeure()])
def test_a_day_out_of_the_calendar_is_refused_before_a_delay_is_counted_from_it(champ, jour):
    with pytest.raises(ValidationError, match="qui existe"):
        champ.clean([jour, "18:00"] if isinstance(champ, ChampDateHeure) else jour)


@pytest.mark.parametrize(("nom", "octets", "debut"), [("a.exe", 3, "Choisissez un fichier PDF ou ODS"), ("a.pdf", 2001, "Choisissez un fichier de 2\u00a0ko au plus")])
def test_file_of_another_type_or_too_large(nom, octets, debut):
    with pytest.raises(ValidationError) as refus:
        ChampFichier(types=("pdf", "ods"), taille_max=2000).clean(SimpleUploadedFile(nom, b"x" * octets))
    assert refus.value.messages[0].startswith(debut)


def test_sentences_of_an_author_are_kept():
    class AvecPhrase(Formulaire):
        nom = forms.CharField(error_messages={"required": "Donnez un nom au projet."})
        ville = forms.CharField()

    assert AvecPhrase({}).errors == {"nom": ["Donnez un nom au projet."], "ville": ["Remplissez ce champ."]}


def test_refused_form_links_each_sentence_to_its_field():
    html = rendre("{{ form }}", form=FormulaireExemple({"siret": "12"}))
    assert '<a href="#id_siret">SIRET de la structure\u00a0: Il manque 12\u00a0chiffres' in html
    assert '<a href="#id_vote_0">' in html
    assert 'id="id_siret_error"' in html
    assert 'aria-describedby="id_siret_helptext id_siret_error"' in html
    assert 'data-resume' in html


def test_refusal_of_an_action_is_shown_in_the_summary():
    form = FormulaireExemple({})
    form.refuser(Refus("solde", "Il reste 1 demi-journée pour ce besoin."))
    assert "Il reste 1 demi-journée pour ce besoin." in rendre("{{ form }}", form=form)


def test_no_sentence_says_erreur():
    phrases = [phrase for champ in FormulaireExemple().fields.values() for phrase in champ.error_messages.values()]
    ours = [str(phrase) for phrase in phrases if "erreur" in str(phrase).lower()]
    assert ours == []
