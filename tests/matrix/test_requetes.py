"""What pages cost: statements, rows fetched, weight and files; a list of three costs as a list of one."""

from io import StringIO

from django.core.management import call_command

from parcours.actions.identite import changer_identite
from socle.comptes.enums import Role
from socle.comptes.models import Programme
from socle.comptes.portee import programme_actif
from socle.design.couleurs import PALETTES
from tests.conftest import creer_personne
from tests.matrix.adresses import remplir
from tests.matrix.couts import FICHIERS, POIDS, Cout, Fichiers, mesurer
from tests.matrix.monde import ROLES, grossir
from tests.matrix.routes import ROUTES, Route

LISTE, DETAIL = 8, 12  # statements, the three of the request included
# Lists under an object that hold on one page, or that a program reads.
LISTES = {
    "/P/projets/<slug:slug>/equipe/",
    "/P/incubation/projets/<slug:slug>/livrables/",
    "/P/incubation/projets/<slug:slug>/besoins/",
    "/P/incubation/sous-promotions/<int:pk>/projets/",
    "/P/comite/seances/<int:pk>/reponses/",
    "/P/comite/seances/<int:pk>/rapporteurs/",
    "/P/comite/seances/<int:pk>/deports/",
    "/P/comite/seances/<int:pk>/suivi-des-deports/",
    "/P/comite/seances/<int:pk>/procurations/",
    "/P/accompagnement/projets/<slug:slug>/attente/",
    "/P/accompagnement/projets/<slug:slug>/rapports/",
    "/P/accompagnement/projets/<slug:slug>/reserver/",
    "/P/accompagnement/projets/<slug:slug>/reserver/<slug:besoin>/",
    "/P/accompagnement/missions/<int:pk>/experts/",
    "/api/v1/P/comptes-credits/<slug:projet>/mouvements/",
    "/api/v1/P/seances/<int:pk>/presences/",
}
# A page with a few last rows beside all the rest, and two boards written as a table: they read what their page reads.
DETAILS_AVEC_LISTE = {
    "/P/accompagnement/projets/<slug:slug>/credits/",
    "/P/incubation/promotions/<int:pk>/avancement.csv",
    "/P/comite/seances/<int:pk>/arbitrage/export.csv",
}
COULEURS = PALETTES | {"clair": PALETTES["clair"] | {"vert": "#7A3E1D", "vert_fort": "#5A2C13", "vert_doux": "#F5E7DC"}}
PAGES = [(route, role) for route in ROUTES if route.verbe == "GET" for role, statut in zip(ROLES, route.statuts, strict=True) if statut == 200]


def budget(route: Route, role: str, cout: Cout) -> int:
    """Return the statements a page may cost; a home is read by people of one project, these two sit in five at five phases."""
    de_tout = route.adresse == "/P/" and role in {"porteuse", "partenaire"}
    return DETAIL if de_tout or (route.objet and not est_liste(route, cout)) else LISTE


def est_liste(route: Route, cout: Cout) -> bool:
    """Tell a page under an object that is a list: it shows itself as one, or is named."""
    return route.adresse in LISTES or (cout.liste and route.adresse not in DETAILS_AVEC_LISTE)


def fautes(cout: Cout, route: Route, role: str) -> list[str]:
    """Say what a page does wrong."""
    return [
        phrase
        for faux, phrase in (
            (cout.nombre > budget(route, role, cout), f"{cout.nombre} requêtes pour {budget(route, role, cout)}"),
            (cout.repetees != (), f"répétées : {cout.repetees}"),
            (cout.lignes > 3 * cout.montrees + 50, f"{cout.lignes} lignes lues pour {cout.montrees} montrées"),
            (cout.octets > POIDS, f"{cout.octets} octets"),
        )
        if faux
    ]


def test_every_page_keeps_to_its_budget_and_no_list_grows_with_its_rows(monde, clients, compter_requetes):
    def mesures() -> dict[tuple[Route, str], Cout]:
        return {(r, role): mesurer(clients[role], remplir(r, monde.arguments[r.objet]), compter_requetes) for r, role in PAGES}

    changer_identite(nom="Ateliers", accroche="", couleurs=COULEURS, acteur=monde.acteur("coordinatrice"))  # one more style sheet a page
    fichiers = Fichiers(clients["anonyme"])
    avant = mesures()
    grossir(monde)
    apres = mesures()

    mauvaises = {(r.adresse, role): faute for (r, role), cout in apres.items() if (faute := fautes(cout, r, role))}
    grossies = {(r.adresse, role): (avant[r, role].nombre, c.nombre) for (r, role), c in apres.items() if c.nombre > avant[r, role].nombre}
    chargees = {(r.adresse, role): faute for (r, role), cout in apres.items() if (faute := fichiers.fautes(cout.fichiers))}
    listes = {r.adresse for (r, _), cout in apres.items() if r.objet and est_liste(r, cout)}
    assert max(len(cout.fichiers) for cout in apres.values()) == FICHIERS  # pages with colours were read
    assert "/P/accompagnement/projets/<slug:slug>/credits/mouvements/" in listes  # it turns pages
    assert {a for a in LISTES if a.startswith("/P/")} | DETAILS_AVEC_LISTE <= {r.adresse for r, _ in PAGES}
    assert mauvaises == {}
    assert chargees == {}
    assert grossies == {}


def test_full_pages_stay_light(db, client_de, settings, compter_requetes):
    """Projects at every stage: lists hold their whole page, of 25 or 50 rows."""
    settings.MFA_EXIGEE = False
    call_command("peupler", projets=130, graine=11, stdout=StringIO(), stderr=StringIO())
    with programme_actif(Programme.objects.get(slug="charge-11-1")):
        client = client_de(creer_personne("pleine@exemple.fr", "Pleine", Role.COORDINATION))
        listes = [route for route, role in PAGES if role == "coordinatrice" and route.objet == "" and "/P/" in route.adresse]
        couts = {r.adresse: mesurer(client, remplir(r, {}, "charge-11-1"), compter_requetes) for r in listes}

    pleines = {adresse: cout for adresse, cout in couts.items() if cout.montrees >= 54 and cout.octets}
    assert len(pleines) >= 8
    assert {r.adresse: faute for r in listes if (faute := fautes(couts[r.adresse], r, "coordinatrice"))} == {}
