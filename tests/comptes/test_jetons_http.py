"""Bearer tokens at the door of the API."""

import pytest
from django.urls import path
from django.utils import timezone
from rest_framework.response import Response
from rest_framework.views import APIView

from config import urls
from parcours.api.permissions import JetonSuffisant
from socle.comptes.actions.jetons import creer_jeton
from socle.comptes.enums import Portee
from socle.comptes.models import JetonApi
from socle.comptes.portee import programme_actif

PROJETS = "/api/v1/p/manufactures/projets/"


class Ecriture(APIView):
    """Something that writes, until the API does."""

    permission_classes = [JetonSuffisant]

    def post(self, request, programme):
        return Response({"fait": True})


urlpatterns = [path("api/v1/p/<slug:programme>/ecriture/", Ecriture.as_view()), *urls.urlpatterns]
ECRITURE = "/api/v1/p/manufactures/ecriture/"


def porteur(secret: str) -> dict:
    return {"Authorization": f"Bearer {secret}"}


def jeton(personne, *portee: Portee) -> str:
    return creer_jeton(utilisateur=personne, nom="Essai", portee=list(portee))[1]


def test_a_token_reads_the_projects_of_its_person(client, porteuse, projet):
    reponse = client.get(PROJETS, headers=porteur(jeton(porteuse, Portee.LECTURE)))

    assert reponse.status_code == 200
    assert [p["slug"] for p in reponse.json()["results"]] == [projet.slug]


@pytest.mark.parametrize("entete", [{}, {"Authorization": "Bearer abc"}, {"Authorization": "Bearer"}, {"Authorization": "Basic YTpi"}])
def test_without_a_token_that_is_known_the_answer_is_401(client, programme, entete):
    reponse = client.get(PROJETS, headers=entete)

    assert reponse.status_code == 401
    assert reponse.headers["WWW-Authenticate"] == 'Bearer realm="api"'
    assert reponse.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("champs", [{"expire_at": timezone.now()}, {"revoque_at": timezone.now()}])
def test_an_ended_token_is_401(client, porteuse, champs):
    secret = jeton(porteuse, Portee.LECTURE)
    JetonApi.objects.update(**champs)

    assert client.get(PROJETS, headers=porteur(secret)).status_code == 401


def test_the_token_of_another_programme_is_401(client, etrangere, autre_programme):
    with programme_actif(autre_programme):
        secret = jeton(etrangere, Portee.LECTURE)

    assert client.get(PROJETS, headers=porteur(secret)).status_code == 401
    assert client.get("/api/v1/p/voisin/projets/", headers=porteur(secret)).status_code == 200


def test_a_token_whose_person_left_the_programme_finds_nothing(client, porteuse):
    secret = jeton(porteuse, Portee.LECTURE)
    porteuse.adhesions.update(date_fin=timezone.localdate())

    assert client.get(PROJETS, headers=porteur(secret)).status_code == 404


def test_a_session_is_not_a_token(client_de, porteuse):
    assert client_de(porteuse).get(PROJETS).status_code == 401


@pytest.mark.urls(__name__)
def test_a_token_for_reading_does_not_write(client, porteuse):
    reponse = client.post(ECRITURE, headers=porteur(jeton(porteuse, Portee.LECTURE)))

    assert reponse.status_code == 403
    assert reponse.json()["detail"] == "Ce jeton ne permet que la lecture. Créez-en un qui permet d’écrire."


@pytest.mark.urls(__name__)
def test_a_token_for_writing_writes_without_a_csrf_token(porteuse, client_de):
    client = client_de(None, enforce_csrf_checks=True)

    assert client.post(ECRITURE, headers=porteur(jeton(porteuse, Portee.ECRITURE))).json() == {"fait": True}
