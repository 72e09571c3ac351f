from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from manufactures.enums import RUBRIQUES, Etape
from manufactures.regles import (
    Reponse,
    ecrire_copie,
    empreinte_de,
    est_hors_delai,
    manques_de_la_candidature,
    normaliser,
    refus_de_modifier,
    refus_de_siret,
    refus_incomplet,
    rna_habituel,
    texte_de_recherche,
)
from tests.manufactures.fabriques import siret_valide

CLOTURE = datetime(2022, 1, 13, 11, tzinfo=UTC)  # noon in Paris


@given(st.text())
def test_normaliser_est_stable(texte):
    assert normaliser(normaliser(texte)) == normaliser(texte)


def test_normaliser_ignore_casse_accents_et_ligatures():
    assert normaliser("  ŒUVRE  de l’Été ") == "oeuvre de l’ete"


@given(st.lists(st.text(alphabet="abcé", min_size=1), min_size=1))
def test_chaque_morceau_se_retrouve(morceaux):
    texte = texte_de_recherche(*morceaux)
    assert all(normaliser(m) in texte for m in morceaux)


@given(st.integers(min_value=0, max_value=10**9))
def test_l_heure_exacte_est_encore_a_temps(microsecondes):
    assert not est_hors_delai(CLOTURE - timedelta(microseconds=microsecondes), CLOTURE)
    assert est_hors_delai(CLOTURE + timedelta(microseconds=microsecondes + 1), CLOTURE)


@given(st.integers(min_value=0, max_value=9_999_999))
def test_un_siret_et_son_chiffre_faux(numero):
    siret = siret_valide(numero)
    assert refus_de_siret(siret) is None
    faux = siret[:-1] + str((int(siret[-1]) + 1) % 10)
    assert refus_de_siret(faux).code == "siret_faux"


def test_siret_phrases():
    assert refus_de_siret("").code == "siret_absent"
    assert refus_de_siret("1" * 13).phrase.startswith("Ce SIRET n’existe pas")


def test_la_poste_a_sa_propre_clef():
    assert refus_de_siret("35600000049837") is None


def test_rna_habituel_ne_fait_qu_avertir():
    assert rna_habituel("W123456789")
    assert not rna_habituel("W9A1234567")


def _manques(**changements):
    complet = {
        "textes": dict.fromkeys(RUBRIQUES, "écrit"),
        "siret": siret_valide(1),
        "reponses": [Reponse("Un local", "Oui", True)],
        "montant_total": Decimal(1),
    }
    return manques_de_la_candidature(**complet | changements)


def test_une_candidature_complete_ne_manque_de_rien():
    assert _manques() == []
    assert refus_incomplet(_manques()) is None


@given(st.sets(st.sampled_from(RUBRIQUES)))
def test_chaque_rubrique_vide_manque_et_elle_seule(vides):
    textes = {r: "  " if r in vides else "écrit" for r in RUBRIQUES}
    assert {m.etape for m in _manques(textes=textes)} == vides


def test_reponse_sans_preuve_et_sans_texte():
    manques = _manques(reponses=[Reponse("Un local", "", False)])
    assert [m.phrase for m in manques] == ["Répondez à la condition « Un local ».", "Joignez la preuve de la condition « Un local »."]
    assert {m.etape for m in manques} == {Etape.CONDITIONS}


def test_montant_nul_et_siret_absent():
    assert [m.etape for m in _manques(montant_total=Decimal(0), siret="")] == [Etape.ECONOMIE, Etape.STRUCTURE]


def test_le_refus_dit_la_premiere_chose_et_le_nombre():
    refus = refus_incomplet(_manques(montant_total=Decimal(0), siret=""))
    assert refus.phrase == "Indiquez le montant demandé sur une ligne au moins. Il manque 2 éléments en tout."


def test_on_n_ecrit_plus_apres_depot_ni_apres_l_heure():
    assert refus_de_modifier(deposee=False, instant=CLOTURE, cloture=CLOTURE) is None
    assert refus_de_modifier(deposee=True, instant=CLOTURE, cloture=CLOTURE).code == "candidature_deposee"
    apres = refus_de_modifier(deposee=False, instant=CLOTURE + timedelta(seconds=1), cloture=CLOTURE)
    assert apres.code == "vague_close"
    assert "jeudi 13 janv. 2022, 12 h" in apres.phrase


@given(st.dictionaries(st.text(), st.text() | st.integers()))
def test_l_empreinte_ne_depend_pas_de_l_ordre(copie):
    assert empreinte_de(copie) == empreinte_de(dict(reversed(list(copie.items()))))
    assert len(empreinte_de(copie)) == 64


def test_l_empreinte_est_celle_du_texte_telecharge():
    import hashlib

    copie = {"é": 1, "a": [2]}
    assert ecrire_copie(copie) == '{"a":[2],"é":1}'
    assert empreinte_de(copie) == hashlib.sha256(ecrire_copie(copie).encode()).hexdigest()
