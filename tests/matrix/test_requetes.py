"""What pages cost: statements, rows fetched and weight; a list of three costs as a list of one."""

from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection

from manufactures.models import Projet
from tests.matrix.adresses import remplir
from tests.matrix.monde import ROLES, grossir
from tests.matrix.routes import ROUTES, Route

LISTE, DETAIL = 8, 12  # statements, the three of the request included
POIDS = 60_000  # bytes
PAGES = [(route, role) for route in ROUTES if route.verbe == "GET" for role, statut in zip(ROLES, route.statuts, strict=True) if statut == 200]


@dataclass(frozen=True)
class Cout:
    """What one page cost."""

    nombre: int
    repetees: tuple[str, ...]
    lignes: int
    octets: int


@contextmanager
def compter_lignes():
    """Count the rows PostgreSQL hands over: its client cursor knows how many when the statement ends."""
    lues = []

    def compter(executer, sql, parametres, plusieurs, contexte):
        resultat = executer(sql, parametres, plusieurs, contexte)
        if sql.lstrip("( ").upper().startswith(("SELECT", "WITH")):
            lues.append(contexte["cursor"].rowcount)
        return resultat

    with connection.execute_wrapper(compter):
        yield lues


def mesurer(client, adresse: str, compter_requetes) -> Cout:
    """Ask for a page twice: the first fills the caches that a server keeps."""
    client.get(adresse)
    with compter_requetes() as requetes, compter_lignes() as lignes:
        reponse = client.get(adresse)
    octets = len(reponse.content) if reponse.headers["Content-Type"].startswith("text/html") else 0
    return Cout(requetes.nombre, tuple(requetes.repetees), sum(lignes), octets)


def budget(route: Route, role: str) -> int:
    """Return the statements a page may cost; a home is read by people of one project, these two sit in five at five phases."""
    de_tout = route.adresse == "/P/" and role in {"porteuse", "partenaire"}
    return DETAIL if route.objet or de_tout else LISTE


def fautes(cout: Cout, route: Route, role: str, montrees: int) -> list[str]:
    """Say what a page does wrong; ``montrees``: the rows it may show."""
    return [
        phrase
        for faux, phrase in (
            (cout.nombre > budget(route, role), f"{cout.nombre} requêtes pour {budget(route, role)}"),
            (cout.repetees != (), f"répétées : {cout.repetees}"),
            (cout.lignes > 3 * montrees + 50, f"{cout.lignes} lignes lues"),
            (cout.octets > POIDS, f"{cout.octets} octets"),
        )
        if faux
    ]


def test_every_page_keeps_to_its_budget_and_no_list_grows_with_its_rows(monde, clients, compter_requetes):
    def mesures() -> dict[tuple[Route, str], Cout]:
        return {(r, role): mesurer(clients[role], remplir(r, monde.arguments[r.objet]), compter_requetes) for r, role in PAGES}

    avant = mesures()
    grossir(monde)
    apres = mesures()
    montrees = Projet.objects.count()

    mauvaises = {(r.adresse, role): faute for (r, role), cout in apres.items() if (faute := fautes(cout, r, role, montrees))}
    grossies = {(r.adresse, role): (avant[r, role].nombre, c.nombre) for (r, role), c in apres.items() if c.nombre > avant[r, role].nombre}
    assert mauvaises == {}
    assert grossies == {}
