"""The rules of a sitting, by properties."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from comite import regles
from comite.enums import CHOIX_OFFERTS, Choix, RegleMajorite, TypeSeance, UniteDelai

FRACTIONS = st.sampled_from([Fraction(1, 3), Fraction(1, 2), Fraction(2, 3), Fraction(1)])
SIEGES = st.integers(1, 12)
EXPRIMES = [c for c in CHOIX_OFFERTS[TypeSeance.FINANCEMENT] if c != Choix.ABSTENTION]
COMPTES = st.dictionaries(st.sampled_from(list(CHOIX_OFFERTS[TypeSeance.FINANCEMENT])), st.integers(0, 30))


@st.composite
def salles(tirer):
    """Seats 1 to n, each with a suppléant 100 + n; some present, recused, represented."""
    n = tirer(SIEGES)
    gens = [*range(1, n + 1), *range(101, 101 + n)]
    return {
        "sieges": {voix: [voix, 100 + voix] for voix in range(1, n + 1)},
        "presents": tirer(st.sets(st.sampled_from(gens))),
        "deports": tirer(st.sets(st.sampled_from(gens))),
        "procurations": tirer(st.dictionaries(st.integers(1, n), st.sampled_from(gens))),
        "fraction": tirer(FRACTIONS),
    }


@given(st.integers(0, 100), FRACTIONS)
def test_le_quorum_est_le_plus_petit_entier_suffisant(nb_voix, fraction):
    requis = regles.quorum_requis(nb_voix, fraction)
    assert requis >= max(1, nb_voix * fraction)
    assert requis == 1 or requis - 1 < nb_voix * fraction


def test_le_quorum_de_la_maquette():
    assert regles.quorum_requis(12 - 2, Fraction(1, 2)) == 5


@given(salles())
def test_chaque_voix_compte_une_fois_et_par_quelqu_un_de_present(salle):
    voix = regles.compter_voix(**salle)
    assert voix.presents + voix.representes == len(voix.porteurs) <= voix.votants
    assert set(voix.porteurs.values()) <= salle["presents"] - salle["deports"]
    assert not set(voix.porteurs) & salle["deports"]
    assert voix.votants + voix.deports == len(salle["sieges"])


@given(salles(), st.integers(1, 12))
def test_un_deport_de_plus_ne_donne_jamais_une_voix_de_plus(salle, membre):
    avant = regles.compter_voix(**salle)
    apres = regles.compter_voix(**salle | {"deports": salle["deports"] | {membre}})
    assert apres.en_jeu <= avant.en_jeu
    assert apres.votants <= avant.votants


@given(salles())
def test_une_procuration_ne_double_pas_une_personne_presente(salle):
    voix = regles.compter_voix(**salle)
    for siege, porteur in voix.porteurs.items():
        du_siege = set(salle["sieges"][siege]) & (salle["presents"] - salle["deports"])
        assert porteur in du_siege or not du_siege


def test_seconde_convocation_sans_quorum():
    voix = regles.compter_voix(sieges={1: [1], 2: [2], 3: [3]}, presents=[1], deports=[], procurations={}, fraction=None)
    assert (voix.requis, voix.atteint) == (1, True)


@given(COMPTES)
def test_le_gagnant_a_plus_de_la_moitie_des_voix_exprimees(comptes):
    resultat = regles.depouiller(comptes)
    if resultat.choix is not None:
        assert comptes[resultat.choix] * 2 > resultat.exprimes
        assert resultat.choix != Choix.ABSTENTION


@given(st.integers(1, 20), st.sampled_from(EXPRIMES), st.sampled_from(EXPRIMES), st.integers(0, 20))
def test_le_partage_egal_revient_a_la_presidence(n, un, autre, abstentions):
    comptes = {un: n, autre: n, Choix.ABSTENTION: abstentions}
    if un == autre:
        return
    assert regles.depouiller(comptes).a_departager
    assert regles.depouiller(comptes, voix_presidence=autre).choix == autre
    assert regles.depouiller(comptes, voix_presidence=autre, preponderante=False).choix is None


@given(COMPTES, st.sampled_from(EXPRIMES))
def test_la_presidence_ne_renverse_jamais_une_majorite(comptes, voix):
    sans, avec = regles.depouiller(comptes), regles.depouiller(comptes, voix_presidence=voix)
    if sans.choix is not None:
        assert (avec.choix, avec.preponderante) == (sans.choix, False)


def test_ni_majorite_ni_partage_egal():
    resultat = regles.depouiller({Choix.ATTRIBUER: 3, Choix.AJOURNER: 3, Choix.SOUS_RESERVE: 2}, voix_presidence=Choix.ATTRIBUER)
    assert (resultat.choix, resultat.a_departager) == (None, False)


@given(st.dictionaries(st.integers(), st.decimals(0, 100, places=2), min_size=1))
def test_le_premier_rang_est_la_meilleure_note(notes):
    rangs = regles.rangs(notes)
    assert {cle for cle, rang in rangs.items() if rang == 1} == {cle for cle, note in notes.items() if note == max(notes.values())}


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 5)), min_size=1))
def test_la_note_est_sur_cent(notes):
    assert 0 <= regles.note_sur_cent(notes, 5) <= 100


def test_note_ponderee():
    assert regles.note_sur_cent([(3, 5), (2, 0)], 5) == Decimal("60.00")
    assert regles.note_sur_cent([], 5) is None


@given(st.integers(0, 30), st.integers(0, 30))
def test_convocation_en_retard(avant, jours):
    jour, delai = date(2022, 11, 17), regles.Delai(jours, UniteDelai.CALENDAIRES)
    assert regles.convocation_en_retard(jour, jour - timedelta(days=avant), delai) is (avant < jours)


@given(st.dates(date(2021, 1, 1), date(2030, 1, 1)), st.integers(0, 30), st.sampled_from(UniteDelai))
def test_le_delai_compte_exactement_les_jours_de_son_unite(jour, jours, unite):
    dernier = regles.convoquer_le(jour, regles.Delai(jours, unite))
    entre = [dernier + timedelta(days=n) for n in range((jour - dernier).days)]
    assert sum(regles.compte(j, unite) for j in entre) == jours
    assert not entre or regles.compte(entre[0], unite)


@given(st.dates(date(2021, 1, 1), date(2030, 1, 1)), st.integers(0, 30))
def test_plus_l_unite_est_large_plus_le_delai_est_court(jour, jours):
    ouvres, ouvrables, calendaires = (regles.convoquer_le(jour, regles.Delai(jours, unite)) for unite in UniteDelai)
    assert ouvres <= ouvrables <= calendaires


def test_le_delai_dit_son_unite():
    assert [str(regles.Delai(n, UniteDelai.OUVRES)) for n in (1, 5)] == ["1\u00a0jour ouvré", "5\u00a0jours ouvrés"]


DEPORTS = st.dictionaries(st.integers(1, 40), st.frozensets(st.integers(1, 5), max_size=3), max_size=14)


@given(DEPORTS)
def test_regrouper_les_deports_permute_sans_sortie_de_plus(deports):
    ordre = regles.regrouper_deports(deports)
    assert sorted(ordre) == sorted(deports)
    suite = [deports[item] for item in ordre]
    assert regles.sorties(suite) <= regles.sorties(list(deports.values()))
    assert len([1 for a, b in pairwise(suite) if a != b]) <= len(set(suite))  # the same people stand together


@given(st.dictionaries(st.integers(1, 9), st.frozensets(st.integers(1, 3), max_size=2), min_size=1, max_size=6))
def test_regrouper_les_deports_fait_sortir_le_moins_possible(deports):
    meilleur = min(regles.sorties([deports[item] for item in essai]) for essai in permutations(deports))
    assert regles.sorties([deports[item] for item in regles.regrouper_deports(deports)]) == meilleur


@given(st.lists(st.integers(), unique=True, min_size=1), st.data())
def test_ordonner_laisse_a_leur_rang_les_points_qu_on_ne_voit_pas(actuel, donnees):
    vus = donnees.draw(st.lists(st.sampled_from(actuel), unique=True))
    ordre = regles.ordre_permute(actuel, vus)
    assert [item for item in ordre if item in vus] == vus
    assert all(apres == avant for avant, apres in zip(actuel, ordre, strict=True) if avant not in vus)


def test_enveloppe_restante():
    assert regles.enveloppe_restante(Decimal(100), Decimal(60), Decimal(50)) == -10


EN_JEU = st.integers(0, 40)


@given(COMPTES, EN_JEU, st.sampled_from(RegleMajorite))
def test_aucune_regle_ne_donne_raison_a_moins_de_voix_qu_un_autre_choix(comptes, en_jeu, regle):
    resultat = regles.depouiller(comptes, regle=regle, en_jeu=en_jeu)
    if resultat.choix is not None:
        autres = [n for choix, n in comptes.items() if choix not in (resultat.choix, Choix.ABSTENTION)]
        assert comptes[resultat.choix] > max(autres, default=0)
        assert comptes[resultat.choix] >= resultat.majorite


@given(COMPTES, EN_JEU)
def test_plus_de_la_moitie_des_voix_en_jeu_est_plus_de_la_moitie_des_exprimees(comptes, en_jeu):
    stricte = regles.depouiller(comptes, regle=RegleMajorite.PRESENTS, en_jeu=en_jeu)
    if stricte.choix is not None:
        assert comptes[stricte.choix] * 2 > max(en_jeu, sum(comptes.values()))
        assert regles.depouiller(comptes).choix == stricte.choix
        assert regles.depouiller(comptes, regle=RegleMajorite.RELATIVE).choix == stricte.choix


@given(COMPTES, EN_JEU, st.sampled_from(RegleMajorite), st.sampled_from(EXPRIMES))
def test_la_presidence_ne_departage_que_les_premiers(comptes, en_jeu, regle, voix):
    resultat = regles.depouiller(comptes, regle=regle, en_jeu=en_jeu, voix_presidence=voix)
    if resultat.preponderante:
        assert (resultat.choix, comptes[voix]) == (voix, max(n for c, n in comptes.items() if c != Choix.ABSTENTION))


@given(st.integers(1, 9), st.integers(1, 9), st.sets(st.integers(1, 9)), st.sets(st.integers(1, 9)))
def test_qui_preside_est_la_et_sans_deport(titulaire, designe, presents, deports):
    preside = regles.presidence_effective(titulaire, designe, presents, deports)
    assert preside is None or (preside in presents - deports and preside in (titulaire, designe))
    if titulaire in presents - deports:
        assert preside == titulaire


@given(st.integers(0, 30), st.integers(0, 30))
def test_un_secret_ne_se_compte_pas_sur_une_voix_parmi_plusieurs(entendues, en_jeu):
    assert regles.secret_tenable(entendues, en_jeu) is (entendues > 1 or entendues >= en_jeu)


@given(st.integers(0, 2**40 - 1), st.integers(0, 2**40 - 1))
def test_deux_recus_ne_se_confondent_pas(un, autre):
    assert (regles.recu_lisible(un) == regles.recu_lisible(autre)) is (un == autre)
    assert len(regles.recu_lisible(un)) == 9
