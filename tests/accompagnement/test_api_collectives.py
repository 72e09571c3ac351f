"""The API of the missions shared by several projects: the same doors and acts as the pages, from the opening to the debit."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accompagnement.models import Mission, MissionCollective
from accompagnement.queries.credits import credits_du_projet
from tests.accompagnement.fabriques import ouvrir
from tests.comite.clients_api import ClientApi, probleme

GENS = ("porteuse", "experte", "coordinatrice", "observateur", "autre_porteur", "membre")


@pytest.fixture(autouse=True)
def _sans_second_facteur(settings):
    settings.MFA_EXIGEE = False


@pytest.fixture
def api(collective, request):
    return {role: ClientApi(request.getfixturevalue(role)) for role in GENS}


@pytest.fixture
def adresse(collective):
    return f"collectives/{collective.pk}/"


@pytest.fixture
def inscrire(api, adresse):
    """A project comes in; any field may be replaced."""

    def faire(venu, **champs):
        defauts = {"projet": venu.slug, "besoin": "modele-economique", "participants": 2, "plafond": 3}
        return api["porteuse"].ecrire(f"{adresse}inscriptions/", defauts | champs)

    return faire


@pytest.fixture
def confirmee(api, adresse, projets, inscrire):
    for projet in projets:
        inscrire(projet)
    api["experte"].ecrire(f"{adresse}accord/", {})
    assert api["coordinatrice"].ecrire(f"{adresse}confirmation/", {}).json()["etat"]["code"] == "confirmee"


def test_who_reads_a_shared_mission(api, adresse):
    lus = {role: (client.lire("collectives/").status_code, client.lire(adresse).status_code) for role, client in api.items()}
    assert lus.pop("membre") == (403, 404)
    assert lus.pop("autre_porteur") == (200, 404)
    assert set(lus.values()) == {(200, 200)}


def test_the_detail_tells_what_is_missing_and_what_each_project_may_do(api, adresse, projets):
    lue = api["porteuse"].lire(adresse).json()
    assert (lue["etat"]["code"], lue["demi_journees"], len(lue["creneaux"])) == ("ouverte", 4, 4)
    assert {p["projet"]["slug"]: p["abilities"] for p in lue["projets"]} == {
        p.slug: {"rejoindre": True, "decliner": True, "quitter": False} for p in projets
    }
    assert lue["manque"].startswith("Il faut 2\u00a0projets au moins")
    assert api["experte"].lire(adresse).json()["abilities"] == {
        "accepter": True, "confirmer": False, "annuler": True, "remettre_un_compte_rendu": False,
    }  # fmt: skip


def test_only_who_sees_everything_reads_who_was_invited(api, adresse, projets):
    assert {role: len(api[role].lire(adresse).json()["parts"]) for role in ("coordinatrice", "porteuse", "experte")} == {
        "coordinatrice": 3, "porteuse": 3, "experte": 0,
    }  # fmt: skip


def _ouverture(de, projets, **champs) -> dict:
    donnees = {"expert": de.pk, "titre": "À plusieurs", "objet": "Les prix"}
    donnees |= {"partage": "participants", "inscriptions_avant": (timezone.now() + timedelta(days=3)).isoformat()}
    donnees |= {"invites": [p.slug for p in projets]} | champs
    return donnees if "creneaux" in champs else donnees | {"creneaux": [c.pk for c in ouvrir(de, 2, dans=60)]}


@pytest.mark.parametrize("qui", ["coordinatrice", "porteuse"])
def test_opening_one(qui, api, expert, projets):
    reponse = api[qui].ecrire("collectives/", _ouverture(expert, projets[:2]))
    assert (reponse.status_code, reponse.json()["partage"], reponse.json()["demi_journees"]) == (201, "participants", 2)
    assert MissionCollective.objects.get(pk=reponse.json()["id"]).parts.count() == 2


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [("expert", 999999), ("creneaux", []), ("creneaux", "demain"), ("invites", ["inconnu"]), ("partage", "au hasard"), ("inscriptions_avant", "lundi"), ("prix", 3)],
)
def test_an_opening_badly_written_says_which_field(api, expert, projets, champ, valeur):
    reponse = api["coordinatrice"].ecrire("collectives/", _ouverture(expert, projets, **{champ: valeur}))
    assert probleme(reponse) == (400, "invalide")
    assert list(reponse.json()["erreurs"]) == [champ]


def test_an_opening_on_a_slot_that_is_gone_is_a_409(api, expert, projets, collective):
    pris = [c.pk for c in collective.creneaux.all()]
    assert probleme(api["coordinatrice"].ecrire("collectives/", _ouverture(expert, projets, creneaux=pris))) == (409, "creneau_pris")
    assert api["experte"].ecrire("collectives/", {}).status_code == 403


def test_the_whole_loop(api, adresse, confirmee, collective, projets):
    parts = api["coordinatrice"].lire(adresse).json()["parts"]
    assert sorted(p["demi_journees"] for p in parts) == [1, 1, 2]
    with time_machine.travel(collective.fin + timedelta(hours=1)):
        assert api["experte"].ecrire(f"{adresse}compte-rendu/", {"fait": "La grille"}).json()["etat"]["code"] == "rendue"
        for part in parts:
            assert api["porteuse"].ecrire(f"missions/{part['mission']}/service-fait/", {"verdict": "accepte"}).status_code == 201
            assert api["coordinatrice"].ecrire(f"missions/{part['mission']}/validation/", {}).status_code == 200
    assert sorted(credits_du_projet(p).total.consommees for p in projets) == [1, 1, 2]


def test_declining_then_coming_in_then_leaving(api, adresse, projets, inscrire):
    projet = projets[0].slug
    assert api["porteuse"].ecrire(f"{adresse}refus/", {"projet": projet}).json()["etat"]["code"] == "retiree"
    assert probleme(api["porteuse"].ecrire(f"{adresse}refus/", {"projet": projet})) == (409, "pas_invite")
    assert inscrire(projets[0]).json()["etat"]["code"] == "inscrite"
    assert probleme(api["porteuse"].ecrire(f"{adresse}retraits/", {"projet": projet})) == (400, "invalide")
    assert api["porteuse"].ecrire(f"{adresse}retraits/", {"projet": projet, "motif": "Congés"}).json()["etat"]["code"] == "ouverte"
    assert credits_du_projet(projets[0]).total.reservees == 0


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [({"plafond": 5}, (409, "plafond_haut")), ({"plafond": 4}, (409, "credit_insuffisant")), ({"besoin": "inconnu"}, (400, "invalide")),
     ({"plafond": 0}, (400, "invalide")), ({"projet": "inconnu"}, (404, "introuvable"))],
)  # fmt: skip
def test_a_project_that_cannot_come_in_is_told_why(inscrire, projets, champs, attendu):
    assert probleme(inscrire(projets[0], **champs)) == attendu
    assert not Mission.objects.exists()


def test_cancelled_by_the_expert_it_is_closed_for_all(api, adresse, projets, inscrire):
    inscrire(projets[0])
    reponse = api["experte"].ecrire(f"{adresse}annulation/", {"motif": "Indisponible"})
    assert (reponse.json()["etat"]["code"], reponse.json()["motif_annulation"]) == ("annulee", "Indisponible")
    assert probleme(api["coordinatrice"].ecrire(f"{adresse}annulation/", {"motif": "Encore"})) == (409, "collective_close")


@pytest.mark.parametrize("acte", ["accord", "confirmation", "annulation", "compte-rendu"])
def test_the_act_of_another_is_refused(api, adresse, acte):
    les_leurs = {"accord": ["experte"], "confirmation": ["coordinatrice"], "annulation": ["experte", "coordinatrice"], "compte-rendu": ["experte"]}
    refus = {role: api[role].ecrire(f"{adresse}{acte}/", {}).status_code for role in GENS if role not in les_leurs[acte]}
    assert refus.pop("autre_porteur") == refus.pop("membre") == 404
    assert set(refus.values()) == {403}


def test_the_same_key_joins_once_and_answers_the_same_bytes(api, projets, inscrire):
    api["porteuse"].entetes["Idempotency-Key"] = "cle-1"
    premiere, seconde = inscrire(projets[0]), inscrire(projets[0])
    assert (seconde.status_code, seconde.content, seconde.headers["Idempotency-Replayed"]) == (201, premiere.content, "true")
    assert credits_du_projet(projets[0]).total.reservees == 3


def test_reading_costs_the_same_whatever_the_projects(api, adresse, projets, inscrire, compter_requetes):
    def couts():
        return [lire(api["porteuse"], a, compter_requetes) for a in ("collectives/", adresse)]

    couts()  # the règlement and the contents that a server keeps
    inscrire(projets[0])
    avec_un = couts()
    for projet in projets[1:]:
        inscrire(projet)

    assert couts() == avec_un
    assert avec_un[0] <= 8
    assert avec_un[1] <= 12


def lire(client, adresse: str, compter_requetes) -> int:
    with compter_requetes() as cout:
        assert client.lire(adresse).status_code == 200
    return cout.nombre
