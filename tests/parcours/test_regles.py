"""The life-line of a project."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from manufactures.enums import PASSAGES, StatutProjet
from parcours.regles import NOEUDS, ligne_de_vie

S = StatutProjet
DEBUT = datetime(2022, 1, 1, tzinfo=UTC)


def passages(*statuts):
    return [(s, DEBUT + timedelta(days=30 * n)) for n, s in enumerate(statuts)]


def classes(*statuts):
    return [e.classe for e in ligne_de_vie(passages(*statuts))]


def test_draft_stands_at_the_candidature():
    assert classes(S.BROUILLON) == ["ici", *["avenir"] * 6]


def test_project_in_accompaniment_has_five_nodes_behind():
    vie = ligne_de_vie(passages(S.BROUILLON, S.DEPOSE, S.RECEVABLE, S.LABELLISE, S.EN_INCUBATION, S.EN_COMITE, S.FINANCE, S.EN_ACCOMPAGNEMENT))

    assert [e.classe for e in vie] == [*["fait"] * 5, "ici", "avenir"]
    assert vie[1].date == DEBUT + timedelta(days=90)


def test_adjourned_project_waits_at_the_committee():
    assert classes(S.EN_INCUBATION, S.EN_COMITE, S.AJOURNE).index("ici") == NOEUDS.index("Comité")


def test_suspended_project_stays_where_it_was():
    assert classes(S.EN_INCUBATION, S.SUSPENDU).index("ici") == NOEUDS.index("Incubation")


def test_refused_project_says_so_where_it_stopped():
    vie = ligne_de_vie(passages(S.BROUILLON, S.DEPOSE, S.RECEVABLE, S.NON_RETENU))

    assert (vie[1].classe, vie[1].quand) == ("ici", "Non retenu")


@st.composite
def vies(draw):
    statuts = [S.BROUILLON]
    while (suite := sorted(PASSAGES[statuts[-1]])) and draw(st.booleans()):
        statuts.append(draw(st.sampled_from(suite)))
    return statuts


@given(vies())
def test_any_possible_life_has_seven_nodes_in_order(statuts):
    rang = {"fait": 0, "ici": 1, "avenir": 2}
    ordre = [rang[c] for c in classes(*statuts)]

    assert len(ordre) == 7
    assert ordre == sorted(ordre)
    assert ordre.count(1) == (0 if statuts[-1] is S.SORTI else 1)
