"""Bearer tokens: only their hash is kept, they end, they belong to one programme."""

from datetime import timedelta

import pytest
from django.utils import timezone

from socle.comptes.actions.jetons import creer_jeton, jeton_valide
from socle.comptes.enums import Portee
from socle.comptes.models import JetonApi, Utilisateur
from socle.comptes.portee import programme_actif


@pytest.fixture
def jeton(porteuse) -> tuple[JetonApi, str]:
    return creer_jeton(utilisateur=porteuse, nom="Tableur", portee=[Portee.LECTURE])


def test_a_token_opens_the_account_of_its_person(jeton, porteuse):
    assert jeton_valide(jeton[1]).utilisateur == porteuse


def test_a_token_is_kept_as_a_hash(jeton):
    assert jeton[1] not in str(JetonApi.objects.values().get())
    assert len(jeton[1]) == 43


def test_a_token_lives_a_year(jeton):
    assert timedelta(days=364) < jeton[0].expire_at - timezone.now() <= timedelta(days=365)


@pytest.mark.parametrize("champs", [{"expire_at": timezone.now()}, {"revoque_at": timezone.now()}])
def test_an_ended_token_opens_nothing(jeton, champs):
    JetonApi.objects.update(**champs)

    assert jeton_valide(jeton[1]) is None


def test_the_token_of_a_closed_account_opens_nothing(jeton):
    Utilisateur.objects.update(is_active=False)

    assert jeton_valide(jeton[1]) is None


@pytest.mark.parametrize("secret", ["", "inconnu"])
def test_an_unknown_token_opens_nothing(jeton, secret):
    assert jeton_valide(secret) is None


def test_a_token_opens_its_own_programme_only(jeton, autre_programme):
    with programme_actif(autre_programme):
        assert jeton_valide(jeton[1]) is None
