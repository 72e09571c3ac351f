"""The name of a half-day in a calendar: kept by a move, taken by no other, never lost."""

from hypothesis import given
from hypothesis import strategies as st

from accompagnement.regles_rendez_vous import DemiJourneeNommee, Fait, demi_journees_nommees

CRENEAUX = st.integers(1, 5)
GESTES = st.lists(st.tuples(st.sampled_from(["planifier", "liberer", "deplacer"]), CRENEAUX, CRENEAUX), max_size=25)


@given(GESTES)
def test_chaque_demi_journee_garde_son_nom_et_aucune_ne_se_perd(gestes):
    faits, tenus = [], {}  # the slots held, each with the name it must keep
    publies = set()
    for geste, a, b in gestes:
        if geste == "planifier" and a not in tenus:
            faits.append(Fait([a]))
            tenus[a] = next(d.nom for d in demi_journees_nommees(faits, [*tenus, a]) if d.tenue and d.creneau == a)
        elif geste == "liberer" and a in tenus:
            faits.append(Fait([a]))
            del tenus[a]
        elif geste == "deplacer" and a in tenus and b not in tenus:
            faits.append(Fait([a, b], deplacement=True))
            tenus[b] = tenus.pop(a)
        publies |= set(tenus.values())
        lues = demi_journees_nommees(faits, tenus)
        assert sorted((d.creneau, d.nom) for d in lues if d.tenue) == sorted(tenus.items())
        assert sorted(d.nom for d in lues) == sorted(publies)


def test_un_creneau_quitte_puis_repris_ne_prend_pas_le_nom_de_la_premiere():
    faits = [Fait([1]), Fait([1, 2], deplacement=True), Fait([1])]
    assert demi_journees_nommees(faits, [1, 2]) == [DemiJourneeNommee(1, 2, True), DemiJourneeNommee(2, 1, True)]


def test_une_demi_journee_liberee_reste_retiree_quand_une_autre_prend_son_creneau():
    faits = [Fait([1]), Fait([1]), Fait([3]), Fait([3, 1], deplacement=True)]
    assert demi_journees_nommees(faits, [1]) == [DemiJourneeNommee(1, 1, False), DemiJourneeNommee(3, 1, True)]
