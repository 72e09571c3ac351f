"""Until the chair publishes, nobody outside the committee can tell that a decision exists, nor which one."""

import re
from datetime import date

import pytest

from comite.actions.decisions import proclamer_decision
from comite.actions.scrutins import clore_scrutin
from comite.actions.seances import lever_seance, publier_decisions
from comite.enums import Choix
from comite.models import Scrutin
from comite.pdf import CODE_LETTRE
from incubation.enums import Priorite
from socle.comptes.acteur import acteur_de
from socle.comptes.actions.reglages import fixer_reglage
from socle.courriers.models import Courrier
from socle.courriers.registre import relances
from socle.documents.models import Edition
from socle.journal.actions import noter
from tests.comite import fabriques as f
from tests.manufactures.fabriques import MembreEquipeFactory
from tests.matrix.adresses import remplir
from tests.matrix.conftest import _sans_second_facteur_ni_disque, clients, monde  # noqa: F401
from tests.matrix.routes import ROUTES

LECTEURS = ("porteuse", "partenaire", "experte", "observateur", "anonyme")
VARIABLE = re.compile(rb'(csrfmiddlewaretoken" value="[^"]*"|csrf-token" content="[^"]*"|nonce="[^"]*"|X-CSRFToken[^}]*|name="cle" [^>]*|fichiers?/[\w.:-]+)')


@pytest.fixture
def scrutin(monde):  # noqa: F811
    """A closed ballot on a file whose team reads every page, the words of the public directory included."""
    scrutin = Scrutin.objects.select_related("point__projet", "point__seance").get(**monde.arguments["scrutin"])
    MembreEquipeFactory(projet=scrutin.point.projet, utilisateur=monde.personnes["porteuse"])
    MembreEquipeFactory(projet=scrutin.point.projet, utilisateur=monde.personnes["partenaire"], fonction="partenaire")
    for role in ("presidente", "membre"):
        f.voter(scrutin=scrutin, choix=Choix.ATTRIBUER, acteur=acteur_de(monde.personnes[role]))
    return clore_scrutin(scrutin=scrutin, acteur=None)


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


def ecarts(avant: dict, apres: dict) -> list:
    return [cle for cle in avant if avant[cle] != apres[cle]]


def test_rien_ne_change_entre_la_proclamation_et_la_publication(monde, clients, scrutin):  # noqa: F811
    projet, seance = scrutin.point.projet, scrutin.point.seance
    lire(monde, clients, projet)  # what a first visit writes in a session is written
    avant = lire(monde, clients, projet)
    proclamer_decision(scrutin=scrutin, acteur=None, motifs="Un motif secret")
    assert Courrier.objects.retenus().filter(destinataire=monde.personnes["porteuse"]).exists()
    assert ecarts(avant, lire(monde, clients, projet)) == []

    autre = Scrutin.objects.filter(point__seance=seance).exclude(pk=scrutin.pk).get()
    proclamer_decision(scrutin=autre, acteur=None)
    publier_decisions(seance=lever_seance(seance=seance, acteur=None), acteur=None)
    apres = lire(monde, clients, projet, [adresse for adresse in adresses_de(monde, projet) if projet.slug in adresse])
    vus = ecarts(avant, avant | apres)
    assert {role for role, _ in vus} >= {"porteuse", "partenaire", "observateur", "tous"}


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
    autre = Scrutin.objects.filter(point__seance=scrutin.point.seance).exclude(pk=scrutin.pk).get()
    proclamer_decision(scrutin=autre, acteur=None)
    publier_decisions(seance=lever_seance(seance=scrutin.point.seance, acteur=None), acteur=None)
    assert statuts() == ([200] * 4, [200, 200, 404, 200])
