from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incubation import regles
from incubation.enums import TRANSITIONS, DemiJournee, EtatLivrable, GesteLivrable, Moment, StatutLivrable
from manufactures.enums import Fonction
from socle.lib.dates import est_ouvre

instants = st.integers(1_600_000_000, 1_900_000_000).map(lambda s: datetime.fromtimestamp(s, UTC))
jours = st.integers(0, 3000).map(lambda n: date(2021, 1, 1) + timedelta(days=n))
secrets = st.integers(0, 16**32 - 1).map("{:032x}".format)
DEBUT = datetime(2022, 11, 17, 9, 0, tzinfo=UTC)


@given(secrets, instants)
def test_le_code_a_six_chiffres_et_est_accepte_pendant_sa_minute(secret, instant):
    code = regles.code_de_presence(secret, instant)
    assert len(code) == 6
    assert code.isdigit()
    assert regles.code_accepte(f"{code[:3]} {code[3:]}", secret, instant)


@given(secrets, instants)
def test_le_code_precedent_reste_accepte_une_minute_de_plus_et_pas_deux(secret, instant):
    code = regles.code_de_presence(secret, instant)
    assert regles.code_accepte(code, secret, instant + timedelta(seconds=60))
    apres = {regles.code_de_presence(secret, instant + timedelta(seconds=s)) for s in (60, 120)}
    assert regles.code_accepte(code, secret, instant + timedelta(seconds=120)) == (code in apres)


@given(instants)
def test_les_secondes_restantes_tombent_sur_le_changement_de_code(instant):
    reste = regles.secondes_restantes(instant)
    assert 1 <= reste <= 60
    assert int((instant + timedelta(seconds=reste)).timestamp()) % 60 == 0


def test_un_code_d_une_autre_salle_est_refuse():
    assert not regles.code_accepte(regles.code_de_presence("a" * 32, DEBUT), "b" * 32, DEBUT)
    assert not regles.code_accepte("", "b" * 32, DEBUT)


@given(st.sets(st.sampled_from(Fonction)))
def test_le_binome_est_complet_avec_porteur_et_partenaire(fonctions):
    assert regles.binome_complet(fonctions) == ({Fonction.PORTEUR, Fonction.PARTENAIRE} <= fonctions)


@given(st.integers(0, 200), st.integers(0, 100))
def test_l_assiduite_est_une_part(signatures, attendues):
    part = regles.assiduite(signatures, attendues)
    assert part is None if attendues == 0 else 0 <= part <= 1


def test_trois_signatures_sur_quatre():
    assert regles.assiduite(3, regles.signatures_attendues(2)) == Fraction(3, 4)


@pytest.mark.parametrize(
    ("matin_fin", "apres_midi_debut", "heure", "attendue"),
    [
        (time(12, 30), time(14), time(8), DemiJournee.MATIN),
        (time(12, 30), time(14), time(13, 14), DemiJournee.MATIN),
        (time(12, 30), time(14), time(13, 15), DemiJournee.APRES_MIDI),
        (time(12, 30), None, time(18), DemiJournee.MATIN),
        (None, time(14), time(8), DemiJournee.APRES_MIDI),
    ],
)
def test_la_demi_journee_signee_suit_l_heure(matin_fin, apres_midi_debut, heure, attendue):
    assert regles.demi_journee_en_cours(matin_fin, apres_midi_debut, heure) == attendue


@given(jours, st.integers(16, 200), st.integers(1, 12))
def test_le_plan_couvre_la_periode_dans_l_ordre_des_modules(debut, duree, nombre):
    fin = debut + timedelta(days=duree)
    plan = regles.plan_de_livrables(debut, fin, list(range(1, nombre + 1)))
    assert [prevue.numero for prevue in plan] == list(range(1, nombre + 1))
    assert all(prevue.ouverture_at < prevue.echeance_at for prevue in plan)
    assert [p.echeance_at for p in plan] == sorted(p.echeance_at for p in plan)
    assert debut <= plan[0].ouverture_at.date() and plan[-1].echeance_at.date() <= fin


@given(jours)
def test_les_echeances_de_quatre_mois_tombent_un_jour_ouvre_a_18_h(debut):
    plan = regles.plan_de_livrables(debut, debut + timedelta(days=120), list(range(1, 9)))
    assert all(est_ouvre(p.echeance_at.date()) for p in plan)
    assert {p.echeance_at.timetz().replace(tzinfo=None) for p in plan} == {time(18)}


@given(instants, instants, st.integers(1, 30))
def test_un_renvoi_ne_raccourcit_jamais_l_echeance(echeance, maintenant, jours_ouvres):
    nouvelle = regles.echeance_apres_renvoi(echeance, maintenant, jours_ouvres)
    assert nouvelle >= echeance
    assert nouvelle > maintenant


def _affiche(statut, jours_apres_l_ouverture, delai=0):
    return regles.statut_affiche(
        statut,
        ouverture_at=DEBUT,
        echeance_initiale_at=DEBUT + timedelta(days=10),
        echeance_at=DEBUT + timedelta(days=10 + delai),
        maintenant=DEBUT + timedelta(days=jours_apres_l_ouverture),
    )


@pytest.mark.parametrize(
    ("statut", "jour", "delai", "etat"),
    [
        (StatutLivrable.ATTENDU, -1, 0, EtatLivrable.A_VENIR),
        (StatutLivrable.ATTENDU, 0, 0, EtatLivrable.A_DEPOSER),
        (StatutLivrable.ATTENDU, 10, 0, EtatLivrable.A_DEPOSER),
        (StatutLivrable.ATTENDU, 11, 0, EtatLivrable.EN_RETARD),
        (StatutLivrable.ATTENDU, 11, 5, EtatLivrable.DELAI_ACCORDE),
        (StatutLivrable.ATTENDU, 16, 5, EtatLivrable.EN_RETARD),
        (StatutLivrable.A_COMPLETER, 11, 5, EtatLivrable.A_COMPLETER),
        (StatutLivrable.A_COMPLETER, 16, 5, EtatLivrable.EN_RETARD),
        (StatutLivrable.EN_RELECTURE, 99, 0, EtatLivrable.EN_RELECTURE),
        (StatutLivrable.VALIDE, 99, 0, EtatLivrable.VALIDE),
    ],
)
def test_l_etat_affiche_derive_des_dates(statut, jour, delai, etat):
    assert _affiche(statut, jour, delai) == etat


@given(st.sampled_from(StatutLivrable), st.sampled_from(GesteLivrable))
def test_la_table_des_transitions_est_la_seule_voie(statut, geste):
    suivant = regles.apres(statut, geste)
    assert suivant == TRANSITIONS.get((statut, geste))
    if statut in (StatutLivrable.VALIDE, StatutLivrable.SANS_OBJET):
        assert suivant is None


@given(st.lists(st.tuples(st.text(min_size=1, max_size=3), st.booleans(), st.integers(0, 5))), st.integers(0, 5))
def test_un_axe_faible_est_critique_et_sous_le_seuil(notes, seuil):
    faibles = regles.axes_critiques_faibles(notes, seuil)
    assert len(faibles) == sum(critique and note <= seuil for _, critique, note in notes)


@given(jours, st.integers(40, 200), st.integers(-10, 220))
def test_le_moment_a_noter_avance_avec_le_temps(debut, duree, ecart):
    fin, jour = debut + timedelta(days=duree), debut + timedelta(days=ecart)
    moment, limite = regles.moment_a_noter(debut, fin, jour)
    suivant, _ = regles.moment_a_noter(debut, fin, jour + timedelta(days=1))
    assert list(Moment).index(suivant) >= list(Moment).index(moment)
    assert jour <= limite or moment == Moment.SORTIE
