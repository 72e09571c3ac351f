"""Sharing the envelope and counting de minimis aid, by properties."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from comite import regles_arbitrage as regles

MONTANTS = st.integers(0, 500_000_00).map(lambda centimes: Decimal(centimes) / 100)
DEMANDES = st.dictionaries(st.integers(1, 9), st.fixed_dictionaries({"investissement": MONTANTS, "demarrage": MONTANTS}), max_size=6)
RESTES = st.integers(-100_00, 2_000_000_00).map(lambda centimes: Decimal(centimes) / 100)
JOURS = st.dates(date(2016, 1, 1), date(2032, 12, 31))
AIDES = st.lists(st.tuples(JOURS, MONTANTS), max_size=8)


def somme(montants) -> Decimal:
    return sum((m for lignes in montants.values() for m in lignes.values()), Decimal(0))


def ne_donne_pas_trop(propose, demandes, reste):
    assert propose.keys() == demandes.keys()
    assert all(0 <= propose[c][ligne] <= montant for c, lignes in demandes.items() for ligne, montant in lignes.items())
    assert somme(propose) <= max(reste, Decimal(0))


@given(DEMANDES, RESTES)
def test_selon_le_rang_epuise_l_enveloppe_sans_la_depasser(demandes, reste):
    propose = regles.selon_le_rang(demandes, reste)
    ne_donne_pas_trop(propose, demandes, reste)
    assert somme(propose) == min(max(reste, Decimal(0)), somme(demandes))


@given(DEMANDES, RESTES)
def test_selon_le_rang_sert_d_abord_les_mieux_classes(demandes, reste):
    propose = regles.selon_le_rang(demandes, reste)
    entames = [c for c in demandes if propose[c] != demandes[c]]
    apres = list(demandes)[list(demandes).index(entames[0]) + 1 :] if entames else []
    assert all(not any(propose[c].values()) for c in apres)


@given(DEMANDES, RESTES)
def test_le_prorata_ne_depasse_ni_l_enveloppe_ni_la_demande(demandes, reste):
    propose = regles.au_prorata(demandes, reste)
    ne_donne_pas_trop(propose, demandes, reste)
    assert somme(demandes) > reste or propose == demandes
    lignes = 2 * len(demandes)
    assert somme(propose) > min(max(reste, Decimal(0)), somme(demandes)) - lignes - 1


@given(RESTES, MONTANTS)
def test_le_depassement_ramene_au_reste(reste, total):
    trop = regles.depassement(reste, total)
    assert trop >= 0
    assert (trop == 0) == (total <= reste)
    assert trop == 0 or total - trop == reste


@given(AIDES, JOURS, st.integers(1, 5))
def test_le_cumul_ne_compte_que_la_fenetre(aides, jour, annees):
    cumul = regles.cumul_de_minimis(aides, jour, annees)
    dedans = [(j, m) for j, m in aides if j <= jour and (jour - j).days <= 366 * annees]
    assert cumul <= sum((m for _, m in dedans), Decimal(0))
    assert cumul >= sum((m for j, m in dedans if (jour - j).days < 365 * annees), Decimal(0))


@given(AIDES, JOURS)
def test_le_cumul_se_decoupe_sans_rien_perdre(aides, jour):
    un_par_un = sum((regles.cumul_de_minimis([aide], jour, 3) for aide in aides), Decimal(0))
    assert regles.cumul_de_minimis(aides, jour, 3) == un_par_un


@given(AIDES, JOURS)
def test_une_aide_sort_de_la_fenetre_et_n_y_revient_pas(aides, jour):
    for quand, montant in aides:
        vues = [bool(regles.cumul_de_minimis([(quand, montant)], quand + timedelta(days=d), 3)) for d in (0, 1094, 1097, 2000)]
        assert vues == [montant > 0, montant > 0, False, False]


def test_les_bords_de_la_fenetre():
    jour, aide = date(2027, 3, 1), Decimal(10)
    dans = {
        quand: regles.cumul_de_minimis([(quand, aide)], jour, 3) for quand in (date(2024, 3, 1), date(2024, 3, 2), jour, date(2027, 3, 2))
    }
    assert list(dans.values()) == [0, aide, aide, 0]
    assert regles.cumul_de_minimis([(date(2025, 2, 28), aide), (date(2025, 3, 1), aide)], date(2028, 2, 29), 3) == aide


@given(MONTANTS, MONTANTS)
def test_le_plafond_exact_est_permis(deja, montant):
    cumul = regles.CumulDeMinimis("123456789", deja, Decimal(300_000), 3)
    assert (cumul.exces(montant) == 0) == (deja + montant <= 300_000)
    assert cumul.exces(cumul.disponible) == max(deja - 300_000, 0)


# --- One undertaking ---

SIRENS = st.integers(1, 7).map(str)
LIENS = st.lists(st.tuples(SIRENS, SIRENS), max_size=8)


@given(LIENS, SIRENS, st.randoms())
def test_les_entreprises_liees_se_partagent_en_groupes(liens, siren, hasard):
    """A partition: each is in her own group and in no other, whatever the direction and the order of the links."""
    groupe = regles.entreprise_unique(siren, liens)
    melanges = [paire[::-1] if hasard.random() < 0.5 else paire for paire in hasard.sample(liens, len(liens))]
    assert siren in groupe
    assert all(regles.entreprise_unique(autre, melanges) == groupe for autre in groupe)
    assert all((une in groupe) == (autre in groupe) for une, autre in liens)


def test_une_chaine_lie_ses_deux_bouts():
    assert regles.entreprise_unique("1", [("2", "1"), ("2", "3"), ("4", "5")]) == {"1", "2", "3"}
