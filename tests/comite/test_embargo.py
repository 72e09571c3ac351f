"""Until the chair publishes, nobody outside the committee can tell that a decision exists, nor which one."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine

from comite.actions.decisions import Conditions, Retour, proclamer_decision
from comite.actions.scrutins import clore_scrutin
from comite.actions.seances import lever_seance, publier_decisions
from comite.enums import CHOIX_OFFERTS, SENS_DU_CHOIX, STATUT_APRES, Choix, TypeSeance
from comite.models import Membre, Scrutin, Seance
from comite.pdf import CODE_LETTRE
from incubation.actions.affectations import affecter_projet
from incubation.actions.maturite import identifier_besoin, noter_maturite
from incubation.enums import Moment, Priorite, SourceMaturite
from incubation.queries.listes import projets_a_affecter
from manufactures.enums import StatutProjet
from socle.comptes.acteur import acteur_de
from socle.comptes.actions.reglages import fixer_reglage
from socle.courriers.models import Courrier
from socle.courriers.registre import relances
from socle.documents.models import Edition
from socle.journal.actions import noter
from socle.lib.refus import ActionRefusee
from tests.comite import fabriques as f
from tests.comite.clients_api import ClientApi
from tests.incubation.fabriques import SousPromotionFactory
from tests.manufactures.fabriques import MembreEquipeFactory
from tests.matrix.adresses import remplir
from tests.matrix.conftest import _sans_second_facteur_ni_disque, clients, monde  # noqa: F401
from tests.matrix.monde import ROLES
from tests.matrix.routes import ROUTES

LECTEURS = ("porteuse", "partenaire", "experte", "observateur", "anonyme")
VARIABLE = re.compile(rb'(csrfmiddlewaretoken" value="[^"]*"|csrf-token" content="[^"]*"|nonce="[^"]*"|X-CSRFToken[^}]*|name="cle" [^>]*|fichiers?/[\w.:-]+)')


@pytest.fixture
def scrutin(monde):  # noqa: F811
    """A closed ballot on a file whose team reads every page, the words of the public directory included."""
    return voter_et_clore(monde, Choix.ATTRIBUER)


def voter_et_clore(monde, choix: Choix) -> Scrutin:  # noqa: F811
    return voter_sur(monde, scrutin_du_monde(monde) if choix in CHOIX_OFFERTS[TypeSeance.FINANCEMENT] else scrutin_de_label(), choix)


def voter_sur(monde, scrutin: Scrutin, choix: Choix) -> Scrutin:  # noqa: F811
    MembreEquipeFactory(projet=scrutin.point.projet, utilisateur=monde.personnes["porteuse"])
    MembreEquipeFactory(projet=scrutin.point.projet, utilisateur=monde.personnes["partenaire"], fonction="partenaire")
    for role in ("presidente", "membre"):
        f.voter(scrutin=scrutin, choix=choix, acteur=acteur_de(monde.personnes[role]))
    return clore_scrutin(scrutin=scrutin, acteur=None)


def scrutin_du_monde(monde) -> Scrutin:  # noqa: F811
    return Scrutin.objects.select_related("point__projet", "point__seance").get(**monde.arguments["scrutin"])


def scrutin_de_label() -> Scrutin:
    projet = f.creer_projet(77_000, StatutProjet.RECEVABLE)
    seance = f.seance_ouverte(projet, presents=list(Membre.objects.all()), type_seance=TypeSeance.LABELLISATION)
    return f.scrutin_ouvert(seance)


def scrutins_d_une_seance(monde, type_seance: TypeSeance) -> dict[Choix, Scrutin]:  # noqa: F811
    """A sitting that examined one file for each decision it may take, every ballot closed, nothing proclaimed."""
    choix_possibles = [choix for choix in CHOIX_OFFERTS[type_seance] if choix in SENS_DU_CHOIX]
    projets = [f.creer_projet(77_000 + n, STATUT_EXAMINE[type_seance]) for n, _ in enumerate(choix_possibles)]
    seance = f.seance_ouverte(*projets, presents=list(Membre.objects.all()), type_seance=type_seance)
    return {choix: voter_sur(monde, f.scrutin_ouvert(seance, n), choix) for n, choix in enumerate(choix_possibles)}


def suites_de(monde, choix: Choix) -> dict:  # noqa: F811
    """What a proclamation says with each decision: all that may name the porteuse does."""
    retour = Seance.objects.get(**monde.arguments["convoquee"])
    charge = {"personne_en_charge": monde.personnes["porteuse"], "seance_retour": retour}
    return {"motifs": "Un motif secret"} | {
        Choix.LISTE_ATTENTE: {"rang_attente": 7},
        Choix.SOUS_RESERVE: {"conditions": Conditions("Signer le bail", f.dans(3), "Le bail", monde.personnes["porteuse"])},
        Choix.AJOURNER: {"retour": Retour("Le bail", "Un bail signé", **charge)},
    }.get(choix, {})


def adresses_de(monde, projet):  # noqa: F811
    """Every page, on the object of the world and on the project under embargo."""
    pages = [route for route in ROUTES if route.verbe == "GET"]
    lues = {remplir(route, monde.arguments[route.objet]) for route in pages}
    return sorted(lues | {remplir(route, monde.arguments[route.objet] | {"slug": projet.slug}) for route in pages if "slug:slug" in route.adresse})


def lire(monde, clients, projet, adresses=None) -> dict:  # noqa: F811
    """What each reader can know: every page (or these) byte for byte, the mails she received, the reminders she would."""

    def page(client, adresse):
        reponse = client.get(adresse)
        contenu = b"".join(reponse.streaming_content) if reponse.streaming else reponse.content
        return reponse.status_code, VARIABLE.sub(b"", contenu), VARIABLE.sub(b"", reponse.get("Location", "").encode())

    pages = {(role, adresse): page(clients[role], adresse) for role in LECTEURS for adresse in adresses or adresses_de(monde, projet)}
    return pages | courriers_et_rappels(monde)


def courriers_et_rappels(monde) -> dict:  # noqa: F811
    personnes = {monde.personnes[role].pk: role for role in LECTEURS if role != "anonyme"}
    partis = Courrier.objects.filter(destinataire__in=personnes).difference(Courrier.objects.retenus())
    lues = [(relance, relance.lecture(f.dans(0)) if relance.lecture else f.dans(0)) for relance in relances()]
    rappels = [r for relance, lu in lues for r in relance.trouver(lu) if r.destinataire_pk in personnes]
    return {("tous", "courriers"): sorted(c.cle for c in partis), ("tous", "rappels"): sorted(map(repr, rappels))}


def publier(seance) -> None:
    for autre in Scrutin.objects.filter(point__seance=seance, statut="clos"):
        proclamer_decision(scrutin=autre, acteur=None)
    publier_decisions(seance=lever_seance(seance=seance, acteur=None), acteur=None)


def ecarts(avant: dict, apres: dict) -> list:
    return [cle for cle in avant if avant[cle] != apres[cle]]


def test_rien_ne_change_entre_la_proclamation_et_la_publication(monde, clients, scrutin):  # noqa: F811
    projet, seance = scrutin.point.projet, scrutin.point.seance
    lire(monde, clients, projet)  # what a first visit writes in a session is written
    with time_machine.travel(datetime.now(UTC), tick=False):  # pages that say the hour they were made at say the same one twice
        avant = lire(monde, clients, projet)
        proclamer_decision(scrutin=scrutin, acteur=None, motifs="Un motif secret")
        assert Courrier.objects.retenus().filter(destinataire=monde.personnes["porteuse"]).exists()
        assert ecarts(avant, lire(monde, clients, projet)) == []

    publier(seance)
    apres = lire(monde, clients, projet, [adresse for adresse in adresses_de(monde, projet) if projet.slug in adresse])
    vus = ecarts(avant, avant | apres)
    assert {role for role, _ in vus} >= {"porteuse", "partenaire", "observateur", "tous"}


QUI_LIT = ("porteuse", "observateur", "anonyme")
STATUT_EXAMINE = {TypeSeance.LABELLISATION: StatutProjet.RECEVABLE, TypeSeance.FINANCEMENT: StatutProjet.EN_INCUBATION}


def lire_les_projets(monde, clients, projets) -> dict:  # noqa: F811
    """What each of these readers sees of some projects: their pages, every list that may hold them, mails and reminders."""
    pages = [r for r in ROUTES if r.verbe == "GET" and "/schema/" not in r.adresse]
    lues = {}
    for role in QUI_LIT:
        listes = [remplir(r, {}) for r in pages if not r.objet and r.statuts[ROLES.index(role)] == 200]
        siennes = [remplir(r, monde.arguments[r.objet] | {"slug": p.slug}) for p in projets for r in pages if "slug:slug" in r.adresse]
        for adresse in listes + siennes * (role != "anonyme"):
            reponse = clients[role].get(adresse)
            contenu = b"".join(reponse.streaming_content) if reponse.streaming else reponse.content
            lues[role, adresse] = reponse.status_code, VARIABLE.sub(b"", contenu)
    return lues | courriers_et_rappels(monde)


def lire_l_api(programmes, projets) -> dict:
    adresses = ["projets/", "decisions/", "dossiers/", "seances/", *(f"projets/{projet.slug}/" for projet in projets)]
    return {(role, adresse): p.lire(adresse).content for role, p in programmes.items() for adresse in adresses}


@pytest.mark.parametrize("type_seance", list(TypeSeance))
def test_aucune_des_huit_decisions_ne_se_lit_avant_sa_publication(monde, clients, type_seance):  # noqa: F811
    scrutins = scrutins_d_une_seance(monde, type_seance)
    projets, programmes = [s.point.projet for s in scrutins.values()], {role: ClientApi(monde.personnes[role]) for role in QUI_LIT[:2]}

    def tout() -> dict:
        return lire_les_projets(monde, clients, projets) | lire_l_api(programmes, projets)

    with time_machine.travel(datetime.now(UTC), tick=False):  # pages that say the hour they were made at say the same one twice
        avant = tout()
        decisions = {choix: proclamer_decision(scrutin=s, acteur=None, **suites_de(monde, choix)).etat for choix, s in scrutins.items()}
        assert decisions == {choix: SENS_DU_CHOIX[choix] for choix in scrutins}
        assert ecarts(avant, tout()) == []
    publier(next(iter(scrutins.values())).point.seance)
    changees = set(ecarts(avant, avant | lire_l_api(programmes, projets) | courriers_et_rappels(monde)))
    assert changees >= {(role, f"projets/{projet.slug}/") for role in programmes for projet in projets} | {("tous", "courriers")}


def besoin_refuse(client, projet) -> bytes:
    """Ask for a need of support once the incubation is over: the answer says the status of the project."""
    saisie = {"besoin_code": "juridique", "priorite": Priorite.MOYENNE.value, "objectif": "Le bail", "demi_journees": 2}
    return VARIABLE.sub(b"", client.post(f"/p/manufactures/incubation/projets/{projet.slug}/besoins/", saisie).content)


def test_un_refus_ne_dit_pas_le_statut_sous_embargo(monde, clients, scrutin):  # noqa: F811
    projet, besoins = scrutin.point.projet, [{"code": "juridique", "titre": "Juridique"}]
    fixer_reglage(cle="incubation.besoins", valeur=besoins, motif="Essai", date_effet=date(2020, 1, 1), auteur=None)
    avant = besoin_refuse(clients["porteuse"], projet)
    proclamer_decision(scrutin=scrutin, acteur=None)
    assert "En comité".encode() in avant
    assert besoin_refuse(clients["porteuse"], projet) == avant


def refus_dits(projet, acteur) -> list[str]:
    """What the actions a team can reach answer when they refuse."""
    besoin = {"besoin_code": "juridique", "priorite": Priorite.MOYENNE, "objectif": "Le bail", "demi_journees": 2}
    note = {"moment": Moment.ENTREE, "source": SourceMaturite.EQUIPE, "notes": {}}
    phrases = []
    for action, arguments in ((identifier_besoin, besoin), (noter_maturite, note)):
        with pytest.raises(ActionRefusee) as refusee:
            action(projet=projet, acteur=acteur, **arguments)
        phrases.append(refusee.value.refus.phrase)
    return phrases


@pytest.mark.parametrize("choix", list(SENS_DU_CHOIX))
def test_une_action_refusee_dit_le_statut_d_avant(monde, choix):  # noqa: F811
    scrutin, acteur = voter_et_clore(monde, choix), monde.acteur("porteuse")
    projet, coordination = scrutin.point.projet, monde.acteur("coordinatrice")
    avant = refus_dits(projet, acteur)
    decision = proclamer_decision(scrutin=scrutin, acteur=None, **suites_de(monde, choix))
    assert refus_dits(projet, acteur) == avant
    vrai = STATUT_APRES[decision.etat].label
    source = {"moment": Moment.ENTREE, "source": SourceMaturite.REFERENT, "notes": {}}
    with pytest.raises(ActionRefusee, match=f"«\u00a0{vrai}\u00a0»"):
        noter_maturite(projet=projet, acteur=coordination, **source)


def test_un_label_non_publie_n_entre_pas_en_incubation(monde):  # noqa: F811
    scrutin, acteur = voter_et_clore(monde, Choix.RETENIR), monde.acteur("coordinatrice")
    proclamer_decision(scrutin=scrutin, acteur=None)
    place = {"projet": scrutin.point.projet, "sous_promotion": SousPromotionFactory(), "acteur": acteur}
    assert f.refus_de(affecter_projet, **place) == "projet_non_labellise"
    assert not projets_a_affecter().filter(pk=scrutin.point.projet_id).exists()
    publier(scrutin.point.seance)
    assert projets_a_affecter().filter(pk=scrutin.point.projet_id).exists()
    assert affecter_projet(**place).projet_id == scrutin.point.projet_id


def test_le_desaccord_et_le_retour_ne_se_lisent_pas_au_journal(monde, clients, scrutin):  # noqa: F811
    projet = scrutin.point.projet
    pages = ("/p/manufactures/journal/", f"/p/manufactures/projets/{projet.slug}/journal/")
    avant = [clients["observateur"].get(page).content for page in pages]
    proclamer_decision(scrutin=scrutin, acteur=None)
    noter("desaccord.note", fil=projet.fil, acteur=None, personne="Membre", projet=str(projet))
    noter("point.revenu", fil=projet.fil, acteur=None, projet=str(projet), seance="séance 2026-F-09")
    assert [VARIABLE.sub(b"", clients["observateur"].get(page).content) for page in pages] == [VARIABLE.sub(b"", p) for p in avant]
    assert all(b"s\xc3\xa9ance 2026-F-09" in clients["coordinatrice"].get(page).content for page in pages)


def test_l_edition_d_une_lettre_reste_fermee_jusqu_a_la_publication(monde, clients, scrutin):  # noqa: F811
    decision = proclamer_decision(scrutin=scrutin, acteur=None)
    lettre = f"/p/manufactures/comite/decisions/{decision.pk}/lettre/"
    editions = [
        Edition.objects.create(code=CODE_LETTRE, objet_id=decision.pk, demandeur=monde.personnes[role], titre="Lettre") for role in LECTEURS[:4]
    ]

    def statuts():
        ouvertes = [clients[r].get(f"/p/manufactures/editions/{e.pk}/").status_code for r, e in zip(LECTEURS, editions, strict=False)]
        return ouvertes, [clients[role].get(lettre).status_code for role in LECTEURS[:4]]

    assert statuts() == ([404] * 4, [404] * 4)
    publier(scrutin.point.seance)
    assert statuts() == ([200] * 4, [200, 200, 404, 200])
