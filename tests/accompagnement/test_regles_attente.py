"""The fair rule of the waiting list: order of request, one offer at a time, nobody jumps, done again the same."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from accompagnement.regles_attente import Libre, Place, fin_de_l_offre, offres, refus_de_passer_devant

ZERO = datetime(2026, 3, 2, 8, tzinfo=UTC)


def _libre(pk, expert, jour) -> Libre:
    return Libre(pk, expert, ZERO + timedelta(days=jour))


def _place(pk, rang, experts, fin) -> Place:
    return Place(pk, pk, ZERO + timedelta(minutes=rang), frozenset(experts), date(2026, 3, 1), date(2026, 3, 1) + timedelta(days=fin))


LIBRES = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 30)), max_size=6).map(lambda lus: [_libre(n, *lu) for n, lu in enumerate(lus)])
PLACES = st.lists(st.tuples(st.integers(0, 4), st.sets(st.integers(1, 3)), st.integers(0, 40)), max_size=6).map(
    lambda lues: [_place(n, *lue) for n, lue in enumerate(lues)]
)


@given(PLACES, LIBRES)
def test_un_creneau_va_a_un_seul_projet_et_lui_convient(places, libres):
    faites, par_pk = offres(places, libres), {c.pk: c for c in libres}
    assert len(set(faites.values())) == len(faites)
    assert all(p.convient(par_pk[faites[p.pk]]) for p in places if p.pk in faites)


@given(PLACES, LIBRES)
def test_personne_ne_passe_devant(places, libres):
    """A place left without an offer is suited by nothing that is left, nor by what went to a later place."""
    faites = offres(places, libres)
    for place in (p for p in places if p.pk not in faites):
        apres = {faites[p.pk] for p in places if p.pk in faites and p.ordre > place.ordre}
        ouverts = [c for c in libres if c.pk in apres or c.pk not in faites.values()]
        assert not any(place.convient(c) for c in ouverts)


@given(PLACES, LIBRES)
def test_refait_ou_suivi_d_une_nouvelle_demande_rien_ne_change(places, libres):
    faites = offres(places, libres)
    assert offres([p for p in places if p.pk not in faites], [c for c in libres if c.pk not in faites.values()]) == {}
    derniere = _place(99, 60, {1, 2, 3}, 40)
    assert {k: v for k, v in offres([*places, derniere], libres).items() if k != 99} == faites


@given(PLACES, LIBRES, st.integers(0, 6))
def test_seul_le_premier_qui_attend_un_creneau_le_reserve(places, libres, projet):
    for libre in libres:
        attendent = sorted((p for p in places if p.convient(libre)), key=lambda p: p.ordre)
        permis = not attendent or attendent[0].projet == projet
        assert (refus_de_passer_devant(libre, projet, places) is None) == permis


@given(st.integers(1, 200), st.integers(1, 500))
def test_une_offre_finit_avant_la_demi_journee(heures, avant):
    debut = ZERO + timedelta(hours=avant)
    assert fin_de_l_offre(ZERO, heures, debut) == ZERO + timedelta(hours=min(heures, avant))
