"""Every route × every role."""

from django.db import transaction

from tests.matrix.adresses import adresses, remplir
from tests.matrix.monde import ROLES
from tests.matrix.routes import ROUTES, Route


def demander(client, route: Route, adresse: str, entetes: dict | None = None) -> int:
    """Ask for a route, a program in JSON with its token, and take back what it may have written."""
    en_json = {"content_type": "application/json"} if entetes and route.verbe == "POST" else {}
    with transaction.atomic():
        statut = getattr(client, route.verbe.lower())(adresse, headers=entetes, **en_json).status_code
        transaction.set_rollback(True)
    return statut


def test_every_route_is_in_the_table_once_and_every_line_is_a_route():
    assert sorted(route.adresse for route in ROUTES) == sorted(adresses())


def test_every_route_answers_each_role_as_the_table_says(monde, clients):
    def obtenus(route: Route) -> tuple[int, ...]:
        adresse = remplir(route, monde.arguments[route.objet])
        return tuple(demander(clients[role], route, adresse) for role in ROLES)

    ecarts = {
        (route.adresse, role): (attendu, obtenu)
        for route in ROUTES
        for role, attendu, obtenu in zip(ROLES, route.statuts, obtenus(route), strict=True)
        if attendu != obtenu
    }
    assert ecarts == {}, "\n".join(f"{a} {r} : {attendu} attendu, {obtenu} obtenu" for (a, r), (attendu, obtenu) in ecarts.items())


def test_no_line_of_the_table_accepts_a_crash():
    assert [route.adresse for route in ROUTES if max(route.statuts) >= 500] == []


def test_a_project_outside_the_network_is_not_in_the_public_directory(monde, clients):
    assert clients["anonyme"].get(f"/p/manufactures/annuaire/{monde.arguments['projet']['slug']}/").status_code == 404
