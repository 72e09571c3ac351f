"""Who is asked first and why, what an order costs, what two statements mean: properties of the pure rules."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accompagnement.enums import Lieu, StatutMission, Verdict
from accompagnement.enums_missions import Constat, Cote
from accompagnement.regles_missions import (
    CRITERES,
    Candidat,
    classer,
    debit_des_demi_journees,
    debit_du_constat,
    debit_en_mots,
    en_desaccord,
    frais_de_deplacement,
    issue_des_constats,
    montant_du_bon,
    raisons_de,
    refus_de_constater,
    refus_de_demander,
    score_de,
    statut_apres_accord,
)
from accompagnement.regles_service import VerdictDuJour, refus_des_jours, verdict_des_jours

MAINTENANT = datetime(2026, 3, 2, 10, tzinfo=UTC)
POIDS = st.fixed_dictionaries({c: st.integers(0, 50) for c in CRITERES})
LIEUX = ["Trifouilly", "Loire-Atlantique", "Pays de la Loire"]
CANDIDATS = st.builds(
    Candidat,
    expert_pk=st.integers(1, 10_000),
    missions_du_besoin=st.integers(0, 9),
    territoire=st.sampled_from(["", "Pays de la Loire", "Toute la France", "Sud"]),
    a_distance=st.booleans(),
    a_venir=st.integers(0, 30),
    recentes=st.integers(0, 15),
    part_du_lot=st.fractions(0, 1),
    avis=st.none() | st.decimals(0, 5, places=1),
)
GROUPES = st.lists(CANDIDATS, max_size=6, unique_by=lambda c: c.expert_pk)


@given(CANDIDATS, st.sampled_from(Lieu), POIDS)
def test_chaque_critere_vaut_entre_0_et_1_et_dit_pourquoi(candidat, lieu, poids):
    raisons = raisons_de(candidat, LIEUX, lieu)
    assert all(0 <= r.valeur <= 1 and r.phrase for r in raisons)
    assert {r.critere for r in raisons} == set(CRITERES) - ({"avis"} if candidat.avis is None else set())
    assert 0 <= score_de(raisons, poids) <= 1


@given(GROUPES, POIDS, st.randoms())
def test_le_classement_ne_depend_pas_de_l_ordre_et_ne_perd_personne(candidats, poids, hasard):
    melange = hasard.sample(candidats, len(candidats))
    classes = classer(candidats, poids, lieux=LIEUX, lieu=Lieu.SUR_PLACE)
    assert classes == classer(melange, poids, lieux=LIEUX, lieu=Lieu.SUR_PLACE)
    assert sorted(c.expert_pk for c in classes) == sorted(c.expert_pk for c in candidats)
    assert [c.score for c in classes] == sorted((c.score for c in classes), reverse=True)


@given(CANDIDATS, POIDS, st.integers(1, 9))
def test_moins_de_missions_recentes_ne_fait_jamais_perdre_de_place(candidat, poids, de_moins):
    autre = Candidat(**vars(candidat) | {"expert_pk": candidat.expert_pk + 1, "recentes": candidat.recentes + de_moins})
    classes = classer([autre, candidat], poids, lieux=LIEUX, lieu=Lieu.SUR_PLACE)
    assert classes[0].expert_pk == candidat.expert_pk


def test_se_deplacer_sur_place_passe_devant_a_competence_egale():
    commun = {"missions_du_besoin": 1, "a_distance": True, "a_venir": 0, "recentes": 0, "part_du_lot": Fraction(0)}
    loin, ici = Candidat(1, territoire="Sud", **commun), Candidat(2, territoire="Pays-de-la-Loire", **commun)
    premier = classer([loin, ici], dict.fromkeys(CRITERES, 1), lieux=LIEUX, lieu=Lieu.SUR_PLACE)[0]
    assert premier.expert_pk == 2
    assert premier.raisons[1].phrase == "Se déplace dans votre territoire (Pays-de-la-Loire)"


@given(st.lists(st.integers(-100, 100), max_size=5), st.integers(0, 3), st.integers(0, 6), st.booleans(), st.booleans())
def test_annuler_ne_debite_que_les_demi_journees_tardives_d_une_equipe(heures, debit, retenues, engagee, par_l_equipe):
    debuts = [MAINTENANT + timedelta(hours=h) for h in heures]
    regle = {"heures": 48, "debit": debit, "retenues": retenues, "engagee": engagee, "par_l_equipe": par_l_equipe}
    cout = debit_des_demi_journees(debuts, maintenant=MAINTENANT, **regle)
    tardives = sum(h < 48 for h in heures) if engagee and par_l_equipe else 0
    assert cout == min(tardives * min(debit, retenues), retenues)


@given(st.integers(1, 20), st.decimals(0, 999, places=2), st.decimals(0, 99, places=2), st.sampled_from(Lieu))
def test_un_bon_fait_la_somme_de_ses_demi_journees_et_du_deplacement(n, prix, forfait, lieu):
    deplacement = frais_de_deplacement(lieu, n, forfait)
    assert montant_du_bon(n, prix, deplacement) == n * prix + (n * forfait if lieu == Lieu.SUR_PLACE else 0)
    assert montant_du_bon(2, Decimal("450"), Decimal(0)) == Decimal("900")


@given(st.dictionaries(st.sampled_from(Cote), st.sampled_from(Constat)))
def test_un_constat_se_clot_a_deux_ou_par_la_coordination(dits):
    issue = issue_des_constats(dits)
    if Cote.COORDINATION in dits:
        assert issue == dits[Cote.COORDINATION]
    else:
        assert issue == (dits[Cote.PROJET] if dits.get(Cote.PROJET) == dits.get(Cote.EXPERT) and dits else None)
    assert not (issue and en_desaccord(dits))


HEURE = timedelta(hours=1)
ACCORD, DESACCORD = ({Cote.PROJET: Constat.TENUE, Cote.EXPERT: c} for c in (Constat.TENUE, Constat.ABSENCE_PROJET))


@pytest.mark.parametrize(
    ("fin", "dits", "cote", "rendu_avant", "code"),
    [
        (-HEURE, DESACCORD, Cote.COORDINATION, HEURE, None),
        (-HEURE, ACCORD, Cote.COORDINATION, -HEURE, "constat_sans_desaccord"),
        (-HEURE, {Cote.PROJET: Constat.TENUE}, Cote.COORDINATION, HEURE, "constat_attendu"),
        (-HEURE, {Cote.PROJET: Constat.ABSENCE_EXPERT}, Cote.COORDINATION, -HEURE, None),
        (-HEURE, {}, Cote.COORDINATION, timedelta(0), None),
        (HEURE, {}, Cote.PROJET, HEURE, "constat_trop_tot"),
        (-HEURE, ACCORD, Cote.PROJET, HEURE, "constat_deja_dit"),
    ],
)
def test_la_coordination_tranche_un_desaccord_ou_un_silence(fin, dits, cote, rendu_avant, code):
    refus = refus_de_constater(MAINTENANT + fin, MAINTENANT, dits, cote, MAINTENANT + rendu_avant)
    assert getattr(refus, "code", None) == code


def test_seule_l_absence_du_projet_debite():
    assert [debit_du_constat(c, 1) for c in Constat] == [0, 1, 0]


@given(st.integers(0, 30), st.integers(1, 30), st.integers(-5, 5))
def test_une_demande_reste_dans_ses_bornes(n, maximum, jours):
    assert (refus_de_demander(n, maximum, jours) is None) == (1 <= n <= maximum and jours >= 0)


def test_l_approbation_commence_au_dela_du_seuil():
    assert [statut_apres_accord(n, 6) for n in (6, 7)] == [StatutMission.A_PLANIFIER, StatutMission.A_APPROUVER]


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(["", "Écourtée"])), min_size=1, max_size=6))
def test_les_demi_journees_refusees_ont_leur_motif_et_le_verdict_est_leur_somme(dites):
    jours = [VerdictDuJour(pk, acceptee, motif, f"jour {pk}") for pk, (acceptee, motif) in enumerate(dites)]
    verdict, acceptees, motif = verdict_des_jours(jours)

    assert (refus_des_jours(jours, range(len(jours)), len(jours)) is None) == all(a or m for a, m in dites)
    assert refus_des_jours(jours[1:], range(len(jours)), len(jours)) is not None
    assert acceptees == sum(a for a, _ in dites) and (verdict == Verdict.ACCEPTE) == (motif == "")


@given(st.integers(0, 30))
def test_ce_qui_est_debite_s_accorde_avec_son_nombre(n):
    dit = debit_en_mots(n)
    assert (dit == "sans débit") == (n == 0)
    assert dit.endswith("débitées") == ("demi-journées" in dit) == (n > 1)
    assert n == 0 or dit.startswith(f"{n}\u00a0")
