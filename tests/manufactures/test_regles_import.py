import pytest
from hypothesis import given
from hypothesis import strategies as st

from manufactures.departements import NOMS, departement_du_code
from manufactures.regles_import import (
    ListeIllisible,
    accorder_au_departement,
    code_du_departement,
    deballer,
    lire_lignes,
    nettoyer,
    nettoyer_insee,
    remettre_en_casse,
)

CODES = st.sampled_from([c for c in NOMS if len(c) == 2]).flatmap(lambda d: st.integers(1, 999).map(lambda n: f"{d}{n:03d}"))


def _laureat(**cellules):
    return nettoyer(2, {"nom": "La Fabrique"} | cellules)


def test_il_y_a_101_departements():
    assert len(NOMS) == 101


@given(CODES)
def test_un_code_emballe_se_deballe(code):
    assert deballer(f'="{code}"') == code
    assert nettoyer_insee(f'="{code}"') == nettoyer_insee(code) == code


@given(CODES.filter(lambda c: c.startswith("0")))
def test_le_zero_perdu_revient(code):
    assert nettoyer_insee(code.lstrip("0") if code[1] != "0" else code) == code


@given(st.text(max_size=8))
def test_un_code_lu_est_toujours_d_un_departement(texte):
    code = nettoyer_insee(texte)
    assert code == "" or departement_du_code(code) in NOMS


@pytest.mark.parametrize("code", ["75111", "69385", "13202"])
def test_les_arrondissements_restent(code):
    assert nettoyer_insee(code) == code


def test_la_guadeloupe_codee_comme_la_reunion_est_reparee():
    assert accorder_au_departement("Saint-Louis", "97414", "Guadeloupe") == "97126"
    assert accorder_au_departement("SAINT LOUIS", "97414", "971") == "97126"
    assert accorder_au_departement("Saint-Louis", "97414", "La Réunion") == "97414"


@given(CODES, st.sampled_from(sorted(NOMS.values())))
def test_un_code_garde_est_du_departement_dit(code, departement):
    lu = accorder_au_departement("Ailleurs", code, departement)
    assert lu in ("", code)
    assert lu == "" or NOMS[departement_du_code(lu)] == departement


@pytest.mark.parametrize(("ecrit", "code"), [("Côte-d'Or", "21"), ("cote-d’or", "21"), ("1", "01"), ("2a", "2A"), ("Réunion", "974"), ("?", "")])
def test_un_departement_se_reconnait(ecrit, code):
    assert code_du_departement(ecrit) == code


@pytest.mark.parametrize(
    ("brut", "propre"),
    [
        ("LA FABRIQUE DU LOCH", "La Fabrique du Loch"),
        ("L'ATELIER DES SAVOIR-FAIRE", "L'Atelier des Savoir-Faire"),
        ("FAR", "FAR"),
        ("La Manufacture de l'Estuaire", "La Manufacture de l'Estuaire"),
    ],
)
def test_la_casse(brut, propre):
    assert remettre_en_casse(brut) == propre


@given(st.text())
def test_remettre_en_casse_est_stable(texte):
    assert remettre_en_casse(remettre_en_casse(texte)) == remettre_en_casse(texte)


@pytest.mark.parametrize("separateur", [";", ",", "\t"])
def test_le_separateur_se_devine(separateur):
    texte = separateur.join(("\ufeffNom", "insee_com", "Structure porteuse")) + "\n" + separateur.join(("La Fabrique", '"=""01053"""', "SCIC"))
    assert lire_lignes(texte) == [(2, {"nom": "La Fabrique", "insee": '="01053"', "structure": "SCIC"})]


@pytest.mark.parametrize("texte", ["", "a;b\n1;2"])
def test_un_autre_fichier_est_refuse(texte):
    with pytest.raises(ListeIllisible, match="colonne"):
        lire_lignes(texte)


def test_plusieurs_communes_dans_une_cellule():
    laureat = _laureat(commune="Lorient;Hennebont", insee="56121;56083")
    assert [(lieu.commune, lieu.insee) for lieu in laureat.lieux] == [("Lorient", "56121"), ("Hennebont", "56083")]
    assert laureat.reparations == ["plusieurs communes dans une cellule : 2 lieux"]


def test_chaque_reparation_se_dit():
    laureat = _laureat(nom="LA FABRIQUE DU LOCH", commune="AURAY", insee="1053", departement="Morbihan")
    assert (laureat.nom, laureat.lieux[0].commune, laureat.lieux[0].insee) == ("La Fabrique du Loch", "AURAY", "")
    assert len(laureat.reparations) == 3


def test_une_ligne_sans_nom_n_est_pas_un_laureat():
    assert nettoyer(2, {"nom": "  "}) is None


def test_filieres_et_vague():
    laureat = _laureat(filieres="bois ; métal ; bois", vague="Vague 2")
    assert (laureat.filieres, laureat.vague) == (["bois", "métal"], 2)
