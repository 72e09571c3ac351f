"""A recused member reaches nothing of the file, by any route under any verb, in any mail, document or answer of the API."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from comite.actions.additifs import rediger_additif
from comite.actions.decisions import Retour, proclamer_decision
from comite.actions.deports import declarer_deport, retirer_deport
from comite.actions.livrets import demander_livret
from comite.actions.proces_verbaux import generer_pv
from comite.actions.scrutins import annuler_scrutin, clore_scrutin, voter
from comite.actions.seances import lever_seance, publier_decisions
from comite.enums import Choix
from comite.models import ConditionALever, Deport, Dossier, Membre, PointOrdreDuJour, Scrutin, Seance
from comite.pdf import CODE, CODE_ADDITIF, CODE_DOSSIER
from socle.comptes.actions.jetons import creer_jeton
from socle.comptes.enums import Portee, Role
from socle.comptes.models import Adhesion
from socle.courriers.models import Courrier
from socle.documents.actions import demander_edition
from socle.documents.production import produire_edition
from tests.comite import fabriques as comite
from tests.comite.pv import sceller, signer
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


def recuser_la_coordination(monde) -> PointOrdreDuJour:
    Adhesion.objects.create(utilisateur=monde.personnes["membre"], role=Role.COORDINATION, date_debut=date(2022, 1, 1))
    return mener(monde, PHASES[1])


def lignes_du_projet(monde, clients, role: str, projet) -> list[str]:
    """What the lists, the CSV and the API say of the project to a person: one extract each."""
    _, secret = creer_jeton(utilisateur=monde.personnes[role], nom="Essai", portee=[Portee.LECTURE])
    client, entetes = clients[role], {"Authorization": f"Bearer {secret}"}
    csv = b"".join(client.get("/p/manufactures/projets/export.csv").streaming_content).decode().splitlines()
    api = clients["anonyme"].get("/api/v1/p/manufactures/projets/", headers=entetes).json()["results"]
    seul = clients["anonyme"].get(f"/api/v1/p/manufactures/projets/{projet.slug}/", headers=entetes).json()
    (listee,) = [p for p in client.get("/p/manufactures/projets/").context["page"] if p.pk == projet.pk]
    (lue,) = [p for p in api if p["slug"] == projet.slug]
    (ligne,) = [ligne for ligne in csv if ligne.startswith(projet.nom)]
    return [listee.etat_lu.value, ligne.split(";")[1], str(lue["statut"]), str(seul["statut"]), str(lue["abilities"])]


def test_the_lists_show_a_recused_coordinator_the_status_before_the_decision(monde, clients):
    projet = recuser_la_coordination(monde).projet
    avant = lignes_du_projet(monde, clients, "membre", projet)
    vrai = lignes_du_projet(monde, clients, "coordinatrice", projet)
    assert (avant[:2], vrai[:2]) == (["en_comite", "En comité"], ["finance", "Financé"])
    assert [("en_comite" in a, "finance" in v) for a, v in zip(avant[2:4], vrai[2:4], strict=True)] == [(True, True)] * 2
    assert all("finance" not in texte for texte in avant)
    finances = "/p/manufactures/projets/?statut=finance"
    listes = {role: {p.pk for p in clients[role].get(finances).context["page"]} for role in ("membre", "coordinatrice")}
    assert listes["coordinatrice"] - listes["membre"] == {projet.pk}


def test_a_recused_coordinator_neither_leads_the_project_nor_learns_by_a_refusal(monde, clients):
    projet = recuser_la_coordination(monde).projet
    for nom in ("projet_verser", "plan_preparer"):
        adresse = reverse(nom, args=["manufactures", projet.slug])
        assert [clients[role].get(adresse).status_code for role in ("membre", "coordinatrice")] == [404, 200]
        assert clients["membre"].post(adresse).status_code == 404
    besoins = reverse("besoin_liste", args=["manufactures", projet.slug])
    pages = {role: clients[role].get(besoins).content.decode() for role in ("membre", "coordinatrice")}
    assert ("En comité" in pages["membre"], "Financé" in pages["membre"], "Financé" in pages["coordinatrice"]) == (True, False, True)


def test_the_counts_of_the_cockpit_do_not_betray_an_adjournment(monde, clients):
    Adhesion.objects.create(utilisateur=monde.personnes["membre"], role=Role.COORDINATION, date_debut=date(2022, 1, 1))
    recuser(monde)
    scrutin = Scrutin.objects.get(**monde.arguments["scrutin"])
    voter(scrutin=scrutin, choix=Choix.AJOURNER, acteur=monde.acteur("presidente"))
    retour = Retour("Le bail", "Un bail signé", monde.personnes["porteuse"], date_retour=date.today() + timedelta(days=40))
    proclamer_decision(scrutin=clore_scrutin(scrutin=scrutin, acteur=None), acteur=None, motifs="Motif", retour=retour)
    comptes = [clients[role].get("/p/manufactures/").context["chiffres"].ajournes for role in ("membre", "coordinatrice")]
    assert comptes == [0, 1]


def test_a_link_to_a_proof_got_before_the_recusal_closes_at_once(monde, clients):
    condition = ConditionALever.objects.select_related("decision__point__projet").get(**monde.arguments["condition_a_lever"])
    page = reverse("preuve_telecharger", args=["manufactures", monde.arguments["preuve"]["pk"]])
    liens = {role: clients[role].get(page).url for role in ("membre", "presidente")}
    assert [clients[role].get(lien).status_code for role, lien in liens.items()] == [200, 200]
    membre = Membre.objects.get(utilisateur=monde.personnes["membre"])
    declarer_deport(membre=membre, projet=condition.decision.point.projet, acteur=None)
    assert [clients[role].get(lien).status_code for role, lien in liens.items()] == [404, 200]
    retirer_deport(deport=Deport.objects.get(projet=condition.decision.point.projet), acteur=monde.acteur("coordinatrice"), motif="Erreur de nom")
    assert clients["membre"].get(liens["membre"]).status_code == 200


def additif_de(monde, point):
    pv = signer(point.seance.proces_verbal, monde.personnes["presidente"], monde.personnes["coordinatrice"])
    sceller(pv)
    return rediger_additif(seance=pv.seance, texte=f"Précision sur {point.projet}.", acteur=None)


def test_an_additif_closes_to_who_is_recused_from_a_file_of_the_sitting(monde, clients):
    point = mener(monde, PHASES[2])
    additif = additif_de(monde, point)
    edition = demander_edition(code=CODE_ADDITIF, objet_id=additif.pk, acteur=monde.acteur("membre"))
    detail = reverse("additif_detail", args=["manufactures", point.seance_id, additif.numero])
    editer = reverse("additif_editer", args=["manufactures", point.seance_id, additif.numero])
    pdf = reverse("edition_lecture", args=["manufactures", edition.pk])

    def statuts(role):
        return clients[role].get(detail).status_code, clients[role].post(editer).status_code, clients[role].get(pdf).status_code

    assert (statuts("membre"), statuts("presidente")[:2]) == ((404, 404, 404), (200, 302))
    publier_decisions(seance=Seance.objects.get(pk=point.seance_id), acteur=None)
    assert statuts("membre") == (200, 302, 200)


def test_a_link_to_the_minutes_got_before_the_recusal_closes_at_once(monde, clients):
    point = PointOrdreDuJour.objects.get(**monde.arguments["point"])
    scrutin = Scrutin.objects.get(**monde.arguments["scrutin"])
    for role in ("membre", "presidente"):
        voter(scrutin=scrutin, choix=Choix.ATTRIBUER, acteur=monde.acteur(role))
    clore_scrutin(scrutin=scrutin, acteur=None)
    for clos in Scrutin.objects.filter(statut="clos"):
        proclamer_decision(scrutin=clos, acteur=None)
    generer_pv(seance=lever_seance(seance=point.seance, acteur=None), acteur=None)
    additif_de(monde, point)
    lien = clients["membre"].post(reverse("pv_editer", args=["manufactures", point.seance_id])).url
    assert clients["membre"].get(lien).status_code == 200
    declarer_deport(membre=Membre.objects.get(utilisateur=monde.personnes["membre"]), projet=point.projet, acteur=None)
    assert clients["membre"].get(lien).status_code == 404
