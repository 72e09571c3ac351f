"""The page of a project and the journals: what each role reads and may do, at every stage."""

from datetime import date

import pytest

from manufactures.enums import StatutProjet
from socle.journal.actions import noter
from socle.journal.models import Evenement
from socle.journal.registre import Public, verbes_lus_par
from tests.parcours.fabriques import ETAPES
from tests.parcours.test_accueils import texte

S = StatutProjet
GESTES = {
    "brouillon": {"porteuse": ["Ouvrir la candidature"], "coordinatrice": ["Lire la candidature"]},
    "depose": {"coordinatrice": ["Instruire la candidature"]},
    "labellise": {},
    "incubation": {"coordinatrice": ["Verser au comité"]},
    "comite": {},
    "ajourne": {},
    "finance": {"coordinatrice": ["Préparer le plan d’accompagnement"]},
    "accompagne": {},
}


def page_de(projet) -> str:
    return f"/p/manufactures/projets/{projet.slug}/"


@pytest.fixture
def gens(request):
    return lambda role: request.getfixturevalue(role)


@pytest.mark.parametrize("etape", ETAPES)
def test_each_role_has_its_buttons(projet_a, client_de, gens, etape):
    page = page_de(projet_a(etape))
    roles = ("porteuse", "partenaire", "coordinatrice", "observateur")
    lus = {role: [g.verbe for g in client_de(gens(role)).get(page).context["gestes"]] for role in roles}
    attendus = GESTES[etape] | ({"partenaire": GESTES[etape]["porteuse"]} if "porteuse" in GESTES[etape] else {})

    assert {role: verbes for role, verbes in lus.items() if verbes} == attendus


@pytest.mark.parametrize("etape", ETAPES)
@pytest.mark.parametrize("role", ["porteuse", "coordinatrice", "observateur"])
def test_the_page_costs_twelve_statements_at_most(projet_a, client_de, gens, compter_requetes, etape, role):
    page, client = page_de(projet_a(etape)), client_de(gens(role))
    client.get(page)
    with compter_requetes() as requetes:
        client.get(page)

    assert requetes.nombre <= 12
    assert requetes.repetees == []


@pytest.mark.parametrize("etape", ETAPES)
def test_the_page_shows_the_phases_reached_only(projet_a, client_de, observateur, etape):
    lue = client_de(observateur).get(page_de(projet_a(etape))).context["page"]

    assert (lue.incubation is None) == (etape in {"brouillon", "depose", "labellise"})
    assert (lue.comite is None) == (etape in {"brouillon", "depose"})
    assert (lue.accompagnement is None) == (etape != "accompagne")


@pytest.mark.parametrize(("role", "statut"), [("autre_porteur", 404), ("membre", 404), ("experte", 404), ("etrangere", 404)])
@pytest.mark.parametrize("suite", ["", "journal/"])
def test_a_stranger_to_the_project_finds_nothing(projet_a, client_de, gens, role, statut, suite):
    assert client_de(gens(role)).get(page_de(projet_a("incubation")) + suite).status_code == statut


def test_a_person_who_left_the_team_finds_nothing(projet_a, client_de, partenaire):
    projet = projet_a("brouillon")
    projet.equipe.filter(utilisateur=partenaire).update(date_fin=date(2022, 6, 1))

    assert client_de(partenaire).get(page_de(projet)).status_code == 404


@pytest.mark.parametrize("suite", ["comite/", "accompagnement/"])
@pytest.mark.parametrize(("role", "statut"), [("porteuse", 403), ("observateur", 403), ("membre", 404), ("etrangere", 404)])
def test_only_the_coordination_leads_a_project_on(projet_a, client_de, gens, suite, role, statut):
    page = page_de(projet_a("incubation")) + suite
    client = client_de(gens(role))

    assert (client.get(page).status_code, client.post(page).status_code) == (statut, statut)


def test_the_coordination_reads_a_decision_before_its_publication_without_opening_the_support(projet_a, client_de, coordinatrice):
    reponse = client_de(coordinatrice).get(page_de(projet_a("finance", publiee=False)))

    assert reponse.context["page"].statut is S.FINANCE
    assert "non publiée" in texte(reponse)
    assert reponse.context["gestes"] == []


def test_the_page_of_the_team_tells_an_adjournment_once_published(projet_a, client_de, porteuse):
    page = texte(client_de(porteuse).get(page_de(projet_a("ajourne"))))

    assert "Revoir le budget." in page
    assert "Ajourné" in page


# --- Journals ------------------------------------------------------------------------------------


def codes(reponse) -> set[str]:
    return {e.verbe_code for e in reponse.context["page"].object_list}


def test_a_team_reads_the_verbs_of_a_team_only(projet_a, client_de, porteuse, coordinatrice, observateur):
    projet = projet_a("finance", publiee=False)
    equipe, tout, regard = (codes(client_de(p).get(page_de(projet) + "journal/")) for p in (porteuse, coordinatrice, observateur))

    assert equipe
    assert equipe <= set(verbes_lus_par(Public.EQUIPE))
    assert {"decision.proclamee", "point.inscrit"} <= tout
    assert tout == set(Evenement.objects.filter(fil=projet.fil).values_list("verbe_code", flat=True))
    assert regard == tout - {"decision.proclamee"}  # an observer waits for the publication
    assert equipe < tout


def test_the_journal_of_a_project_tells_nothing_of_another(projet_a, client_de, coordinatrice, porteuse):
    projet, autre = projet_a("brouillon"), projet_a("brouillon")
    noter("candidature.recevable", fil=autre.fil, acteur=None, projet="Une autre manufacture")

    assert "Une autre manufacture" not in texte(client_de(coordinatrice).get(page_de(projet) + "journal/"))
    assert "Une autre manufacture" in texte(client_de(coordinatrice).get("/p/manufactures/journal/"))


@pytest.mark.parametrize(("role", "statut"), [("coordinatrice", 200), ("observateur", 200), ("porteuse", 403), ("membre", 403), ("etrangere", 404)])
def test_the_journal_of_the_programme_is_for_those_who_see_everything(client_de, gens, role, statut):
    assert client_de(gens(role)).get("/p/manufactures/journal/").status_code == statut


def test_the_journal_has_fifty_events_by_page_the_newest_first(client_de, observateur, compter_requetes):
    client = client_de(observateur)
    for n in range(101):
        noter("acces.invitation", fil="programme", acteur=None, email=f"p{n}@exemple.fr", role="Observateur")
    pages = [client.get(f"/p/manufactures/journal/?page={n}").context["page"].object_list for n in (1, 2, 3)]
    with compter_requetes() as requetes:
        client.get("/p/manufactures/journal/")

    assert [len(p) for p in pages] == [50, 50, 1]
    assert [e.details["email"] for e in (pages[0][0], pages[1][0], pages[2][0])] == ["p100@exemple.fr", "p50@exemple.fr", "p0@exemple.fr"]
    assert requetes.nombre <= 8
