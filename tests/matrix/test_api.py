"""Every route of the API × every role with a token of its own: what it answers and what it costs, with one row and with three."""

from tests.matrix.adresses import adresses, remplir
from tests.matrix.couts import mesurer
from tests.matrix.monde import grossir
from tests.matrix.routes_api import ROLES_DE_L_API, ROUTES_API
from tests.matrix.test_requetes import LISTES, budget
from tests.matrix.test_routes import demander

LECTURES = [(r, role) for r in ROUTES_API if r.verbe == "GET" for role, statut in zip(ROLES_DE_L_API, r.statuts, strict=True) if statut == 200]


def test_the_api_answers_each_role_as_the_table_says_within_the_budgets_of_pages(monde, clients, jetons, compter_requetes):
    programme = clients["anonyme"]  # a program has no session

    def obtenus(route) -> tuple[int, ...]:
        return tuple(demander(programme, route, remplir(route, monde.arguments[route.objet]), jetons[role]) for role in ROLES_DE_L_API)

    def mesures() -> dict:
        pages = {(r, role): remplir(r, monde.arguments[r.objet]) for r, role in LECTURES}
        return {cle: mesurer(programme, a, compter_requetes, jetons[cle[1]]) for cle, a in pages.items()}

    ecarts = {(r.adresse, r.verbe): lus for r in ROUTES_API if (lus := obtenus(r)) != r.statuts}
    avant = mesures()
    grossir(monde)
    apres = mesures()

    cheres = {(r.adresse, role): (c.nombre, c.repetees) for (r, role), c in apres.items() if c.nombre > budget(r, role, c) or c.repetees}
    grossies = {(r.adresse, role): (avant[r, role].nombre, c.nombre) for (r, role), c in apres.items() if c.nombre > avant[r, role].nombre}
    assert (ecarts, cheres, grossies) == ({}, {}, {})


def test_every_route_of_the_api_is_in_the_table():
    assert {a for a in LISTES if a.startswith("/api/")} <= {r.adresse for r, _ in LECTURES}
    assert {route.adresse for route in ROUTES_API} == {adresse for adresse in adresses() if adresse.startswith("/api/v1/P/")}
