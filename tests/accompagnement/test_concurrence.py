"""Twenty real connections at once on the last half-day, or on one slot: exactly one wins, the others get the sentence."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from time import sleep

import pytest
from django.db import connection
from django.utils import timezone

from accompagnement.actions.attentes import servir_la_liste
from accompagnement.actions.collectives import Annonce, ouvrir_collective, rejoindre_collective
from accompagnement.actions.expirations import expirer_credits
from accompagnement.actions.planification import planifier_demi_journee
from accompagnement.actions.propositions import proposer_demi_journee
from accompagnement.actions.reservations import reserver_creneau
from accompagnement.enums import Lieu, NatureMouvement, StatutCreneau
from accompagnement.enums_collectives import PartageCollectif
from accompagnement.models import AttenteDeCreneau, Besoin, Creneau, Mission, MissionCollective, MouvementCredit
from accompagnement.queries.credits import credits_du_projet, ecarts_du_registre, somme_des_comptes
from accompagnement.queries.demandes import creneaux_de
from manufactures.models import Projet
from socle.comptes.acteur import acteur_de
from socle.comptes.enums import Role
from socle.comptes.models import Utilisateur
from socle.comptes.portee import programme_actif
from socle.lib.refus import ActionRefusee
from tests.accompagnement.fabriques import ExpertFactory, doter, finir, installer_le_programme, mission_sans_date, ouvrir
from tests.conftest import creer_personne, creer_programme_de_test
from tests.manufactures.fabriques import ProjetFactory

ESSAIS = 20
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene():
    """A committed programme: two projects with one and many half-days, experts with free slots."""
    programme = creer_programme_de_test("course")
    with programme_actif(programme):
        installer_le_programme()
        personne = creer_personne("course@exemple.fr", "Porteuse", Role.EQUIPE)
        projets = [ProjetFactory(en_accompagnement=True) for _ in range(2)]
        doter(projets[0], ("modele-economique", 1))
        doter(projets[1], ("modele-economique", ESSAIS))
        creneaux = ouvrir(ExpertFactory(), ESSAIS)
    return programme, personne.pk, [p.pk for p in projets], [c.pk for c in creneaux]


def _tenter(barriere, programme, personne, projet, creneau, cle, proposer=False) -> str:
    """One attempt, on a connection of its own; returns what it was told. ``proposer``: the expert of the slot, not the team."""
    try:
        with programme_actif(programme):
            champs = {
                "projet": Projet.objects.select_related("plan_accompagnement").get(pk=projet),
                "besoin": Besoin.objects.get(code="modele-economique"),
                "creneau": Creneau.objects.select_related("expert__utilisateur").get(pk=creneau),
                "acteur": acteur_de(Utilisateur.objects.get(pk=personne)),
            }
            if proposer:
                champs["acteur"] = acteur_de(champs["creneau"].expert.utilisateur)
            barriere.wait(timeout=60)
            faire = proposer_demi_journee if proposer else reserver_creneau
            return str(faire(lieu=Lieu.SUR_PLACE, objet="Course", cle=cle, **champs).pk)
    except ActionRefusee as e:
        return e.refus.code
    finally:
        connection.close()


def _courir(scene, tentatives) -> list[str]:
    programme, personne, _, _ = scene
    barriere = Barrier(len(tentatives))
    with ThreadPoolExecutor(len(tentatives)) as coureurs:
        return list(coureurs.map(lambda t: _tenter(barriere, programme, personne, *t), tentatives))


def _bilan(scene, rang: int) -> tuple[int, int, int]:
    with programme_actif(scene[0]):
        credits = credits_du_projet(Projet.objects.get(pk=scene[2][rang])).total
        assert (list(ecarts_du_registre()), somme_des_comptes()) == ([], 0)
        return Mission.objects.count(), credits.reservees, credits.disponibles


def test_la_derniere_demi_journee_ne_se_vend_qu_une_fois(scene):
    _, _, projets, creneaux = scene
    dits = _courir(scene, [(projets[0], c, f"cle-{c}") for c in creneaux])
    assert sorted(dits).count("credit_insuffisant") == ESSAIS - 1
    assert _bilan(scene, 0) == (1, 1, 0)


def test_un_creneau_ne_se_prend_qu_une_fois(scene):
    _, _, projets, creneaux = scene
    dits = _courir(scene, [(projets[n % 2], creneaux[0], f"cle-{n}") for n in range(ESSAIS)])
    assert sum(dit.isdecimal() for dit in dits) == 1
    missions, *_ = _bilan(scene, 1)
    assert missions == 1
    assert set(dits) - {"creneau_pris", "credit_insuffisant"} == {dit for dit in dits if dit.isdecimal()}


def test_une_proposition_et_une_reservation_ne_prennent_pas_le_meme_creneau(scene):
    _, _, projets, creneaux = scene
    dits = _courir(scene, [(projets[1], creneaux[0], f"cle-{n}", n % 2 == 0) for n in range(10)])
    assert sorted(dits).count("creneau_pris") == 9
    assert _bilan(scene, 1) == (1, 1, ESSAIS - 1)


def _servir(barriere, programme) -> int:
    """One pass over the waiting list, on a connection of its own."""
    try:
        with programme_actif(programme):
            barriere.wait(timeout=60)
            return servir_la_liste()
    finally:
        connection.close()


def test_le_premier_de_la_liste_garde_son_tour_face_a_dix_reservations(scene):
    programme, personne, projets, creneaux = scene
    with programme_actif(programme):
        attendu = {"besoin": Besoin.objects.get(code="modele-economique"), "demandee_par_id": personne, "demandee_at": timezone.now()}
        AttenteDeCreneau.objects.create(projet_id=projets[0], **attendu)
        Creneau.objects.exclude(pk=creneaux[0]).update(statut=StatutCreneau.RETIRE)
    barriere = Barrier(10)
    with ThreadPoolExecutor(10) as coureurs:
        passages = [coureurs.submit(_servir, barriere, programme) for _ in range(3)]
        essais = [(projets[1], creneaux[0], f"cle-{n}") for n in range(7)]
        dits = list(coureurs.map(lambda t: _tenter(barriere, programme, personne, *t), essais))
    assert sum(p.result() for p in passages) == 1
    assert set(dits) <= {"pas_votre_tour", "creneau_pris"}
    assert _bilan(scene, 0) == (0, 0, 1)


def test_vingt_clics_sur_la_meme_cle_font_une_mission(scene):
    _, _, projets, creneaux = scene
    dits = _courir(scene, [(projets[0], creneaux[0], "la-meme")] * ESSAIS)
    assert len(set(dits)) == 1
    assert _bilan(scene, 0) == (1, 1, 0)


def _expirer(barriere, programme, projet) -> int:
    """One pass over the end of a plan, on a connection of its own, the day after the last."""
    try:
        with programme_actif(programme):
            objet = Projet.objects.get(pk=projet)
            barriere.wait(timeout=60)
            return expirer_credits(projet=objet, jour=date(2100, 1, 1))
    finally:
        connection.close()


def test_dix_passages_a_la_fois_n_expirent_qu_une_fois(scene):
    programme, _, projets, _ = scene
    with programme_actif(programme):
        finir(Projet.objects.get(pk=projets[1]))
    barriere = Barrier(10)
    with ThreadPoolExecutor(10) as coureurs:
        expirees = list(coureurs.map(lambda _: _expirer(barriere, programme, projets[1]), range(10)))
    assert sorted(expirees) == [0] * 9 + [ESSAIS]
    assert _bilan(scene, 1) == (0, 0, 0)
    with programme_actif(programme):
        assert MouvementCredit.objects.filter(nature=NatureMouvement.EXPIRATION).count() == 1


def test_une_fin_contre_des_reservations_ne_perd_ni_ne_vend_deux_fois(scene):
    programme, personne, projets, creneaux = scene
    barriere = Barrier(8)
    with ThreadPoolExecutor(8) as coureurs:
        fin = coureurs.submit(_expirer, barriere, programme, projets[1])
        essais = [(projets[1], c, f"cle-{c}") for c in creneaux[:7]]
        dits = list(coureurs.map(lambda t: _tenter(barriere, programme, personne, *t), essais))
    reservees = sum(dit.isdecimal() for dit in dits)
    assert fin.result() == ESSAIS - reservees
    assert {dit for dit in dits if not dit.isdecimal()} <= {"credit_insuffisant"}
    assert _bilan(scene, 1) == (reservees, reservees, 0)


def _planifier(programme, personne, mission, creneau) -> str:
    """One date put on a mission, on a connection of its own."""
    try:
        with programme_actif(programme):
            acteur = acteur_de(Utilisateur.objects.get(pk=personne))
            planifier_demi_journee(mission=Mission.objects.get(pk=mission), creneau=Creneau.objects.get(pk=creneau), acteur=acteur)
            return "planifiee"
    except ActionRefusee as e:
        return e.refus.code
    finally:
        connection.close()


def _attendre_un_verrou() -> None:
    """Wait until another connection waits for a row of ours."""
    for _ in range(200):
        with connection.cursor() as curseur:
            curseur.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
            if curseur.fetchone()[0]:
                return
        sleep(0.02)
    raise AssertionError("personne n’attend")


def test_deux_dates_choisies_a_la_fois_sont_tenues_toutes_deux(scene):
    """The second waits for the row of the mission, whose first slot changes meanwhile: it reads the new one, not none."""
    programme, personne, projets, creneaux = scene
    with programme_actif(programme):
        mission = mission_sans_date(projets[1], creneaux[0], personne, demi_journees=2)
    with ThreadPoolExecutor(1) as coureur:
        with programme_actif(programme):
            acteur = acteur_de(Utilisateur.objects.get(pk=personne))
            planifier_demi_journee(mission=mission, creneau=Creneau.objects.get(pk=creneaux[0]), acteur=acteur)
            autre = coureur.submit(_planifier, programme, personne, mission.pk, creneaux[1])
            _attendre_un_verrou()
        assert autre.result() == "planifiee"
    with programme_actif(programme):
        assert [c.pk for c in creneaux_de(Mission.objects.pour_affichage().get(pk=mission.pk))] == creneaux[:2]


def _rejoindre(barriere, programme, personne, projet, collective) -> str:
    """One project that comes into a shared mission, on a connection of its own."""
    try:
        with programme_actif(programme):
            champs = {
                "collective": MissionCollective.objects.get(pk=collective),
                "projet": Projet.objects.select_related("plan_accompagnement").get(pk=projet),
                "besoin": Besoin.objects.get(code="modele-economique"),
                "acteur": acteur_de(Utilisateur.objects.get(pk=personne)),
            }
            barriere.wait(timeout=60)
            return str(rejoindre_collective(plafond=1, participants=1, cle=f"part-{projet}", **champs).pk)
    except ActionRefusee as e:
        return e.refus.code
    finally:
        connection.close()


def test_la_derniere_part_d_une_mission_collective_ne_se_prend_qu_une_fois(scene):
    programme, personne, projets, creneaux = scene
    with programme_actif(programme):
        annonce = Annonce("À plusieurs", "Les prix", "", Lieu.SUR_PLACE, "", PartageCollectif.EGAL, timezone.now() + timedelta(days=2))
        expert, acteur = Creneau.objects.select_related("expert").get(pk=creneaux[0]).expert, acteur_de(Utilisateur.objects.get(pk=personne))
        collective = ouvrir_collective(annonce=annonce, expert=expert, creneaux=creneaux[:2], invites=[], acteur=acteur, cle="c").pk
        autres = [ProjetFactory(en_accompagnement=True) for _ in range(4)]
        for projet in autres:
            doter(projet, ("modele-economique", 1))
    barriere = Barrier(6)
    with ThreadPoolExecutor(6) as coureurs:
        dits = list(coureurs.map(lambda p: _rejoindre(barriere, programme, personne, p, collective), [*projets, *(p.pk for p in autres)]))
    assert sorted(dit for dit in dits if not dit.isdecimal()) == ["collective_complete"] * 4
    with programme_actif(programme):
        assert (Mission.objects.count(), list(ecarts_du_registre()), somme_des_comptes()) == (2, [], 0)
