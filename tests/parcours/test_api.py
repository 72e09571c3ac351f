"""The API: one project as each reader may see it, cursors that hold, errors that are always problems."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from manufactures.enums import StatutProjet
from manufactures.models import Vague
from socle.comptes.actions.jetons import creer_jeton
from socle.comptes.enums import Portee
from tests.manufactures.fabriques import MembreEquipeFactory, ProjetFactory

PROJETS = "/api/v1/p/manufactures/projets/"
PROBLEME = "application/problem+json"
DROITS = ("modifier_candidature", "deposer_candidature", "lire_brouillon", "instruire", "affecter", "verser_au_comite", "ouvrir_accompagnement")
SANS_DROIT = dict.fromkeys(DROITS, False)
PEUVENT = {"porteuse": ("modifier_candidature", "deposer_candidature"), "coordinatrice": ("lire_brouillon",), "observateur": ()}


@pytest.fixture
def lire(client):
    """GET with a token of the person."""

    def demander(personne, adresse=PROJETS, *, verbe="get", portee=(Portee.LECTURE,)):
        _, secret = creer_jeton(utilisateur=personne, nom="Essai", portee=list(portee))
        return getattr(client, verbe)(adresse, headers={"Authorization": f"Bearer {secret}"})

    return demander


def probleme(reponse, statut: int) -> dict:
    assert (reponse.status_code, reponse.headers["Content-Type"]) == (statut, PROBLEME)
    corps = reponse.json()
    assert corps["status"] == statut
    assert set(corps) == {"type", "title", "status", "detail", "code"}
    return corps


@pytest.mark.parametrize("role", PEUVENT)
def test_a_project_is_told_in_full(lire, request, porteuse, role):
    maintenant = timezone.now()
    vague = Vague.objects.create(numero=2, nom="Vague 2", ouverture_at=maintenant, cloture_at=maintenant + timedelta(days=1))
    projet = ProjetFactory(nom="Manufacture du bois", slug="bois", vague=vague, resume="Un atelier.", structure__nom="Asso", commune="Crest")
    MembreEquipeFactory(projet=projet, utilisateur=porteuse)
    attendu = {
        "slug": "bois", "nom": "Manufacture du bois", "resume": "Un atelier.", "statut": "brouillon", "statut_libelle": "Brouillon",
        "vague": 2, "structure": "Asso", "filieres": ["Bois et ameublement"], "territoire": "", "commune": "Crest", "departement": "",
        "region": "Exemplie", "abilities": SANS_DROIT | dict.fromkeys(PEUVENT[role], True),
    }  # fmt: skip
    personne = request.getfixturevalue(role)

    assert lire(personne, f"{PROJETS}bois/").json() == attendu
    assert lire(personne).json() == {"next": None, "previous": None, "results": [attendu]}


def test_the_embargo_holds_in_the_api(lire, projet_a, porteuse, coordinatrice):
    projet = projet_a("finance", publiee=False)
    equipe, coordination = (lire(p, f"{PROJETS}{projet.slug}/").json() for p in (porteuse, coordinatrice))

    assert (equipe["statut"], equipe["abilities"]) == (StatutProjet.EN_COMITE, SANS_DROIT)
    assert (coordination["statut"], coordination["abilities"]) == (StatutProjet.FINANCE, SANS_DROIT)
    assert lire(porteuse).json()["results"][0]["statut"] == StatutProjet.EN_COMITE


def test_a_cursor_neither_doubles_nor_hides_when_a_row_comes_in(lire, coordinatrice):
    for lettre in "bcdefg":
        ProjetFactory(nom=f"{lettre} projet", slug=lettre)
    lus, suivante = [], f"{PROJETS}?taille=2"
    while suivante:
        page = lire(coordinatrice, suivante).json()
        lus.append([p["slug"] for p in page["results"]])
        suivante = page["next"]
        ProjetFactory(nom="a projet", slug=f"a{len(lus)}")

    assert lus == [["b", "c"], ["d", "e"], ["f", "g"]]


def test_a_search_reads_words_without_accents(lire, coordinatrice):
    ProjetFactory(nom="L’Établi", slug="etabli")
    ProjetFactory(nom="La Forge", slug="forge")

    assert [p["slug"] for p in lire(coordinatrice, f"{PROJETS}?q=ETABLI").json()["results"]] == ["etabli"]
    assert lire(coordinatrice, f"{PROJETS}?q=rien").json()["results"] == []


@pytest.mark.parametrize("adresse", [f"{PROJETS}inconnu/", f"{PROJETS}?curseur=faux", f"{PROJETS}autre/"])
def test_what_is_not_there_is_a_problem_in_french(lire, porteuse, adresse):
    ProjetFactory(slug="autre")

    assert probleme(lire(porteuse, adresse), 404)["detail"] == "Rien ne se trouve à cette adresse dans ce programme."


@pytest.mark.parametrize("adresse", ["/api/", "/api/v1/rien/", "/api/v1/p/inconnu/projets/", "/api/v1/p/manufactures/rien/"])
def test_an_address_unknown_under_the_api_is_a_problem_too(client, programme, adresse):
    assert probleme(client.get(adresse), 404)["title"] == "Introuvable"


def test_a_page_unknown_elsewhere_stays_a_page(client, programme):
    assert client.get("/rien/").headers["Content-Type"].startswith("text/html")


def test_without_a_token_a_problem_says_how_to_sign_in(client, programme):
    reponse = client.get(PROJETS)

    assert probleme(reponse, 401)["title"] == "Un jeton valable est demandé"
    assert reponse.headers["WWW-Authenticate"] == 'Bearer realm="api"'


def test_writing_asks_for_the_right_scope_then_for_a_route_that_writes(lire, coordinatrice):
    assert probleme(lire(coordinatrice, verbe="post"), 403)["detail"].startswith("Ce jeton ne permet que la lecture.")
    assert probleme(lire(coordinatrice, verbe="post", portee=(Portee.LECTURE, Portee.ECRITURE)), 405)["status"] == 405


def test_the_list_costs_as_much_with_three_projects(lire, projet, coordinatrice, compter_requetes):
    nombres = []
    for ajoutes in (0, 2):
        for _ in range(ajoutes):
            ProjetFactory()
        with compter_requetes() as requetes:
            lire(coordinatrice)
        nombres.append(requetes.nombre)

    assert nombres[0] == nombres[1]
    assert nombres[0] <= 9  # the token made here included


def test_the_schema_documents_the_token_and_the_problems(client, db):
    schema = client.get("/api/v1/schema/", headers={"Accept": "application/json"}).json()
    lecture = schema["paths"]["/api/v1/p/{programme}/projets/"]["get"]

    assert schema["components"]["securitySchemes"]["jeton"] == {"type": "http", "scheme": "bearer"}
    assert lecture["security"] == [{"jeton": []}]
    assert {statut for statut, r in lecture["responses"].items() if PROBLEME in r["content"]} == {"401", "403", "404"}


def test_the_schema_is_valid_without_a_warning(db, tmp_path):
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "schema.yml"))
