"""The fair rule of the waiting list: order of request, one offer at a time, nobody jumps, done again the same."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from accompagnement.regles_attente import Libre, fin_de_l_offre, offres, refus_de_passer_devant

ZERO = datetime(2026, 3, 2, 8, tzinfo=UTC)
FILE = st.permutations(range(6)).flatmap(lambda p: st.integers(0, 6).map(lambda n: p[:n]))
LIBRES = st.lists(st.tuples(st.integers(0, 30), st.frozensets(st.integers(0, 5))), max_size=6).map(
    lambda lus: [Libre(n, ZERO + timedelta(days=jour), places) for n, (jour, places) in enumerate(lus)]
)


@given(FILE, LIBRES)
def test_un_creneau_va_a_un_seul_projet_et_lui_convient(file, libres):
    faites, par_pk = offres(file, libres), {c.pk: c for c in libres}
    assert len(set(faites.values())) == len(faites)
    assert all(place in par_pk[creneau].convient and place in file for place, creneau in faites.items())


@given(FILE, LIBRES)
def test_personne_ne_passe_devant(file, libres):
    """A place left without an offer is suited by nothing that is left, nor by what went to a later place."""
    faites = offres(file, libres)
    for rang, place in enumerate(file):
        apres = {faites[p] for p in file[rang + 1 :] if p in faites}
        ouverts = [c for c in libres if c.pk in apres or c.pk not in faites.values()]
        assert place in faites or not any(place in c.convient for c in ouverts)


@given(FILE, LIBRES)
def test_refait_ou_suivi_d_une_nouvelle_demande_rien_ne_change(file, libres):
    faites = offres(file, libres)
    assert offres([p for p in file if p not in faites], [c for c in libres if c.pk not in faites.values()]) == {}
    plus = [Libre(c.pk, c.debut, c.convient | {99}) for c in libres]
    assert {k: v for k, v in offres([*file, 99], plus).items() if k != 99} == faites


@given(st.lists(st.integers(1, 5), max_size=5), st.integers(1, 5))
def test_seul_le_premier_qui_attend_un_creneau_le_reserve(file, projet):
    assert (refus_de_passer_devant(projet, file) is None) == (file[:1] in ([], [projet]))


@given(st.integers(1, 200), st.integers(1, 500))
def test_une_offre_finit_avant_la_demi_journee(heures, avant):
    debut = ZERO + timedelta(hours=avant)
    assert fin_de_l_offre(ZERO, heures, debut) == ZERO + timedelta(hours=min(heures, avant))
