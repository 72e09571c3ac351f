"""How a shared mission is paid: properties of the formula, and of who may come in or out."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from accompagnement.enums_collectives import PartageCollectif, StatutCollective
from accompagnement.regles_collectives import (
    Participant,
    partager,
    parts_prevues,
    refus_de_partager,
    refus_de_quitter,
    refus_de_rejoindre,
)

MAINTENANT = datetime(2026, 3, 2, 10, tzinfo=UTC)
PARTAGES = st.sampled_from(PartageCollectif)
INSCRITS = st.lists(
    st.builds(Participant, st.integers(1, 999), st.integers(1, 8), st.integers(1, 30)), min_size=1, max_size=8, unique_by=lambda p: p.projet_pk
)


@st.composite
def partageables(draw):
    """Projects, and a number of half-days they consent to pay together."""
    inscrits = draw(INSCRITS)
    return draw(st.integers(len(inscrits), sum(p.plafond for p in inscrits))), inscrits


@given(partageables(), PARTAGES)
def test_parts_add_up_to_the_mission_and_nobody_pays_above_its_cap(cas, partage):
    n, inscrits = cas
    parts = partager(n, inscrits, partage)

    assert sum(parts.values()) == n
    assert all(1 <= parts[p.projet_pk] <= p.plafond for p in inscrits)


@given(partageables(), PARTAGES, st.randoms())
def test_the_order_in_which_projects_came_changes_nothing(cas, partage, hasard):
    n, inscrits = cas

    assert partager(n, inscrits, partage) == partager(n, hasard.sample(inscrits, len(inscrits)), partage)


@given(st.integers(1, 8), st.integers(0, 20))
def test_equal_parts_differ_by_one_half_day_at_most(k, de_plus):
    inscrits = [Participant(pk, 40) for pk in range(k)]
    parts = partager(k + de_plus, inscrits, PartageCollectif.EGAL)

    assert max(parts.values()) - min(parts.values()) <= 1


@given(partageables())
def test_a_project_with_more_people_never_pays_less_than_one_with_the_same_cap(cas):
    n, inscrits = cas
    parts = partager(n, inscrits, PartageCollectif.PARTICIPANTS)

    assert not [(a, b) for a in inscrits for b in inscrits if a.personnes > b.personnes and a.plafond >= b.plafond and parts[a.projet_pk] < parts[b.projet_pk]]


def test_ten_half_days_go_by_participants_to_the_largest_remainder():
    inscrits = [Participant(1, 10, 2), Participant(2, 10, 3), Participant(3, 10, 1)]

    assert partager(10, inscrits, PartageCollectif.PARTICIPANTS) == {1: 3, 2: 5, 3: 2}


@given(INSCRITS, st.integers(1, 40), st.integers(1, 4))
def test_what_is_not_refused_can_be_shared(inscrits, n, minimum):
    parts, refus = parts_prevues(n, inscrits, PartageCollectif.EGAL), refus_de_partager(n, inscrits, minimum)

    assert sum(parts.values()) == n or refus is not None
    assert refus is None or len(inscrits) < minimum or not parts


@given(st.integers(0, 9), st.integers(2, 8), st.integers(-1, 10), st.integers(0, 3))
def test_a_project_comes_in_with_a_part_that_exists(inscrits, n, plafond, personnes):
    champs = {"inscrits": inscrits, "demi_journees": n, "plafond": plafond, "personnes": personnes}
    refus = refus_de_rejoindre(StatutCollective.OUVERTE, MAINTENANT + timedelta(days=1), MAINTENANT, **champs)

    assert (refus is None) == (inscrits < n and 1 <= plafond <= n and personnes >= 1)
    assert refus_de_rejoindre(StatutCollective.OUVERTE, MAINTENANT, MAINTENANT, **champs).code == "collective_fermee"


@given(st.integers(0, 200), st.integers(0, 100))
def test_leaving_is_free_until_the_delay_of_the_reglement_and_refused_after(dans, heures):
    refus = refus_de_quitter(StatutCollective.CONFIRMEE, MAINTENANT + timedelta(hours=dans), MAINTENANT, heures)

    assert (refus is None) == (dans >= heures)
