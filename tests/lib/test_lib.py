"""What every app leans on: days, refusals, tasks."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from celery import current_app
from django.db import transaction
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st

from socle.lib import dates, refus
from socle.lib.refus import AccesInterdit, ActionRefusee, Refus
from socle.lib.taches import enfiler
from socle.lib.taches_a_faire import Tache, par_echeance

NON, JAMAIS = Refus("non", "Pas maintenant."), Refus("jamais", "Jamais.")
JOURS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("jour", "territoire", "ouvre"),
    [
        (date(2022, 11, 10), None, True),
        (date(2022, 11, 11), None, False),
        (date(2022, 11, 12), None, False),
        (date(2022, 12, 26), None, True),
        (date(2022, 12, 26), "57", False),
    ],
)
def test_worked_days_leave_out_week_ends_and_holidays(jour, territoire, ouvre):
    assert dates.est_ouvre(jour, territoire) is ouvre


def test_worked_days_are_counted_over_a_holiday():
    assert dates.ajouter_jours_ouvres(date(2026, 4, 30), 10) == date(2026, 5, 19)
    assert dates.ajouter_jours_ouvres(date(2026, 5, 19), -10) == date(2026, 4, 30)
    assert dates.jour_ouvre_suivant(date(2022, 11, 11)) == date(2022, 11, 14)


@given(JOURS, st.integers(1, 30))
def test_adding_worked_days_lands_on_a_worked_day_and_comes_back(jour, nombre):
    depart = dates.jour_ouvre_suivant(jour)
    arrivee = dates.ajouter_jours_ouvres(depart, nombre)

    assert dates.est_ouvre(arrivee)
    assert dates.ajouter_jours_ouvres(arrivee, -nombre) == depart


def test_a_month_later_is_the_same_day_or_the_last():
    assert dates.ajouter_mois(date(2022, 1, 31), 1) == date(2022, 2, 28)
    assert dates.ajouter_mois(date(2022, 3, 15), -2) == date(2022, 1, 15)


@pytest.mark.parametrize(("jour", "utc"), [(date(2022, 1, 13), 17), (date(2022, 7, 13), 16)])
def test_an_hour_in_paris_follows_summer_time(jour, utc):
    assert dates.a_paris(jour, time(18)).astimezone(UTC) == datetime(jour.year, jour.month, jour.day, utc, tzinfo=UTC)


def test_a_refusal_is_raised_where_it_is_asked():
    assert refus.exiger(None) is refus.autoriser(None) is None
    with pytest.raises(ActionRefusee, match="Pas maintenant") as levee:
        refus.exiger(NON)
    assert levee.value.refus is NON
    with pytest.raises(AccesInterdit, match="Jamais"):
        refus.autoriser(JAMAIS)
    assert not issubclass(ActionRefusee, Http404)


def test_the_first_refusal_counts():
    assert refus.premier_refus(None, NON, JAMAIS) is NON
    assert refus.premier_refus(None, None) is None


def test_a_task_is_sent_once_its_row_is_committed(db, monkeypatch, django_capture_on_commit_callbacks):
    envoyees = []
    monkeypatch.setattr(current_app._get_current_object(), "send_task", lambda nom, args: envoyees.append((nom, args)))
    with django_capture_on_commit_callbacks(execute=True):
        enfiler("essai.faire", 1, 2)
        assert envoyees == []

    assert envoyees == [("essai.faire", (1, 2))]


def test_a_task_of_a_rolled_back_act_is_never_sent(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as rappels, transaction.atomic():
        enfiler("essai.faire", 1)
        transaction.set_rollback(True)

    assert rappels == []


def test_what_is_due_first_comes_first_and_what_has_no_term_last():
    demain = datetime(2022, 11, 24, tzinfo=UTC)
    taches = [Tache(t, "", "/", "Ouvrir", echeance=e) for t, e in (("sans", None), ("tard", demain + timedelta(1)), ("tôt", demain))]

    assert [t.titre for t in par_echeance(taches)] == ["tôt", "tard", "sans"]
