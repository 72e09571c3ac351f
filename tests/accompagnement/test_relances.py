"""Alerts before the end of credits and on credits that sleep: run twice or late, the same people are told once."""

from datetime import datetime, time, timedelta

import pytest

from accompagnement.queries.veille import projets_a_alerter
from accompagnement.relances import credits_dormants, credits_qui_finissent
from manufactures.models import Projet
from socle.courriers.actions.relances import relancer
from socle.courriers.models import RelanceEnvoyee
from socle.lib.dates import a_paris, ajouter_mois, jour_ouvre_suivant


def matin(jour) -> datetime:
    return a_paris(jour_ouvre_suivant(jour), time(8))


@pytest.fixture
def fin(suivi):
    return suivi.plan_accompagnement.date_fin


def finissent(instant) -> list[tuple[str, int]]:
    return [(r.cle.rsplit(":", 1)[1], r.destinataire_pk) for r in credits_qui_finissent(projets_a_alerter(instant))]


def test_nothing_is_said_before_the_first_threshold(suivi, fin, coordinatrice):
    assert finissent(a_paris(ajouter_mois(fin, -6) - timedelta(days=1))) == []


@pytest.mark.parametrize(("mois", "seuil"), [(6, "6"), (4, "6"), (3, "3"), (1, "1"), (0, "1")])
def test_the_team_and_the_coordination_are_told_at_each_threshold(suivi, fin, porteuse, partenaire, coordinatrice, mois, seuil):
    attendus = {(seuil, personne.pk) for personne in (porteuse, partenaire, coordinatrice)}

    assert set(finissent(a_paris(ajouter_mois(fin, -mois)))) == attendus


def test_the_referent_is_told_in_the_place_of_the_coordination(suivi, fin, porteuse, partenaire, coordinatrice, coordinateur):
    Projet.objects.filter(pk=suivi.pk).update(referent=coordinateur)

    assert {pk for _, pk in finissent(a_paris(ajouter_mois(fin, -3)))} == {porteuse.pk, partenaire.pk, coordinateur.pk}


def test_nothing_is_said_once_the_end_is_past(suivi, fin, coordinatrice):
    assert finissent(a_paris(fin + timedelta(days=1))) == []


def envoyees(code: str) -> list[tuple[str, int]]:
    return sorted(RelanceEnvoyee.objects.filter(code=code).values_list("cle", "destinataire"))


def test_a_round_run_twice_or_late_says_each_threshold_once(suivi, fin, coordinatrice):
    jour = ajouter_mois(fin, -6)
    for tard in (0, 0, 1, 12, 40):
        relancer(instant=matin(jour + timedelta(days=tard)))

    assert len(envoyees("accompagnement.fin")) == 3
    relancer(instant=matin(ajouter_mois(fin, -3)))
    assert len(envoyees("accompagnement.fin")) == 6


def test_credits_that_sleep_are_told_once_per_sleep(suivi, porteuse, partenaire, coordinatrice):
    dans_sept_mois = matin(ajouter_mois(suivi.plan_accompagnement.date_debut, 9))
    relancer(instant=dans_sept_mois)
    relancer(instant=matin(dans_sept_mois.date() + timedelta(days=9)))

    assert [pk for _, pk in envoyees("accompagnement.dormants")] == sorted(p.pk for p in (porteuse, partenaire, coordinatrice))


def test_credits_that_moved_are_awake(suivi, mission, coordinatrice):
    assert list(credits_dormants(projets_a_alerter(mission.demandee_at + timedelta(days=100)))) == []
