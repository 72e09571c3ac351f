"""Every route with an object, asked with an object of another programme: 404, whatever the role."""

import pytest

from socle.comptes.portee import programme_actif
from tests.matrix.adresses import remplir
from tests.matrix.monde import CONSTANTES, ROLES, Monde, creer_gens, creer_monde
from tests.matrix.routes import ROUTES
from tests.matrix.test_routes import demander

AVEC_OBJET = [route for route in ROUTES if route.objet not in CONSTANTES]
ATTACHES = [role for role in ROLES if role not in {"anonyme", "etrangere"}]
REFUS = "invitation"  # an unknown invitation is refused with a sentence, not hidden: its secret cannot be guessed
SANS_JETON = "/api/"


@pytest.fixture
def voisin(autre_programme, monde) -> Monde:
    """The same world in the other programme."""
    with programme_actif(autre_programme):
        return creer_monde(creer_gens(".voisin"))


def admis(route, role: str) -> set[int]:
    """A door closed to the role before any object is looked at stays so; every other answer is that nothing is there."""
    ferme = {403} if route.statuts[ROLES.index(role)] == 403 else set()
    return {401} if route.adresse.startswith(SANS_JETON) else {409} if route.objet == REFUS else {404} | ferme


def test_an_object_of_another_programme_does_not_exist(monde, clients, voisin):
    etrangers = {objet: kwargs for objet, kwargs in voisin.arguments.items() if objet not in CONSTANTES}
    assert [objet for objet, kwargs in etrangers.items() if kwargs == monde.arguments[objet]] == []

    trouves = {
        (route.adresse, role): statut
        for route in AVEC_OBJET
        for role in ATTACHES
        if (statut := demander(clients[role], route, remplir(route, etrangers[route.objet]))) not in admis(route, role)
    }
    assert trouves == {}


def test_the_objects_of_the_table_are_all_asked_for(monde):
    assert {route.objet for route in AVEC_OBJET} == set(monde.arguments) - set(CONSTANTES)
