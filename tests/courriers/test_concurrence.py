"""Two workers on the same mail: real connections, real locks."""

import threading

import pytest
from django.db import connections

from socle.comptes.models import Programme
from socle.comptes.portee import programme_actif
from socle.courriers import actions
from socle.courriers.actions import boite
from socle.courriers.tasks import expedier
from tests.conftest import creer_programme_de_test

pytestmark = pytest.mark.django_db(transaction=True)


def test_deux_ouvriers_envoient_un_seul_courrier(monkeypatch):
    programme = creer_programme_de_test("concurrence")
    with programme_actif(programme):
        contexte = {"rappels": [], "prenom": "Ada", "programme": "Essai", "lien": "https://exemple.fr"}
        courrier = actions.poster(gabarit="relances", a="ada@exemple.fr", contexte=contexte, cle="essai")
    premier_tient, second_fini, envois = threading.Event(), threading.Event(), []

    def envoyer(courrier):
        envois.append(courrier.pk)
        premier_tient.set()
        second_fini.wait(10)

    monkeypatch.setattr(boite, "_envoyer", envoyer)
    premier = threading.Thread(target=_ouvrier, args=(courrier.pk, programme.pk))
    premier.start()
    assert premier_tient.wait(10)
    expedier(courrier.pk, programme.pk)
    second_fini.set()
    premier.join(10)
    assert envois == [courrier.pk]
    assert Programme.objects.get() == programme


def _ouvrier(courrier_pk, programme_pk):
    try:
        expedier(courrier_pk, programme_pk)
    finally:
        connections.close_all()
