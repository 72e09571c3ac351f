"""Thirty members vote through real connections to a real server, which is killed in the middle, every process of it."""

import http.client
import os
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from threading import Barrier
from urllib.parse import urlencode

import pytest

from tests.e2e.plateforme import BoiteAuxLettres
from tests.reseau import Web, connexion

MEMBRES = 30
JETON = "a" * 32
INSTALLER = f"""
import json
from django.test import Client
from comite.enums import ModeScrutin
from socle.comptes.portee import programme_actif
from tests.comite import fabriques as f
from tests.conftest import creer_programme_de_test
programme = creer_programme_de_test("salle")
with programme_actif(programme):
    votants = f.creer_votants({MEMBRES})
    seance = f.seance_ouverte(f.creer_projet(1), f.creer_projet(2), presents=f.creer_comite(*votants))
    scrutins = [f.scrutin_ouvert(seance, n, mode=m).pk for n, m in enumerate((ModeScrutin.NOMINAL, ModeScrutin.SECRET))]
    points = list(seance.points.order_by("rang").values_list("pk", flat=True))
def session(personne):
    client = Client()
    client.force_login(personne)
    return client.cookies["sessionid"].value
print(json.dumps({{"sessions": [session(v) for v in votants], "scrutins": scrutins, "seance": seance.pk, "points": points}}))
"""
COMPTER = """
import json
from comite.actions.scrutins import clore_scrutin
from comite.models import Bulletin, Participation, Scrutin
from socle.comptes.models import Programme
from socle.comptes.portee import programme_actif
with programme_actif(Programme.objects.get(slug="salle")):
    clore_scrutin(scrutin=Scrutin.objects.select_related("point__seance").get(pk=%d), acteur=None)
    voix = Bulletin.objects.filter(scrutin=%d)
    print(json.dumps([voix.count(), Participation.objects.filter(scrutin=%d).values("membre").distinct().count()]))
"""


@pytest.fixture(scope="module")
def salle(tmp_path_factory):
    web = Web(tmp_path_factory.mktemp("reseau"), BoiteAuxLettres(), nom_base=f"reseau_{os.getpid()}")
    try:
        web.demarrer()
        yield web, web.demander(INSTALLER)
    finally:
        web.arreter()


def demander(web, session: str, methode: str, chemin: str, **champs) -> tuple[int, str]:
    entetes = {"Cookie": f"sessionid={session}; csrftoken={JETON}", "Content-Type": "application/x-www-form-urlencoded"}
    corps = urlencode(champs | {"csrfmiddlewaretoken": JETON}) if champs else None
    with connexion(web) as ligne:
        ligne.request(methode, f"/p/salle/comite/{chemin}", corps, entetes)
        reponse = ligne.getresponse()
        return reponse.status, reponse.read().decode()


def voter(web, session: str, scrutin: int, depart: Barrier) -> tuple[float, int]:
    """Vote as the page does: again until an answer comes. Return when the first try left, and how many were needed."""
    depart.wait()
    parti = time.monotonic()
    for essai in range(1, 300):
        try:
            if demander(web, session, "POST", f"scrutins/{scrutin}/voter/", vote="attribuer")[0] == 302:
                return parti, essai
        except (OSError, http.client.HTTPException):
            time.sleep(0.3)
    raise AssertionError("no answer")


def tous_votent(web, monde, scrutin: int, apres_le_premier=lambda: None) -> list[tuple[float, int]]:
    depart = Barrier(MEMBRES + 1)
    with ThreadPoolExecutor(MEMBRES) as fils:
        votes = [fils.submit(voter, web, session, scrutin, depart) for session in monde["sessions"]]
        depart.wait()
        wait(votes, return_when=FIRST_COMPLETED)
        apres_le_premier()
        return [v.result() for v in votes]


def test_trente_membres_votent_dans_la_meme_seconde(salle):
    web, monde = salle
    scrutin = monde["scrutins"][0]
    departs = [parti for parti, _ in tous_votent(web, monde, scrutin)]
    assert max(departs) - min(departs) < 1
    assert web.demander(COMPTER % ((scrutin,) * 3)) == [MEMBRES, MEMBRES]


def test_un_serveur_tue_au_milieu_du_scrutin_ne_perd_rien(salle):
    web, monde = salle
    scrutin, salle_du_point = monde["scrutins"][1], f"seances/{monde['seance']}/salle/{monde['points'][1]}/"

    def tuer_puis_relancer():
        web.foudroyer()
        with pytest.raises(OSError):
            demander(web, monde["sessions"][0], "GET", salle_du_point)
        web.lancer()

    essais = [essai for _, essai in tous_votent(web, monde, scrutin, tuer_puis_relancer)]
    statut, page = demander(web, monde["sessions"][0], "GET", salle_du_point)
    assert (statut, "Votre vote est compté." in page, f"{MEMBRES} votes sur {MEMBRES}" in page) == (200, True, True)
    assert (min(essais), max(essais) > 1) == (1, True)  # somebody had voted, somebody's line was cut
    assert demander(web, monde["sessions"][0], "POST", f"scrutins/{scrutin}/voter/", vote="ajourner")[0] == 302
    assert web.demander(COMPTER % ((scrutin,) * 3)) == [MEMBRES, MEMBRES]
