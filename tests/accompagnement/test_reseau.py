"""Two hundred bookings at once through a real server: one wins, the others get a sentence, and a killed worker leaves nothing."""

import http.client
import json
import os
import signal
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import psycopg2
import pytest

from tests.e2e.plateforme import BoiteAuxLettres
from tests.reseau import Web, connexion

ESSAIS, PROJETS = 200, 20
INSTALLER = f"""
import json
from accompagnement.models import Creneau
from socle.comptes.actions.jetons import creer_jeton
from socle.comptes.enums import Portee, Role
from socle.comptes.portee import programme_actif
from tests.accompagnement.fabriques import ExpertFactory, doter, installer_le_programme, ouvrir
from tests.conftest import creer_personne, creer_programme_de_test
from tests.manufactures.fabriques import MembreEquipeFactory, ProjetFactory
programme = creer_programme_de_test("course")
with programme_actif(programme):
    installer_le_programme()
    personne = creer_personne("course@exemple.fr", "Porteuse", Role.EQUIPE)
    projets = [ProjetFactory(en_accompagnement=True) for _ in range(3 + {PROJETS})]
    for projet, credits in zip(projets, (1, 1, 1, *{PROJETS} * [2])):
        MembreEquipeFactory(projet=projet, utilisateur=personne)
        doter(projet, ("modele-economique", credits))
    creneaux = [c.pk for _ in range(4) for c in ouvrir(ExpertFactory(), {ESSAIS // 4} + 2)]
    _, jeton = creer_jeton(utilisateur=personne, nom="Course", portee=[Portee.LECTURE, Portee.ECRITURE])
print(json.dumps({{"projets": [p.slug for p in projets], "creneaux": creneaux, "jeton": jeton}}))
"""
BILAN = """
import json
from accompagnement.enums import StatutCreneau
from accompagnement.models import Creneau, Mission
from accompagnement.queries.credits import credits_du_projet, ecarts_du_registre, somme_des_comptes
from manufactures.models import Projet
from socle.comptes.models import Programme
from socle.comptes.portee import programme_actif
with programme_actif(Programme.objects.get(slug="course")):
    projets = Projet.objects.filter(slug__in="%s".split())
    totaux = [credits_du_projet(projet).total for projet in projets]
    missions = Mission.objects.filter(projet__in=projets)
    retenus = Creneau.objects.filter(missions__in=missions, statut=StatutCreneau.RETENU).count()
    sain = not ecarts_du_registre().exists() and somme_des_comptes() == 0
    print(json.dumps([missions.count(), retenus, sum(t.reservees for t in totaux), sum(t.disponibles for t in totaux), sain]))
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    web = Web(tmp_path_factory.mktemp("course"), BoiteAuxLettres(), nom_base=f"course_{os.getpid()}")
    try:
        web.demarrer()
        yield web, web.demander(INSTALLER)
    finally:
        web.arreter()


def reserver(web, monde, rang: int, creneau: int, cle: str) -> tuple[int, dict]:
    """Ask once for a half-day as a program does."""
    corps = json.dumps({"projet": monde["projets"][rang], "besoin": "modele-economique", "creneau": creneau, "objet": "Course"})
    entetes = {"Authorization": f"Bearer {monde['jeton']}", "Content-Type": "application/json", "Idempotency-Key": cle}
    with connexion(web, 120) as ligne:
        ligne.request("POST", "/api/v1/p/course/reservations/", corps, entetes)
        reponse = ligne.getresponse()
        return reponse.status, json.loads(reponse.read())


def insister(web, monde, rang: int, creneau: int, cle: str) -> tuple[int, dict]:
    """Ask again under the same key until an answer comes: the line may be cut."""
    for _ in range(60):
        try:
            return reserver(web, monde, rang, creneau, cle)
        except (OSError, http.client.HTTPException, ValueError):
            time.sleep(0.5)
    raise AssertionError("no answer")


def courir(web, monde, rangs: range, creneaux: list[int], pendant=lambda: None) -> Counter:
    """Send all the requests at once, each project (by its rank) in turn; return how many times each thing was said."""
    depart = Barrier(len(creneaux) + 1)

    def tenter(numero: int, creneau: int):
        rang = rangs[numero % len(rangs)]
        depart.wait(60)
        return insister(web, monde, rang, creneau, f"course-{rang}-{numero}")

    with ThreadPoolExecutor(len(creneaux)) as coureurs:
        essais = [coureurs.submit(tenter, n, c) for n, c in enumerate(creneaux)]
        depart.wait(60)
        pendant()
        dits = [essai.result() for essai in essais]
    assert all(corps["detail"].endswith(".") for statut, corps in dits if statut != 201)
    return Counter((statut, corps.get("code", "")) for statut, corps in dits)


def test_deux_cents_demandes_sur_la_derniere_demi_journee(course):
    web, monde = course
    dits = courir(web, monde, range(1), monde["creneaux"][:ESSAIS])
    assert dits == {(201, ""): 1, (409, "credit_insuffisant"): ESSAIS - 1}
    assert web.demander(BILAN % monde["projets"][0]) == [1, 1, 1, 0, True]


def test_deux_cents_demandes_de_vingt_projets_sur_un_creneau(course):
    web, monde = course
    dits = courir(web, monde, range(3, 3 + PROJETS), [monde["creneaux"][-1]] * ESSAIS)
    assert dits == {(201, ""): 1, (409, "creneau_pris"): ESSAIS - 1}
    assert web.demander(BILAN % " ".join(monde["projets"][3:])) == [1, 1, 1, 2 * PROJETS - 1, True]


def test_des_ouvriers_tues_pendant_la_course(course):
    web, monde = course

    def tuer():
        for ouvrier in web.ouvriers()[:2]:
            time.sleep(0.3)
            os.kill(ouvrier, signal.SIGKILL)

    dits = courir(web, monde, range(2, 3), monde["creneaux"][:ESSAIS], tuer)
    assert (dits.pop((201, "")), sum(dits.values())) == (1, ESSAIS - 1)
    assert {code for _, code in dits} <= {"credit_insuffisant", "creneau_pris"}
    assert web.demander(BILAN % monde["projets"][2]) == [1, 1, 1, 0, True]


def _attendre_la_retenue(vigie) -> None:
    """Wait until a booking waits for the journal: its credit is held, nothing is confirmed yet."""
    attend = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO \"journal_evenement\"%'"
    with vigie.cursor() as curseur:
        for _ in range(600):
            curseur.execute(attend)
            if curseur.fetchone()[0] == 1:
                return
            time.sleep(0.1)
    raise AssertionError("no booking waits")


def test_un_ouvrier_tue_entre_la_retenue_et_la_confirmation_ne_laisse_rien(course):
    web, monde = course
    creneau, bilan = monde["creneaux"][-2], BILAN % monde["projets"][1]
    proprietaire = web.environnement["DATABASE_URL_PROPRIETAIRE"]
    with closing(psycopg2.connect(proprietaire)) as garde, closing(psycopg2.connect(proprietaire)) as vigie, ThreadPoolExecutor(1) as fil:
        vigie.autocommit = True  # activity is read afresh by each statement, not by each transaction
        garde.cursor().execute("LOCK TABLE journal_evenement IN EXCLUSIVE MODE")
        essai = fil.submit(insister, web, monde, 1, creneau, "entre-deux")
        _attendre_la_retenue(vigie)
        for ouvrier in web.ouvriers():
            os.kill(ouvrier, signal.SIGKILL)
        garde.rollback()
        assert essai.result(timeout=120)[0] == 201  # the same key, sent again
    assert web.demander(bilan) == [1, 1, 1, 0, True]
