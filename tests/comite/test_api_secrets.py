"""What the API keeps to itself: from a recused member, under embargo; what it costs, and what its document says."""

import pytest

from comite.actions.decisions import ALever, Conditions, Retour, proclamer_decision
from comite.actions.deports import declarer_deport
from comite.actions.seances import lever_seance, publier_decisions
from comite.actions.suites import deposer_preuve
from comite.api.urls import urlpatterns
from comite.enums import Choix
from comite.models import Dossier, Participation
from socle.comptes.portee import programme_actif
from tests.comite import fabriques as f
from tests.comite.clients_api import BASE, ROLES, decider, probleme
from tests.incubation.fabriques import fichier

# --- Recusal -------------------------------------------------------------------------------------


@pytest.fixture
def deux_dossiers(comite):
    """An open sitting of three files; the member is recused from the second, which is being voted."""
    projets = [f.creer_projet(n) for n in (1, 2, 3)]
    seance = f.seance_ouverte(*projets, presents=comite)
    declarer_deport(membre=comite[1], projet=projets[1], acteur=None)
    return seance, projets, f.scrutin_ouvert(seance, 1)


def test_le_deporte_ne_trouve_rien_a_l_adresse(deux_dossiers, de):
    _, projets, scrutin = deux_dossiers
    dossier = Dossier.objects.get(point__projet=projets[1])
    membre = de("membre")
    reponses = [membre.lire(f"scrutins/{scrutin.pk}/"), membre.voter(scrutin), membre.lire(f"dossiers/{dossier.pk}/")]
    inconnu = membre.lire("scrutins/0/")
    assert {(r.status_code, r.content) for r in reponses} == {(404, inconnu.content)}
    assert not Participation.objects.exists()


def test_le_deporte_lit_une_seance_ou_ce_dossier_n_est_pas(deux_dossiers, de):
    seance, projets, _ = deux_dossiers
    texte = "".join(de("membre").lire(a).content.decode() for a in (f"seances/{seance.pk}/", "seances/", "dossiers/", "decisions/"))
    assert [mot for mot in (projets[1].slug, projets[1].nom) if mot in texte] == []
    lue = de("membre").lire(f"seances/{seance.pk}/").json()
    assert [(p["rang"], p["projet"]["slug"]) for p in lue["agenda"]] == [(1, projets[0].slug), (2, projets[2].slug)]
    assert lue["scrutin_ouvert"] is None
    assert {p["quorum"]["votants"] for p in lue["agenda"]} == {3}
    assert de("membre").lire("seances/").json()["results"][0]["points"] == 2
    assert de("presidente").lire("seances/").json()["results"][0]["points"] == 3


def test_un_deport_ne_se_compte_que_pour_qui_conduit(deux_dossiers, de):
    seance, *_ = deux_dossiers
    deports = {role: de(role).lire(f"seances/{seance.pk}/").json()["agenda"] for role in ("presidente", "troisieme")}
    assert [p["quorum"]["deports"] for p in deports["presidente"]] == [0, 1, 0]
    assert [p["quorum"]["deports"] for p in deports["troisieme"]] == [None, None, None]
    assert [p["quorum"]["votants"] for p in deports["troisieme"]] == [3, 2, 3]


def test_le_deporte_ne_lit_pas_la_decision_meme_publiee(deux_dossiers, comite, de):
    seance, _, scrutin = deux_dossiers
    f.voter(scrutin=scrutin, choix=Choix.ATTRIBUER, acteur=f.acteur_de(comite[0].utilisateur))
    decision = proclamer_decision(scrutin=f.clore_scrutin(scrutin=scrutin, acteur=None), acteur=None)
    lever_seance(seance=seance, acteur=None)
    publier_decisions(seance=seance, acteur=None)
    assert de("membre").lire("decisions/").json()["results"] == []
    assert probleme(de("membre").lire(f"decisions/{decision.pk}/")) == (404, "introuvable")
    assert [d["id"] for d in de("presidente").lire("decisions/").json()["results"]] == [decision.pk]


def test_aucune_route_de_l_api_ne_dit_rien_au_deporte(deux_dossiers, comite, de):
    """Every route there is, with the numbers of the hidden file: a route added later is asked too."""
    seance, (_, cache, _), scrutin = deux_dossiers
    f.voter(scrutin=scrutin, choix=Choix.ATTRIBUER, acteur=f.acteur_de(comite[0].utilisateur))
    decision = proclamer_decision(scrutin=f.clore_scrutin(scrutin=scrutin, acteur=None), acteur=None)
    dossier = Dossier.objects.get(point__projet=cache)
    numeros = {"seances": seance.pk, "scrutins": scrutin.pk, "dossiers": dossier.pk, "decisions": decision.pk}
    adresses = [str(route.pattern).replace("<int:pk>", str(numeros[str(route.pattern).split("/")[0]])) for route in urlpatterns]
    reponses = {adresse: de("membre").lire(adresse) for adresse in adresses}
    secrets = (f'"{cache.slug}"', cache.nom, "255000")
    assert [a for a, r in reponses.items() if any(mot in r.content.decode() for mot in secrets)] == []
    assert {r.status_code for a, r in reponses.items() if a.count("/") == 2 and not a.startswith("seances")} == {404}
    assert all(mot in de("presidente").lire(f"decisions/{decision.pk}/").content.decode() for mot in secrets)


# --- Another programme ---------------------------------------------------------------------------


def test_les_objets_d_un_autre_programme_n_existent_pas(comite, autre_programme, de):
    with programme_actif(autre_programme):
        sieges = f.creer_comite(*f.creer_votants(3))
        seance = f.seance_ouverte(f.creer_projet(1), presents=sieges)
        decision, dossier = decider(seance, sieges), Dossier.objects.get()
        scrutin = f.scrutin_ouvert(f.seance_ouverte(f.creer_projet(2), presents=sieges))
    adresses = (f"seances/{seance.pk}/", f"seances/{seance.pk}/presences/", f"scrutins/{scrutin.pk}/", f"dossiers/{dossier.pk}/")
    for role in ("presidente", "coordinatrice"):
        assert {probleme(de(role).lire(a)) for a in (*adresses, f"decisions/{decision.pk}/")} == {(404, "introuvable")}
        assert probleme(de(role).voter(scrutin)) == (404, "introuvable")
        assert probleme(de(role).ecrire(adresses[1], {"mouvement": "arrivee"})) == (404, "introuvable")


# --- Embargo -------------------------------------------------------------------------------------


def test_l_embargo_tient_jusqu_a_la_publication(seance, comite, de):
    def vues():
        return {role: [r.json() if r.status_code == 200 else r.status_code for r in _lectures(de(role), decision)] for role in ROLES}

    decision = decider(seance, comite)
    lever_seance(seance=seance, acteur=None)
    rien = [{"next": None, "previous": None, "results": []}, 404]
    avant = vues()
    assert [avant[role] for role in ("observateur", "porteuse", "experte", "etrangere")] == [rien, rien, rien, [404, 404]]
    publier_decisions(seance=seance, acteur=None)
    apres = vues()
    assert [apres[role] == avant[role] for role in ("experte", "etrangere")] == [True, True]
    assert [apres[role][1]["montant"] for role in ("membre", "coordinatrice", "observateur", "porteuse")] == ["255000.00"] * 4
    assert (avant["membre"][1]["publiee_at"], apres["porteuse"][1]["abilities"]) == (None, {"lire_le_proces_verbal": False})


def _lectures(client, decision):
    return client.lire("decisions/"), client.lire(f"decisions/{decision.pk}/")


def test_une_porteuse_ne_lit_que_les_decisions_de_ses_projets(comite, pret, de):
    seance = f.seance_ouverte(pret, f.creer_projet(5), presents=comite)
    decisions = [proclamer_decision(scrutin=f.scrutin_clos(seance, f.tous(comite, Choix.ATTRIBUER), n), acteur=None) for n in (0, 1)]
    lever_seance(seance=seance, acteur=None)
    publier_decisions(seance=seance, acteur=None)
    assert [d["id"] for d in de("porteuse").lire("decisions/").json()["results"]] == [decisions[0].pk]
    assert probleme(de("porteuse").lire(f"decisions/{decisions[1].pk}/")) == (404, "introuvable")


def test_une_decision_dit_ses_lignes_et_son_retour(seance, comite, porteuse, de):
    retour = Retour("Le bail", "Le bail signé", porteuse, date_retour=f.dans(60).date())
    decision = decider(seance, comite, Choix.AJOURNER, motifs="Bail absent", retour=retour)
    lue = de("membre").lire(f"decisions/{decision.pk}/").json()
    assert (lue["sens"]["code"], lue["motifs"], lue["lignes"]) == ("ajourne", "Bail absent", [])
    assert lue["ajournement"]["points_a_lever"] == "Le bail"
    assert lue["ajournement"]["date_retour"] == retour.date_retour.isoformat()


def test_une_decision_dit_chacune_de_ses_conditions(seance, comite, porteuse, de):
    deuxieme = ALever("Accord de la Région", "Délibération", porteuse, f.dans(60))
    decision = decider(seance, comite, Choix.SOUS_RESERVE, conditions=Conditions("Bail", f.dans(30), "Bail signé", suivantes=(deuxieme,)))
    assert de("porteuse").lire(f"decisions/{decision.pk}/").status_code == 404
    publier_decisions(seance=lever_seance(seance=seance, acteur=None), acteur=None)
    deposer_preuve(condition=decision.conditions_a_lever.first(), fichier=fichier("bail.pdf"), acteur=f.acteur_de(porteuse))
    lues = de("porteuse").lire(f"decisions/{decision.pk}/").json()["a_lever"]
    assert [(c["rang"], c["texte"], c["preuve_attendue"], c["responsable"]) for c in lues] == [
        (1, "Bail", "Bail signé", None), (2, "Accord de la Région", "Délibération", str(porteuse)),
    ]  # fmt: skip
    assert [(c["genre"], c["statut"]["code"]) for c in lues] == [("reserve", "preuve_deposee"), ("reserve", "a_lever")]


# --- Pages, costs, schema ------------------------------------------------------------------------


def _trois_seances(comite):
    for n in (11, 12, 13):
        seance = f.seance_ouverte(f.creer_projet(n), presents=comite)
        decider(seance, comite)


@pytest.mark.parametrize("liste", ["seances/", "dossiers/", "decisions/"])
def test_un_curseur_parcourt_sans_double(comite, de, liste):
    _trois_seances(comite)
    vus, suivante = [], f"{liste}?taille=2"
    while suivante:
        page = de("coordinatrice").lire(suivante).json()
        vus.append([ligne["id"] for ligne in page["results"]])
        suivante = page["next"] and page["next"].split(BASE)[1]
    assert [len(v) for v in vus] == [2, 1]
    assert len({pk for page in vus for pk in page}) == 3


@pytest.mark.parametrize("curseur", ["cD1hYmM=", "cD0lMDA=", "faux", "bz0tMQ=="])
def test_un_curseur_fabrique_ne_trouve_rien(comite, de, curseur):
    assert probleme(de("presidente").lire(f"seances/?curseur={curseur}")) == (404, "introuvable")


def couter(client, adresse, compter_requetes) -> int:
    client.lire(adresse)
    with compter_requetes() as requetes:
        assert client.lire(adresse).status_code == 200
    assert requetes.repetees == []
    return requetes.nombre


@pytest.mark.parametrize("role", ["membre", "coordinatrice"])
def test_les_listes_coutent_autant_avec_trois_lignes(comite, de, compter_requetes, role):
    listes = ("seances/", "dossiers/", "decisions/")
    decider(f.seance_ouverte(f.creer_projet(1), presents=comite), comite)
    avant = [couter(de(role), a, compter_requetes) for a in listes]
    _trois_seances(comite)
    assert [couter(de(role), a, compter_requetes) for a in listes] == avant
    assert max(avant) <= 8


def test_une_seance_et_ses_presences_coutent_autant_avec_trois_points(comite, de, compter_requetes):
    def couts(seance):
        scrutin = f.scrutin_clos(seance, f.tous(comite, Choix.ATTRIBUER))
        decision = proclamer_decision(scrutin=scrutin, acteur=None)
        adresses = [f"seances/{seance.pk}/", f"seances/{seance.pk}/presences/", f"scrutins/{scrutin.pk}/", f"decisions/{decision.pk}/"]
        return [couter(de("membre"), a, compter_requetes) for a in adresses]

    un = couts(f.seance_ouverte(f.creer_projet(1), presents=comite))
    assert couts(f.seance_ouverte(*(f.creer_projet(n) for n in (2, 3, 4)), presents=comite)) == un
    assert (max(un) <= 12, un[1] <= 8) == (True, True)


def test_ce_que_coutent_un_vote_et_une_arrivee(comite, pret, de, compter_requetes):
    seance = f.seance_ouverte(pret, presents=[comite[0], comite[2]])
    scrutin = f.scrutin_ouvert(seance)
    de("membre").lire("seances/")
    with compter_requetes() as arrivee:
        de("membre").ecrire(f"seances/{seance.pk}/presences/", {"mouvement": "arrivee"})
    with compter_requetes() as vote:
        assert de("membre").voter(scrutin).status_code == 201
    assert max(arrivee.nombre, vote.nombre) <= 12, vote.requetes


def test_le_schema_dit_chaque_operation_en_francais_avec_ses_problemes(client, db):
    schema = client.get("/api/v1/schema/", headers={"Accept": "application/json"}).json()
    operations = {(a, v): o for a, verbes in schema["paths"].items() if "{programme}" in a for v, o in verbes.items()}
    assert len(operations) == 36
    for (_, verbe), operation in operations.items():
        attendus = {"401", "403", "404"} | ({"400", "409", "413", "415"} if verbe == "post" else set())
        problemes = {s for s, r in operation["responses"].items() if "application/problem+json" in r["content"]}
        assert (problemes, bool(operation["summary"] and operation["description"])) == (attendus, True)
    vote = operations["/api/v1/p/{programme}/scrutins/{id}/bulletins/", "post"]
    assert "deja_vote" in vote["responses"]["409"]["description"]
