"""Every route with an object, asked with an object of another programme: 404, whatever the role."""

import pytest
from django.urls import reverse

from socle.comptes.portee import programme_actif
from tests.matrix.adresses import remplir
from tests.matrix.monde import BESOIN, CONSTANTES, ROLES, Monde, creer_gens, creer_monde
from tests.matrix.routes import ROUTES
from tests.matrix.test_routes import demander

AVEC_OBJET = [route for route in ROUTES if route.objet not in CONSTANTES]
ATTACHES = [role for role in ROLES if role not in {"anonyme", "etrangere"}]
REFUS = "invitation"  # an unknown invitation is refused with a sentence, not hidden: its secret cannot be guessed
API = "/api/"


@pytest.fixture
def voisin(autre_programme, monde) -> Monde:
    """The same world in the other programme."""
    with programme_actif(autre_programme):
        return creer_monde(creer_gens(".voisin"))


def admis(route, role: str) -> set[int]:
    """A door closed to the role before any object is looked at stays so; every other answer is that nothing is there."""
    ferme = {403} if route.statuts[ROLES.index(role)] == 403 else set()
    return {409} if route.objet == REFUS else {404} | ferme


def test_an_object_of_another_programme_does_not_exist(monde, clients, voisin, jetons):
    etrangers = {objet: kwargs for objet, kwargs in voisin.arguments.items() if objet not in CONSTANTES}
    assert [objet for objet, kwargs in etrangers.items() if kwargs == monde.arguments[objet]] == []

    def entetes(route, role: str) -> dict | None:
        return jetons[role] if route.adresse.startswith(API) else None

    trouves = {
        (route.adresse, role): statut
        for route in AVEC_OBJET
        for role in ATTACHES
        if (statut := demander(clients[role], route, remplir(route, etrangers[route.objet]), entetes(route, role))) not in admis(route, role)
    }
    assert trouves == {}
    assert reservations_d_ailleurs(monde, voisin, clients["anonyme"], jetons["porteuse"]) == [404, 404, 400]


def reservations_d_ailleurs(monde: Monde, voisin: Monde, programme, jeton: dict) -> list[int]:
    """Ask, as a program of the team, for a half-day and a mission of a foreign project, and for a foreign half-day."""
    ici, ailleurs = monde.arguments["accompagne"]["slug"], voisin.arguments["accompagne"]["slug"]
    creneau = {"besoin": BESOIN, "creneau": monde.arguments["creneau"]["pk"]}
    periode = {"periode_debut": "2030-01-01", "periode_fin": "2030-02-01"}
    mission = {"besoin": BESOIN, "objet": "Le bail", "resultat_attendu": "Un bail", "demi_journees": 1} | periode
    demandes = (
        ("api_reservation_liste", creneau | {"projet": ailleurs}),
        ("api_mission_liste", mission | {"projet": ailleurs}),
        ("api_reservation_liste", creneau | {"projet": ici, "creneau": voisin.arguments["creneau"]["pk"]}),
    )
    adresses = [(reverse(route, args=["manufactures"]), donnees) for route, donnees in demandes]
    return [programme.post(a, donnees, headers=jeton, content_type="application/json").status_code for a, donnees in adresses]


def test_the_objects_of_the_table_are_all_asked_for(monde):
    assert {route.objet for route in AVEC_OBJET} == set(monde.arguments) - set(CONSTANTES)
