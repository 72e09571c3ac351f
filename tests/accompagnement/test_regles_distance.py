"""Kilometres between départements: a distance, used in the ranking, the directory, the order."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accompagnement.enums import Lieu
from accompagnement.models import Expert
from accompagnement.queries.classement import experts_proposes
from accompagnement.queries.experts import annuaire
from accompagnement.regles_distance import distance_km, kilometres_vers, phrase_de_distance, proximite
from accompagnement.regles_missions import frais_de_deplacement
from manufactures.departements import CHEFS_LIEUX, NOMS, departement_nomme
from tests.accompagnement.fabriques import ExpertFactory

CODES = st.sampled_from(sorted(NOMS))


def test_chaque_departement_a_son_chef_lieu_en_france():
    assert set(CHEFS_LIEUX) == set(NOMS)
    assert all(41 < la < 51.2 and -5 < lo < 9.7 for code, (la, lo) in CHEFS_LIEUX.items() if len(code) == 2)


@given(CODES, CODES, CODES)
def test_c_est_une_distance(a, b, c):
    assert distance_km(a, b) == distance_km(b, a)
    assert (distance_km(a, b) == 0) == (a == b)
    assert distance_km(a, c) <= distance_km(a, b) + distance_km(b, c) + 2


@pytest.mark.parametrize(("de", "vers", "attendu"), [("75", "69", 392), ("35", "44", 99), ("13", "75", 661), ("75", "974", 9370)])
def test_des_distances_connues(de, vers, attendu):
    assert abs(distance_km(de, vers) - attendu) <= attendu // 50 + 2


def test_un_lieu_inconnu_n_a_pas_de_distance():
    assert (distance_km("", "35"), distance_km("35", "99"), phrase_de_distance("", "35"), kilometres_vers("")) == (None, None, "", {})
    assert (phrase_de_distance("35", "44"), phrase_de_distance("35", "35")) == ("à 99 km", "dans votre département (Ille-et-Vilaine)")


@pytest.mark.parametrize("texte", ["35", "Ille-et-Vilaine", "ille et vilaine", " ILLE-ET-VILAINE "])
def test_un_departement_se_lit_par_son_code_ou_son_nom(texte):
    assert departement_nomme(texte) == "35"
    assert (departement_nomme(""), departement_nomme("Exemplie")) == ("", "")


@given(st.integers(0, 2000), st.integers(0, 2000), st.none() | st.integers(1, 900))
def test_plus_pres_ne_vaut_jamais_moins(un, autre, distance_max):
    pres, loin = sorted((un, autre))
    assert 0 <= proximite(loin, distance_max) <= proximite(pres, distance_max) <= 1
    assert distance_max is None or pres <= distance_max or proximite(pres, distance_max) == Fraction(0)


@given(st.integers(1, 20), st.integers(0, 900), st.decimals(0, 2, places=2))
def test_le_deplacement_compte_l_aller_et_le_retour(n, km, par_km):
    assert frais_de_deplacement(Lieu.SUR_PLACE, n, Decimal(10), km, par_km) == n * (10 + 2 * km * par_km)
    assert frais_de_deplacement(Lieu.A_DISTANCE, n, Decimal(10), km, par_km) == 0
    assert frais_de_deplacement(Lieu.SUR_PLACE, n, Decimal(10), None, par_km) == n * 10


@pytest.mark.django_db
def test_le_plus_proche_est_propose_avec_ses_kilometres(demandee, suivi, besoins):
    suivi.departement = "Ille-et-Vilaine"
    suivi.save(update_fields=["departement"])
    loin, pres = ExpertFactory(territoire="Ailleurs", departement="13"), ExpertFactory(territoire="Ailleurs", departement="44")
    demandee.projet = suivi
    proposes = experts_proposes(demandee, timezone.now())
    assert [p.expert for p in proposes][:2] == [pres, loin]
    assert "Se déplace, à 99 km" in [r.phrase for r in proposes[0].classe.raisons]


@pytest.mark.django_db
def test_l_annuaire_se_trie_par_distance(besoins):
    loin, inconnu, pres = (ExpertFactory(departement=code) for code in ("13", "", "44"))
    tries = list(annuaire(timezone.now(), pres_de="35"))
    assert (tries, [e.km for e in tries]) == ([pres, loin, inconnu], [99, distance_km("13", "35"), None])
    assert Expert.objects.count() == 3
