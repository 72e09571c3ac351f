"""One transaction per request: read-only for GET, nothing left by a refusal, and the right answer to whoever asks."""

import pytest
from django.db import InternalError, connection
from django.test import Client

from socle.comptes.enums import Role
from socle.comptes.models import Adhesion, JetonApi
from socle.comptes.portee import programme_actif
from socle.journal.models import Evenement
from tests.conftest import creer_personne, creer_programme_de_test

pytestmark = pytest.mark.usefixtures("petit_site")
ICI = "/p/manufactures/"


@pytest.mark.parametrize("verbe", ["get", "head", "options"])
def test_a_safe_request_cannot_write(client_de, porteuse, verbe):
    with pytest.raises(InternalError, match="read-only transaction"):
        getattr(client_de(porteuse), verbe)(ICI + "ecrire/200/")


def test_a_safe_request_does_not_leave_the_transaction_of_a_test_read_only(client_de, porteuse):
    client_de(porteuse).get(ICI)

    assert Evenement.objects.create(fil="programme", verbe_code="programme.cree", auteur_libelle="x").pk


@pytest.mark.django_db(transaction=True)
def test_on_a_server_the_next_transaction_may_write_again_and_has_no_scope():
    objet = creer_programme_de_test("manufactures")
    with programme_actif(objet):
        personne = creer_personne("p@exemple.fr", "P", Role.EQUIPE)
    client = Client()
    client.force_login(personne)

    assert client.get(ICI).content == b"manufactures"
    assert client.post(ICI + "ecrire/302/").status_code == 302
    with connection.cursor() as curseur:
        curseur.execute("SELECT current_setting('app.programme', true), current_setting('app.utilisateur', true)")
        assert curseur.fetchone() == ("", "")


@pytest.mark.parametrize(("statut", "restent"), [(200, 1), (302, 1), (400, 0), (403, 0), (404, 0), (409, 0), (422, 0), (500, 0)])
def test_a_post_answered_by_an_error_leaves_nothing(client_de, porteuse, statut, restent):
    reponse = client_de(porteuse).post(f"{ICI}ecrire/{statut}/")

    assert reponse.status_code == statut
    assert Evenement.objects.count() == restent


def test_a_crash_leaves_nothing(client_de, porteuse):
    client = client_de(porteuse, raise_request_exception=False)

    assert client.post(ICI + "casser/").status_code == 500
    assert Evenement.objects.count() == 0


def test_a_refused_action_is_a_409_page_with_its_sentence_and_leaves_nothing(client_de, porteuse):
    reponse = client_de(porteuse).post(ICI + "refuser/")

    assert reponse.status_code == 409
    assert "Le quorum n’est pas atteint." in reponse.content.decode()
    assert Evenement.objects.count() == 0


def test_a_forbidden_page_says_why(client_de, porteuse):
    reponse = client_de(porteuse).get(ICI + "interdire/")

    assert reponse.status_code == 403
    assert "Cette page est à la coordination." in reponse.content.decode()


def test_a_forbidden_page_without_a_sentence_has_one_all_the_same(client_de, porteuse):
    reponse = client_de(porteuse).get(ICI + "interdire-sans-phrase/")

    assert "Votre rôle dans ce programme ne donne pas accès à cette page." in reponse.content.decode()


# --- Who asks ------------------------------------------------------------------------------------


def test_a_person_attached_elsewhere_gets_404(client_de, etrangere):
    assert client_de(etrangere).get(ICI).status_code == 404


def test_a_person_attached_nowhere_gets_404(client_de, programme):
    assert client_de(creer_personne("nulle.part@exemple.fr", "Nulle part")).get(ICI).status_code == 404


def test_a_person_whose_door_is_closed_gets_404(client_de, porteuse):
    Adhesion.objects.update(date_fin="2022-06-30")

    assert client_de(porteuse).get(ICI).status_code == 404


def test_nobody_is_led_to_the_sign_in_page(client, programme):
    reponse = client.get(ICI)

    assert (reponse.status_code, reponse.headers["Location"]) == (302, "/compte/login/?next=/p/manufactures/")


@pytest.mark.parametrize("slug", ["inconnu", "Manufactures", "manufactures-bis"])
def test_an_unknown_programme_is_404_for_everybody(client, client_de, porteuse, slug):
    assert client.get(f"/p/{slug}/publique/").status_code == 404
    assert client_de(porteuse).get(f"/p/{slug}/").status_code == 404


def test_a_public_page_is_open_to_all_within_its_programme(client, client_de, programme, etrangere):
    Evenement.objects.create(fil="programme", verbe_code="programme.cree", auteur_libelle="x")

    assert client.get(ICI + "publique/").content == b"1"
    assert client_de(etrangere).get(ICI + "publique/").content == b"1"
    assert client.get("/p/voisin/publique/").content == b"0"


def test_two_tabs_in_two_programmes_do_not_mix(client_de, porteuse, autre_programme):
    with programme_actif(autre_programme):
        Adhesion.objects.create(utilisateur=porteuse, role=Role.EXPERT)
    client = client_de(porteuse)

    assert [client.get(f"/p/{p}/").content for p in ("manufactures", "voisin", "manufactures")] == [b"manufactures", b"voisin", b"manufactures"]


def test_a_platform_page_shows_a_person_her_doors_in_all_programmes_and_nobody_else_s(client_de, porteuse, coordinatrice, autre_programme):
    with programme_actif(autre_programme):
        Adhesion.objects.create(utilisateur=porteuse, role=Role.EXPERT)

    assert client_de(porteuse).get("/portes/").json() == {"roles": ["equipe", "expert"]}


def test_a_platform_page_reads_no_other_table_of_a_programme(client_de, porteuse):
    with pytest.raises(Exception, match="aucun programme ouvert"):
        client_de(porteuse).get("/sans-programme/")
    assert JetonApi.objects.count() == 0


def test_the_request_itself_costs_three_statements(client_de, porteuse, compter_requetes):
    client = client_de(porteuse)
    client.get(ICI)
    with compter_requetes() as compte:
        client.get(ICI)

    assert compte.nombre == 3, compte.requetes
