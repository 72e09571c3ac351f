"""A recused member reaches nothing of the file, by any route under any verb, in any mail, document or answer of the API."""

from datetime import date

import pytest
from django.urls import reverse

from comite.actions.decisions import proclamer_decision
from comite.actions.deports import declarer_deport
from comite.actions.livrets import demander_livret
from comite.actions.proces_verbaux import generer_pv
from comite.actions.scrutins import annuler_scrutin, clore_scrutin, voter
from comite.actions.seances import lever_seance
from comite.enums import Choix
from comite.models import Dossier, Membre, PointOrdreDuJour, Scrutin, Seance
from comite.pdf import CODE, CODE_DOSSIER
from socle.comptes.actions.jetons import creer_jeton
from socle.comptes.enums import Portee, Role
from socle.comptes.models import Adhesion
from socle.courriers.models import Courrier
from socle.documents.actions import demander_edition
from socle.documents.production import produire_edition
from tests.comite import fabriques as comite
from tests.matrix.adresses import remplir
from tests.matrix.routes import ROUTES, Route

HTMX = {"HX-Request": "true"}
DEMANDES = [("get", {}), ("post", {})]
AUTRES = [("get", HTMX), ("post", HTMX), ("head", {}), ("put", {}), ("patch", {}), ("delete", {})]
DU_DOSSIER = {"point", "point_de_seance", "scrutin", "dossier"}
MONTANTS = {"investissement": comite.Decimal(123_457), "demarrage": comite.Decimal(31_013)}
PHASES = ("scrutin ouvert", "décidé", "procès-verbal")
# Where the coordination reads of the project itself: its name and its life, nothing the committee said of it.
PAR_SON_AUTRE_ROLE = {"/P/annuaire/", "/P/projets/", "/P/projets/export.csv"}


def traces(point: PointOrdreDuJour) -> tuple[str, ...]:
    """Everything that would name the file: the project, its structure, its amounts."""
    montants = ("123\u00a0457", "31\u00a0013", "154\u00a0470", "123457", "31013", "154470")
    return (str(point.projet), point.projet.slug, point.projet.structure.nom, *montants)


def recuser(monde) -> PointOrdreDuJour:
    """The member steps away from the second file, put to the vote with amounts of its own."""
    point = PointOrdreDuJour.objects.select_related("projet__structure", "seance").get(**monde.arguments["point"])
    annuler_scrutin(scrutin=Scrutin.objects.get(**monde.arguments["scrutin"]), motif="essai", acteur=None)
    membre = Membre.objects.get(utilisateur=monde.personnes["membre"])
    declarer_deport(membre=membre, projet=point.projet, acteur=None, seance=point.seance, motif="Lien avec cette structure")
    scrutin = comite.ouvrir_scrutin(point=point, acteur=None, montants=MONTANTS)
    monde.arguments["scrutin"] = {"pk": scrutin.pk}
    return point


def mener(monde, phase: str) -> PointOrdreDuJour:
    point = recuser(monde)
    if phase != PHASES[0]:
        for scrutin in Scrutin.objects.filter(statut="clos"):
            proclamer_decision(scrutin=scrutin, acteur=None)
        scrutin = Scrutin.objects.get(**monde.arguments["scrutin"])
        voter(scrutin=scrutin, choix=Choix.ATTRIBUER, acteur=monde.acteur("presidente"))
        monde.arguments["decision"] = {"pk": proclamer_decision(scrutin=clore_scrutin(scrutin=scrutin, acteur=None), acteur=None).pk}
    if phase == PHASES[2]:
        generer_pv(seance=lever_seance(seance=point.seance, acteur=None), acteur=None)
    return point


def fuites(reponse, mots) -> list[str]:
    corps = b"".join(reponse.streaming_content) if reponse.streaming else reponse.content
    texte = corps.decode(errors="replace") + str(reponse.headers)
    return [mot for mot in mots if mot in texte]


def epreuves(phase: str) -> list[tuple[str, dict]]:
    """What each route is asked. A fragment is cut from its page and a verb no view has reads nothing: once is enough for these."""
    return DEMANDES + AUTRES if phase == PHASES[0] else DEMANDES


def admis(route: Route, phase: str) -> set[int]:
    """What a route may answer to her: that the file is not there, when the file is what it asks for."""
    du_dossier = route.objet in DU_DOSSIER or (route.objet == "decision" and phase != PHASES[0])
    sans_jeton = {401} if route.adresse.startswith("/api/") else set()  # with a token: tests/comite/test_api_secrets.py
    return {404, 405} | sans_jeton if du_dossier else set(range(200, 500))


@pytest.mark.parametrize("phase", PHASES)
def test_no_route_under_any_verb_gives_a_trace_of_the_file(monde, clients, phase):
    mots, client = traces(mener(monde, phase)), clients["membre"]
    publics = {m for m in mots if m in clients["anonyme"].get("/p/manufactures/annuaire/").content.decode()}

    trouvees = {}
    for route in ROUTES:
        adresse = remplir(route, monde.arguments[route.objet])
        for verbe, entetes in epreuves(phase):
            reponse = getattr(client, verbe)(adresse, headers=entetes)
            caches = fuites(reponse, [m for m in mots if m not in publics or not route.adresse.startswith("/P/annuaire")])
            if caches or reponse.status_code not in admis(route, phase):
                trouvees[route.adresse, verbe, *entetes] = (reponse.status_code, caches)
    assert trouvees == {}


def test_no_search_nor_filter_finds_the_file(monde, clients):
    """Every page asked with words and numbers that would lead to the file, where its plain address would not."""
    point, client = mener(monde, PHASES[1]), clients["membre"]
    membre = Membre.objects.get(utilisateur=monde.personnes["membre"])
    demande = {"q": "exemple", "projet": point.projet_id, "membre": membre.pk, "proposition": 1, "etat": "toutes", "taille": 200}
    publics = {mot for mot in traces(point) if mot in clients["anonyme"].get("/p/manufactures/annuaire/", demande).content.decode()}
    caches = [mot for mot in traces(point) if mot not in publics]

    assert caches
    pages = {route.adresse: remplir(route, monde.arguments[route.objet]) for route in ROUTES if route.verbe == "GET"}
    assert {adresse: mots for adresse, page in pages.items() if (mots := fuites(client.get(page, demande), caches))} == {}


@pytest.mark.parametrize("phase", PHASES)
def test_one_who_also_coordinates_loses_the_file_in_every_page_of_the_committee(monde, clients, phase):
    Adhesion.objects.create(utilisateur=monde.personnes["membre"], role=Role.COORDINATION, date_debut=date(2022, 1, 1))
    mots, client = traces(mener(monde, phase)), clients["membre"]

    lues, ouvertes, chiffres = set(), {}, {}
    for route in ROUTES:
        adresse = remplir(route, monde.arguments[route.objet])
        reponse = client.get(adresse)
        lues |= {route.adresse} if fuites(reponse, mots[:3]) else set()
        chiffres |= {route.adresse: montants} if (montants := fuites(reponse, mots[3:])) else {}
        ouvertes |= {route.adresse: reponse.status_code} if reponse.status_code not in admis(route, phase) else {}
    assert (ouvertes, chiffres) == ({}, {})
    assert lues == PAR_SON_AUTRE_ROLE


def test_one_who_also_coordinates_reads_the_project_without_its_committee(monde, clients):
    Adhesion.objects.create(utilisateur=monde.personnes["membre"], role=Role.COORDINATION, date_debut=date(2022, 1, 1))
    point = mener(monde, PHASES[1])
    adresse = reverse("projet_detail", args=["manufactures", point.projet.slug])

    assert clients["coordinatrice"].get(adresse).context["page"].comite.decisions
    reponse = clients["membre"].get(adresse)
    assert (reponse.status_code, reponse.context["page"].comite) == (200, None)
    assert fuites(reponse, traces(point)[3:]) == []
    journal = clients["membre"].get(reverse("projet_journal", args=["manufactures", point.projet.slug])).context["page"]
    assert {e.verbe_code.split(".")[0] for e in journal} & {"point", "dossier", "deport", "scrutin", "decision"} == set()


@pytest.mark.parametrize("phase", PHASES)
def test_the_numbers_of_the_room_do_not_betray_the_file(monde, clients, phase):
    point = mener(monde, phase)
    salle = clients["membre"].get(reverse("seance_salle", args=["manufactures", point.seance_id])).context["salle"]
    hors_de_lui = 0 if phase == PHASES[0] else 255_000

    assert (salle.enveloppe, salle.decide_en_seance) == (None, hors_de_lui)  # what is left of the envelope would tell
    assert (salle.rang, len(salle.points)) == (1, 1)
    liste = clients["membre"].get(reverse("seance_liste", args=["manufactures"])).context["page"]
    assert {s.pk: s.decisions for s in liste}[point.seance_id] == (0 if phase == PHASES[0] else 1)


def test_documents_asked_for_before_close_with_the_recusal(monde, clients, programme):
    seance, dossier = Seance.objects.get(**monde.arguments["seance"]), Dossier.objects.get(**monde.arguments["dossier"])
    membre, acteur = Membre.objects.get(utilisateur=monde.personnes["membre"]), monde.acteur("membre")
    editions = [demander_edition(code=CODE_DOSSIER, objet_id=dossier.pk, acteur=acteur), demander_livret(seance=seance, membre=membre, acteur=acteur)]
    for edition in editions:
        produire_edition(programme, edition.pk)
    pages = [reverse(nom, args=["manufactures", e.pk]) for e in editions for nom in ("edition_detail", "edition_etat", "edition_fichier", "edition_lecture")]
    avant = [clients["membre"].get(page) for page in pages]
    liens = [r.url for r in avant if r.status_code == 302]
    assert {r.status_code for r in avant} == {200, 302}
    assert {clients["experte"].get(page).status_code for page in pages} == {404}
    recuser(monde)
    assert {clients["membre"].get(page).status_code for page in [*pages, *liens]} == {404}


def test_the_minutes_asked_for_before_close_too(monde, clients):
    point = mener(monde, PHASES[2])
    pv = point.seance.proces_verbal
    edition = demander_edition(code=CODE, objet_id=pv.pk, acteur=monde.acteur("membre"))
    assert clients["membre"].get(reverse("edition_lecture", args=["manufactures", edition.pk])).status_code == 404


def test_a_new_booklet_is_made_without_the_file(monde, clients):
    point = recuser(monde)
    clients["membre"].post(reverse("livret_editer", args=["manufactures", point.seance_id]))
    edition = point.seance.livrets.get()
    assert edition.dossiers == [d.pk for d in Dossier.objects.filter(point__seance=point.seance).exclude(point=point)]


def test_no_mail_to_the_member_names_the_file(monde):
    ferme, ouvert = comite.creer_projet(31_001), comite.creer_projet(31_002)
    declarer_deport(membre=Membre.objects.get(utilisateur=monde.personnes["membre"]), projet=ferme, acteur=None)
    comite.seance_convoquee(ferme, ouvert, jours=40)
    (lettre,) = Courrier.objects.filter(adresse=monde.personnes["membre"].email, gabarit="comite_convocation").order_by("-pk")[:1]
    assert str(ouvert) in lettre.texte
    assert str(ferme) not in lettre.sujet + lettre.texte + lettre.html


def test_the_api_knows_nothing_of_it_for_her(monde, clients):
    point = recuser(monde)
    _, secret = creer_jeton(utilisateur=monde.personnes["membre"], nom="Essai", portee=[Portee.LECTURE])
    entetes = {"Authorization": f"Bearer {secret}"}
    adresses = ["/api/v1/p/manufactures/projets/", f"/api/v1/p/manufactures/projets/{point.projet.slug}/"]
    reponses = [clients["anonyme"].get(adresse, headers=entetes) for adresse in adresses]
    assert [r.status_code for r in reponses] == [200, 404]
    assert [fuites(r, traces(point)[:3]) for r in reponses[:1]] == [[]]
