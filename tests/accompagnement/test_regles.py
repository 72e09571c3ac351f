"""Pure rules, by properties where a property exists."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accompagnement.enums import PASSAGES, STATUTS_STOCKES, StatutMission, Verdict
from accompagnement.regles import (
    debit_d_annulation,
    demi_journees_du_jour,
    demi_journees_entre,
    echeance_reponse,
    limite_annulation,
    nom_de_la_demi_journee,
    peut_annuler_gratuitement,
    quantite_acceptee,
    refus_de_credit,
    refus_de_plage,
    refus_du_verdict,
    repartition_des_credits,
)
from socle.lib.dates import PARIS, est_ouvre

JOURS = st.dates(date(2021, 10, 1), date(2030, 12, 31))
INSTANTS = st.datetimes(datetime(2022, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@given(JOURS)
def test_les_demi_journees_suivent_l_horloge_de_paris(jour):
    demi_journees = demi_journees_du_jour(jour)
    assert bool(demi_journees) == est_ouvre(jour)
    for d in demi_journees:
        assert (d.fin.astimezone(UTC) - d.debut.astimezone(UTC)) == timedelta(hours=3, minutes=30)
        assert nom_de_la_demi_journee(d.debut.astimezone(UTC)) == d.nom


@pytest.mark.parametrize(
    ("jour", "heure_utc"),
    [(date(2022, 10, 28), 7), (date(2022, 10, 31), 8), (date(2023, 3, 24), 8), (date(2023, 3, 27), 7)],
)
def test_neuf_heures_reste_neuf_heures_au_changement_d_heure(jour, heure_utc):
    assert demi_journees_du_jour(jour)[0].debut.astimezone(UTC).hour == heure_utc


@pytest.mark.parametrize("jour", [date(2022, 7, 14), date(2022, 11, 1), date(2023, 4, 10), date(2022, 12, 3)])
def test_ni_jours_feries_ni_fins_de_semaine(jour):
    assert demi_journees_du_jour(jour) == ()


def test_un_ferie_du_territoire():
    assert demi_journees_du_jour(date(2022, 12, 26)) != ()
    assert demi_journees_du_jour(date(2022, 12, 26), "Moselle") == ()


@given(INSTANTS, st.integers(0, 200), st.timedeltas(timedelta(seconds=-10**7), timedelta(seconds=10**7)))
def test_la_limite_est_la_derniere_heure_gratuite(debut, heures, ecart):
    maintenant = limite_annulation(debut, heures) + ecart
    assert peut_annuler_gratuitement(debut, maintenant, heures) == (ecart <= timedelta(0))


def test_quarante_huit_heures_sont_des_heures_ecoulees():
    lundi = datetime(2023, 3, 27, 9, tzinfo=PARIS)
    assert limite_annulation(lundi, 48) == datetime(2023, 3, 25, 8, tzinfo=PARIS)


@given(st.booleans(), st.booleans(), st.booleans(), st.integers(1, 5), st.integers(0, 5))
def test_le_debit_d_une_annulation(tardive, engagee, par_l_equipe, retenues, debit):
    debut = datetime(2026, 1, 5, 9, tzinfo=UTC)
    maintenant = debut - timedelta(hours=1 if tardive else 100)
    cout = debit_d_annulation(
        debut=debut, maintenant=maintenant, heures=48, debit=debit, retenues=retenues, engagee=engagee, par_l_equipe=par_l_equipe
    )
    assert cout == (min(debit, retenues) if tardive and engagee and par_l_equipe else 0)


def test_l_expert_a_cinq_jours_ouvres():
    demande = datetime(2022, 11, 17, 10, tzinfo=PARIS)
    assert echeance_reponse(demande, 5, datetime(2022, 12, 6, 14, tzinfo=PARIS)) == datetime(2022, 11, 24, 18, tzinfo=PARIS)
    assert echeance_reponse(demande, 5, datetime(2022, 11, 21, 9, tzinfo=PARIS)) == datetime(2022, 11, 21, 9, tzinfo=PARIS)


@given(st.integers(0, 200), st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(0, 9), min_size=1, max_size=7))
def test_la_repartition_est_exacte_et_juste(total, poids):
    parts, somme = repartition_des_credits(total, poids), sum(poids.values())
    assert sum(parts.values()) == (total if somme else 0)
    assert all(abs(parts[c] * somme - total * p) < somme for c, p in poids.items() if somme)


def test_quarante_demi_journees_sur_sept_besoins():
    parts = repartition_des_credits(40, dict(zip("abcdefg", [3, 3, 2, 2, 1, 1, 1], strict=True)))
    assert parts == {"a": 10, "b": 9, "c": 6, "d": 6, "e": 3, "f": 3, "g": 3}


@given(st.sampled_from(Verdict), st.integers(-1, 5), st.integers(1, 4), st.sampled_from(["", "Motif"]))
def test_un_verdict_admis_accepte_une_quantite_qui_existe(verdict, acceptees, retenues, motif):
    if refus_du_verdict(verdict, acceptees, retenues, motif) is None:
        quantite = quantite_acceptee(verdict, acceptees, retenues)
        assert (0 < quantite < retenues) if verdict == Verdict.PARTIEL else quantite == (0 if verdict == Verdict.REFUSE else retenues)
        assert verdict == Verdict.ACCEPTE or motif


def test_le_refus_de_credit_compte_ce_qui_reste():
    assert refus_de_credit(1) is None
    assert refus_de_credit(1, 2).phrase.startswith("Il reste 1 demi-journée pour ce besoin")


def test_une_plage_de_trois_mois_au_plus():
    assert refus_de_plage(date(2026, 1, 1), date(2026, 4, 3)) is None
    assert refus_de_plage(date(2026, 1, 1), date(2026, 4, 4)).code == "plage_longue"
    assert refus_de_plage(date(2026, 1, 2), date(2026, 1, 1)).code == "plage_inversee"
    assert len(demi_journees_entre(date(2022, 11, 7), date(2022, 11, 13))) == 8


def test_chaque_statut_stocke_a_ses_passages():
    lus_de_l_horloge = {StatutMission.REALISEE, StatutMission.COMPTE_RENDU_ATTENDU}
    assert set(StatutMission) - STATUTS_STOCKES == lus_de_l_horloge
    assert {vers for suites in PASSAGES.values() for vers in suites} <= STATUTS_STOCKES
