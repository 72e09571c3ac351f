"""The agenda of an expert, by properties: clock changes, holidays of the territory, bounds, overlapping rules, exceptions."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accompagnement.enums import Moment, NatureException, StatutCreneau, TerritoireFerie
from accompagnement.regles import moment_de_la_demi_journee
from accompagnement.regles_agenda import (
    CreneauVu,
    Ecart,
    Plage,
    RegleHebdomadaire,
    demi_journee,
    demi_journees_offertes,
    mouvements_de_l_agenda,
    refus_d_exception,
    refus_de_regle,
)
from socle.lib.dates import PARIS, est_ferie

LUNDI = date(2026, 3, 23)  # the clock changes on the Sunday of that week
DERNIER = LUNDI + timedelta(days=20)
JOURS = st.dates(LUNDI, DERNIER)
MOMENTS = st.sampled_from(Moment)
REGLES = st.builds(RegleHebdomadaire, st.integers(0, 4), MOMENTS, JOURS, st.none() | JOURS)
ECARTS = st.builds(Ecart, st.sampled_from(NatureException), JOURS, JOURS, st.sampled_from(["", *Moment]))
INSTANTS = st.datetimes(datetime(2026, 3, 23), datetime(2026, 4, 13), timezones=st.just(UTC))
PLAGES = st.builds(lambda debut, heures: Plage(debut, debut + timedelta(hours=heures)), INSTANTS, st.integers(1, 60))
TOUT = [RegleHebdomadaire(jour, moment, date(2020, 1, 1)) for jour in range(5) for moment in Moment]


def offrir(regles=(), ecarts=(), occupees=(), territoire=None, premier=LUNDI, dernier=DERNIER):
    return demi_journees_offertes(
        premier=premier, dernier=dernier, regles=regles, ecarts=ecarts, occupees=occupees, territoire=territoire
    )


@given(st.dates(date(2022, 1, 1), date(2035, 12, 31)), MOMENTS)
def test_une_demi_journee_dure_trois_heures_et_demie_meme_quand_l_heure_change(jour, moment):
    d = demi_journee(jour, moment)
    assert d.fin.astimezone(UTC) - d.debut.astimezone(UTC) == timedelta(hours=3, minutes=30)
    assert (d.debut.astimezone(PARIS).date(), moment_de_la_demi_journee(d.debut)) == (jour, moment)


@pytest.mark.parametrize(("dimanche", "utc"), [(date(2026, 3, 28), 8), (date(2026, 3, 29), 7), (date(2026, 10, 24), 7), (date(2026, 10, 25), 8)])
def test_le_matin_du_jour_ou_l_heure_change_commence_a_neuf_heures_de_paris(dimanche, utc):
    ouvert = offrir(ecarts=[Ecart(NatureException.OUVERTE, dimanche, dimanche)], premier=dimanche, dernier=dimanche)
    assert [d.debut.astimezone(UTC).hour for d in ouvert] == [utc, utc + 5]


@settings(deadline=None)  # the holidays of a year are computed once
@given(st.lists(REGLES, max_size=6), st.lists(ECARTS, max_size=3), st.lists(PLAGES, max_size=4))
def test_ce_qui_est_offert_vient_d_une_regle_ou_d_une_ouverture_et_de_rien_de_ferme_ni_d_occupe(regles, ecarts, occupees):
    for d in offrir(regles, ecarts, occupees):
        jour, moment = d.debut.date(), moment_de_la_demi_journee(d.debut)
        natures = {e.nature for e in ecarts if e.couvre(jour, moment)}
        assert NatureException.FERMEE not in natures
        assert NatureException.OUVERTE in natures or any(r.couvre(jour, moment) for r in regles)
        assert all(p.fin <= d.debut or d.fin <= p.debut for p in occupees)


@given(st.lists(REGLES, max_size=6))
def test_deux_regles_qui_se_recouvrent_n_ouvrent_qu_une_demi_journee(regles):
    debuts = [d.debut for d in offrir([*regles, *regles])]
    assert debuts == sorted(set(debuts)) == [d.debut for d in offrir(regles)]


@settings(deadline=None)  # the holidays of a year are computed once
@given(st.sampled_from(TerritoireFerie.values), st.integers(2024, 2032))
def test_un_jour_ferie_du_territoire_n_est_jamais_offert(territoire, annee):
    offerts = {d.debut.date() for d in offrir(TOUT, territoire=territoire or None, premier=date(annee, 1, 1), dernier=date(annee, 12, 31))}
    jours = {date(annee, 1, 1) + timedelta(days=n) for n in range((date(annee + 1, 1, 1) - date(annee, 1, 1)).days)}
    assert {j for j in offerts if est_ferie(j, territoire or None)} == set()
    assert {j for j in jours if j.weekday() < 5 and not est_ferie(j, territoire or None)} == offerts


@pytest.mark.parametrize(
    ("jour", "territoire"),
    [(date(2026, 4, 3), "57"), (date(2025, 12, 26), "6AE"), (date(2026, 5, 27), "971"), (date(2027, 12, 20), "974"), (date(2026, 4, 27), "976")],
)
def test_les_feries_propres_a_un_territoire(jour, territoire):
    assert offrir(TOUT, territoire=territoire, premier=jour, dernier=jour) == []
    assert len(offrir(TOUT, premier=jour, dernier=jour)) == 2


def test_une_ouverture_exceptionnelle_vaut_un_jour_ferie_et_un_samedi():
    paques, samedi = date(2026, 4, 6), date(2026, 4, 4)
    ouvertures = [Ecart(NatureException.OUVERTE, samedi, paques, Moment.MATIN)]
    assert [d.debut.date() for d in offrir(ecarts=ouvertures)] == [samedi, samedi + timedelta(days=1), paques]


@pytest.mark.parametrize(("minutes", "reste"), [(-1, 1), (0, 1), (1, 0)])
def test_une_occupation_ne_prend_que_la_demi_journee_qu_elle_chevauche(minutes, reste):
    matin = demi_journee(LUNDI, Moment.MATIN)
    avant = Plage(matin.debut - timedelta(hours=2), matin.debut + timedelta(minutes=minutes))
    assert len(offrir([RegleHebdomadaire(0, Moment.MATIN, LUNDI)], occupees=[avant], dernier=LUNDI)) == reste


def test_les_bornes_d_une_regle_sont_comprises():
    une_semaine = [RegleHebdomadaire(0, Moment.MATIN, LUNDI, LUNDI + timedelta(days=7))]
    assert [d.debut.date() for d in offrir(une_semaine)] == [LUNDI, LUNDI + timedelta(days=7)]


# --- Slots ---------------------------------------------------------------------------------------


def _appliquer(existants, m):
    """What the database does with the movements."""
    apres = []
    for c in existants:
        if c.pk in m.retirer:
            c = CreneauVu(c.pk, c.debut, c.fin, StatutCreneau.RETIRE, c.des_regles, True)
        elif c.pk in m.rouvrir:
            c = CreneauVu(c.pk, c.debut, c.fin, StatutCreneau.OUVERT, c.des_regles, False)
        apres.append(c)
    return apres + [CreneauVu(1000 + n, d.debut, d.fin, StatutCreneau.OUVERT, True, False) for n, d in enumerate(m.ouvrir)]


@st.composite
def creneaux(tirer):
    """Slots of the three weeks in any state; live ones do not overlap, as the database says."""
    vus, vivants = [], set()
    for pk in range(tirer(st.integers(0, 12))):
        d, statut = demi_journee(tirer(JOURS), tirer(MOMENTS)), tirer(st.sampled_from(StatutCreneau))
        if statut != StatutCreneau.RETIRE and d.debut in vivants:
            statut = StatutCreneau.RETIRE
        vivants |= {d.debut} if statut != StatutCreneau.RETIRE else set()
        vus.append(CreneauVu(pk, d.debut, d.fin, statut, tirer(st.booleans()), statut == StatutCreneau.RETIRE and tirer(st.booleans())))
    return vus


@given(creneaux(), st.lists(REGLES, max_size=5), st.lists(PLAGES, max_size=3), st.sets(st.integers(0, 11)))
def test_une_seconde_fois_ne_change_rien_et_rien_de_retenu_ne_bouge(existants, regles, occupees, permis):
    offertes = offrir(regles, occupees=occupees)
    premiere = mouvements_de_l_agenda(offertes, existants, permis)
    apres = _appliquer(existants, premiere)
    seconde = mouvements_de_l_agenda(offertes, apres, permis)
    retenus = {c.pk for c in existants if c.statut == StatutCreneau.RETENU}
    debuts = [c.debut for c in apres if c.vivant]
    assert (seconde.ouvrir, seconde.rouvrir, seconde.retirer) == ((), frozenset(), frozenset())
    assert premiere.retirer & retenus == set()
    assert len(debuts) == len(set(debuts))


@given(creneaux(), st.lists(REGLES, max_size=5))
def test_ce_qu_une_personne_a_retire_ne_se_rouvre_pas(existants, regles):
    m = mouvements_de_l_agenda(offrir(regles), existants, set())
    a_la_main = {c.debut for c in existants if not c.vivant and not c.par_l_agenda}
    assert {d.debut for d in m.ouvrir} & a_la_main == set()
    assert {c.pk for c in existants if not c.vivant and not c.par_l_agenda} & m.rouvrir == set()


@pytest.mark.parametrize(
    ("du", "au", "code"), [(3, 2, "plage_inversee"), (-9, -1, "plage_passee"), (0, 366, "plage_longue"), (0, 365, None), (-9, 0, None)]
)
def test_les_bornes_d_une_exception(du, au, code):
    refus = refus_d_exception(LUNDI + timedelta(days=du), LUNDI + timedelta(days=au), LUNDI)
    assert (refus.code if refus else None) == code


@pytest.mark.parametrize(("jour", "jours", "code"), [(5, 1, "jour_inconnu"), (0, -1, "plage_inversee"), (4, 0, None), (4, None, None)])
def test_les_bornes_d_une_regle_ont_leur_phrase(jour, jours, code):
    refus = refus_de_regle(jour, LUNDI, None if jours is None else LUNDI + timedelta(days=jours))
    assert (refus.code if refus else None) == code
