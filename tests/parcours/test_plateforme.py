"""Pages outside any programme: the door after sign-in, the public pages, the health of the platform."""

import pytest

from socle.comptes.enums import Role
from socle.comptes.models import Adhesion
from socle.comptes.portee import programme_actif


def test_the_door_leads_each_person_to_her_programme(client, client_de, porteuse):
    assert client.get("/").headers["Location"] == "/compte/login/"
    assert client_de(porteuse).get("/").headers["Location"] == "/p/manufactures/"


def test_a_person_of_two_programmes_chooses(client_de, porteuse, autre_programme):
    with programme_actif(autre_programme):
        Adhesion.objects.create(utilisateur=porteuse, role=Role.EXPERT)
    page = client_de(porteuse).get("/").content.decode()

    assert "/p/manufactures/" in page
    assert "/p/voisin/" in page


@pytest.mark.parametrize(
    ("adresse", "mots"),
    [
        ("/aide/", "Joindre la coordination"),
        ("/accessibilite/", "non conforme"),
        ("/donnees-personnelles/", "CNIL"),
        ("/mentions-legales/", "hébergement"),
        ("/sante/vivant/", "ok"),
        ("/sante/pret/", "ok"),
    ],
)
def test_public_pages_answer_anybody(client, db, adresse, mots):
    reponse = client.get(adresse)

    assert reponse.status_code == 200
    assert mots in reponse.content.decode()
