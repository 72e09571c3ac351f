"""Until the chair publishes, nobody outside the committee can tell that a decision exists, nor which one."""

import re

import pytest

from comite.actions.decisions import proclamer_decision
from comite.actions.scrutins import clore_scrutin
from comite.actions.seances import lever_seance, publier_decisions
from comite.enums import Choix
from comite.models import Scrutin
from socle.comptes.acteur import acteur_de
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


def lire(monde, clients, projet) -> dict:  # noqa: F811
    def page(client, adresse):
        reponse = client.get(adresse)
        contenu = b"".join(reponse.streaming_content) if reponse.streaming else reponse.content
        return reponse.status_code, VARIABLE.sub(b"", contenu), VARIABLE.sub(b"", reponse.get("Location", "").encode())

    return {(role, adresse): page(clients[role], adresse) for role in LECTEURS for adresse in adresses_de(monde, projet)}


def ecarts(avant: dict, apres: dict) -> list:
    return [cle for cle in avant if avant[cle] != apres[cle]]


def test_rien_ne_change_entre_la_proclamation_et_la_publication(monde, clients, scrutin):  # noqa: F811
    projet, seance = scrutin.point.projet, scrutin.point.seance
    lire(monde, clients, projet)
    avant = lire(monde, clients, projet)
    assert ecarts(avant, lire(monde, clients, projet)) == []
    proclamer_decision(scrutin=scrutin, acteur=None, motifs="Un motif secret")
    assert ecarts(avant, lire(monde, clients, projet)) == []

    autre = Scrutin.objects.filter(point__seance=seance).exclude(pk=scrutin.pk).get()
    proclamer_decision(scrutin=autre, acteur=None)
    publier_decisions(seance=lever_seance(seance=seance, acteur=None), acteur=None)
    assert ecarts(avant, lire(monde, clients, projet)) != []
