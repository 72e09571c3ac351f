"""The pages of the account keep to the budgets of every page, and each is read."""

from pathlib import Path

from allauth.account.models import EmailAddress
from django.contrib.staticfiles import finders

from tests.conftest import MOT_DE_PASSE
from tests.matrix.adresses import toutes_les_adresses
from tests.matrix.compte import armer, clients_du_compte, demander_le_second_facteur, motifs, pages_du_compte
from tests.matrix.couts import POIDS, Fichiers, mesurer

LISTE = 8  # statements


def fautes(cout) -> list[str]:
    trop = [
        (cout.statut != 200, f"réponse {cout.statut}"),
        (cout.nombre > LISTE, f"{cout.nombre} requêtes"),
        (cout.repetees != (), f"répétées : {cout.repetees}"),
        (cout.octets > POIDS, f"{cout.octets} octets"),
    ]
    return [phrase for faux, phrase in trop if faux]


def test_every_page_of_the_account_is_in_the_table():
    assert sorted(motifs()) == sorted(adresse for adresse in toutes_les_adresses() if adresse.startswith("/compte/"))


def test_every_page_of_the_account_keeps_to_the_budgets(client_de, settings, porteuse, coordinatrice, compter_requetes):
    settings.MFA_EXIGEE = False
    clients, fichiers = clients_du_compte(client_de, porteuse, coordinatrice), Fichiers(client_de(None))
    cle = armer(coordinatrice)
    demander_le_second_facteur(clients["attendue"], coordinatrice)
    couts = {(adresse, role): mesurer(clients[role], adresse, compter_requetes) for adresse, role in pages_du_compte(cle)}

    assert {page: faute for page, cout in couts.items() if (faute := fautes(cout) + fichiers.fautes(cout.fichiers))} == {}


def test_a_page_that_loads_too_much_is_seen(client):
    cinq = {f"/static/{nom}" for nom in ("comite/ordre.js", "comite/salle.js", "design/atelier.css", "design/atelier.js", "design/document.css")}
    assert Fichiers(client).fautes(frozenset(cinq)) == []
    assert len(Fichiers(client).fautes(frozenset(cinq | {"/static/design/marque.svg"}))) == 1
    assert len(Fichiers(client).fautes(frozenset({"/static/design/icones.svg", "/static/vendor/htmx/htmx.min.js", "/static/design/atelier.css"}))) == 1


def test_the_script_of_security_keys_is_that_of_the_installed_allauth():
    morceaux = [Path(finders.find(nom)).read_text() for nom in ("mfa/js/webauthn-json.js", "mfa/js/webauthn.js", "account/js/onload.js")]
    assert Path(finders.find("vendor/allauth/webauthn.js")).read_text() == ";\n".join(morceaux)


def test_an_address_is_confirmed_once_by_signing_in(client_de, porteuse):
    for _ in range(2):
        client_de(None).post("/compte/login/", {"login": porteuse.email, "password": MOT_DE_PASSE})

    assert list(EmailAddress.objects.values_list("email", "primary", "verified")) == [(porteuse.email, True, True)]
