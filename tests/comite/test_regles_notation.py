"""The rules of scoring, by properties."""

from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from comite import regles_notation as regles
from comite.enums import SensDecision

NOTES = st.dictionaries(st.integers(1, 9), st.integers(0, 5), min_size=1)


@st.composite
def ordres_du_jour(tirer):
    """Files, members, recusals and how many rapporteurs a file has."""
    points, membres = list(range(tirer(st.integers(0, 5)))), list(range(100, 100 + tirer(st.integers(1, 4))))
    deports = tirer(st.sets(st.sampled_from(list(product(membres, points))))) if points else set()
    return points, membres, deports, tirer(st.integers(1, 2))


def charges(partage, membres):
    return [sum(m in tenus for tenus in partage.values()) for m in membres]


@given(ordres_du_jour())
def test_nul_ne_rapporte_un_dossier_dont_il_est_deporte(tirage):
    points, membres, deports, par_point = tirage
    partage = regles.repartir_rapporteurs(*tirage)
    assert list(partage) == points
    for point, tenus in partage.items():
        assert not any((m, point) in deports for m in tenus)
        assert len(tenus) == len(set(tenus)) == min(par_point, sum((m, point) not in deports for m in membres))


@given(ordres_du_jour())
def test_aucune_autre_repartition_n_est_plus_egale(tirage):
    points, membres, deports, _ = tirage
    partage = regles.repartir_rapporteurs(points, membres, deports, 1)
    possibles = [[m for m in membres if (m, p) not in deports] or [None] for p in points]
    meilleure = min(sum(choix.count(m) ** 2 for m in membres) for choix in product(*possibles))
    assert sum(n * n for n in charges(partage, membres)) == meilleure


@given(st.integers(0, 12), st.integers(1, 6))
def test_sans_deport_nul_n_a_plus_d_un_dossier_de_trop(nb_points, nb_membres):
    partage = regles.repartir_rapporteurs(range(nb_points), range(nb_membres), set())
    nombres = charges(partage, range(nb_membres))
    assert max(nombres) - min(nombres) <= 1


@given(NOTES)
def test_la_dispersion_encadre_la_moyenne(notes):
    d = regles.dispersion(notes.values())
    assert d.minimum <= d.moyenne <= d.maximum
    assert (d.ecart == 0) == (d.ecart_type == 0)
    assert d.ecart_type <= d.ecart


def test_sans_note_pas_de_dispersion():
    assert regles.dispersion([]) is None


@given(NOTES)
def test_une_note_au_milieu_des_autres_n_est_pas_a_discuter(notes):
    signalees = regles.notes_a_discuter(notes, 5)
    rangees = sorted(notes, key=notes.get)
    assert rangees[len(rangees) // 2] not in signalees or len(notes) % 2 == 0
    assert not signalees or len(notes) >= 3


def test_la_note_eloignee_est_a_discuter():
    assert regles.notes_a_discuter({1: 5, 2: 4, 3: 1}, 5) == {3}
    assert regles.notes_a_discuter({1: 5, 2: 4, 3: 3}, 5) == frozenset()


@given(st.integers(1, 9), st.sets(st.integers(1, 9)))
def test_le_rang_propose_est_le_note_ou_le_premier_libre(note, pris):
    rang = regles.rang_propose(note, pris)
    assert rang not in pris
    assert set(range(note, rang)) <= pris


@given(st.integers(1, 9), st.integers(1, 12), st.integers(1, 4))
def test_dans_une_egalite_toute_place_est_sans_ecart(note, decide, ex_aequo):
    places_de_l_egalite = set(range(note, note + ex_aequo))
    assert regles.rang_s_ecarte(note, decide, ex_aequo) == (decide not in places_de_l_egalite)
    assert not regles.rang_s_ecarte(None, decide, ex_aequo)
    assert not regles.rang_s_ecarte(note, None, ex_aequo)


DECISIONS = st.dictionaries(st.integers(1, 9), st.tuples(st.sampled_from(list(SensDecision)), st.none() | st.integers(1, 9)))


@given(DECISIONS)
def test_la_liste_d_attente_suit_les_retenus(decisions):
    places = regles.classement_decide(decisions)
    retenus = {c for c, (sens, _) in decisions.items() if sens in regles.SENS_CLASSES[0]}
    attente = {c for c, (sens, _) in decisions.items() if sens in regles.SENS_CLASSES[1]}
    assert set(places) == retenus | attente
    assert all(places[a] > places[r] for a in attente for r in retenus)


@given(DECISIONS)
def test_le_classement_respecte_les_rangs_decides(decisions):
    places = regles.classement_decide(decisions)
    for liste in regles.SENS_CLASSES:
        ordonnes = sorted((c for c in places if decisions[c][0] in liste), key=lambda c: decisions[c][1] or 10**6)
        assert all(places[a] <= places[b] for a, b in pairwise(ordonnes))


def test_un_rang_manquant_ne_fait_pas_d_ecart():
    assert (regles.ecart_de_rang(None, 2), regles.ecart_de_rang(2, None), regles.ecart_de_rang(3, 1)) == (0, 0, 2)


@given(NOTES, st.integers(1, 5))
def test_le_commentaire_est_exige_aux_deux_bouts(notes, maximum):
    muettes = {str(c): (n, " ") for c, n in notes.items()}
    assert regles.commentaires_manquants(muettes, maximum) == [c for c, (n, _) in muettes.items() if n in (0, maximum)]
    assert regles.commentaires_manquants({c: (n, "Bail") for c, (n, _) in muettes.items()}, maximum) == []


# --- One mark per seat ---

AUTEURS = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 2), st.booleans()), unique_by=lambda t: t[:2], max_size=9)


@given(AUTEURS, st.randoms())
def test_un_auteur_par_siege_la_titulaire_sauf_si_le_suppleant_est_seul_venu(gens, hasard):
    """``gens``: (seat, 0 for its titulaire or the number of a suppléant, came)."""
    auteurs = [regles.AuteurDeNotes(siege * 10 + n, siege * 10 if n else None, venu) for siege, n, venu in gens]
    comptes = regles.auteurs_comptes(auteurs)
    hasard.shuffle(auteurs)
    assert regles.auteurs_comptes(auteurs) == comptes
    assert sorted(m // 10 for m in comptes) == sorted({siege for siege, _, _ in gens})
    for siege in {siege for siege, _, _ in gens}:
        titulaire = next((a for a in auteurs if a.membre == siege * 10), None)
        suppleant_venu = any(a.venu for a in auteurs if a.titulaire == siege * 10)
        attendu = titulaire is not None and (titulaire.venu or not suppleant_venu)
        assert (siege * 10 in comptes) == attendu
