"""Actions decided with an expert go to the project's plan d’actions."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accompagnement.actions.missions import repondre
from accompagnement.actions.plan_action import ActionPrevue, ajouter_action, terminer_action
from accompagnement.enums import Reponse
from accompagnement.models import ActionDuProjet, PieceCompteRendu
from socle.lib.refus import ActionRefusee
from tests.accompagnement.fabriques import deplacer
from tests.incubation.fabriques import fichier

PAGE = "/p/manufactures/accompagnement/projets/{}/plan-d-actions/"


@pytest.fixture
def action(suivi, acteur_de, porteuse) -> ActionDuProjet:
    prevue = ActionPrevue("Signer le bail", "Ada", timezone.localdate() + timedelta(days=9))
    ajouter_action(projet=suivi, action=prevue, acteur=acteur_de(porteuse))
    return ActionDuProjet.objects.get()


def rendre(client, mission, creneau, acteur, **champs):
    repondre(mission=mission, reponse=Reponse.ACCEPTER, acteur=acteur)
    deplacer(creneau, timezone.now() - timedelta(days=1))
    client.force_login(acteur.utilisateur)
    donnees = {"fait": "Budget relu", "demi_journees": 1} | champs
    return client.post(f"/p/manufactures/accompagnement/missions/{mission.pk}/compte-rendu/", donnees)


def test_le_compte_rendu_verse_ses_actions_et_ses_pieces(client, mission, creneau, acteur_de, experte, suivi):
    action = {"action_1_libelle": "Envoyer le tableau", "action_1_responsable": "Ada", "action_1_echeance": "2030-01-07"}
    pieces = {"piece_1": fichier("un.pdf"), "piece_3": fichier("trois.pdf")}
    assert rendre(client, mission, creneau, acteur_de(experte), **action, **pieces).status_code == 302
    prevue = ActionDuProjet.objects.get()
    assert (prevue.projet, prevue.mission_id, prevue.libelle) == (suivi, mission.pk, "Envoyer le tableau")
    assert PieceCompteRendu.objects.count() == 2


def test_une_action_commencee_se_complete(client, mission, creneau, acteur_de, experte):
    page = rendre(client, mission, creneau, acteur_de(experte), action_2_libelle="Envoyer le tableau")
    assert "Complétez cette action" in page.content.decode()
    assert ActionDuProjet.objects.count() == 0


def test_l_equipe_coche_une_fois(action, acteur_de, porteuse):
    assert terminer_action(action=action, acteur=acteur_de(porteuse)).faite_par == porteuse
    with pytest.raises(ActionRefusee, match="déjà notée"):
        terminer_action(action=action, acteur=acteur_de(porteuse))


def test_qui_lit_le_plan(action, suivi, client, porteuse, observateur, experte, autre_porteur):
    def statut(personne) -> int:
        client.force_login(personne)
        return client.get(PAGE.format(suivi.slug)).status_code

    assert [statut(p) for p in (porteuse, observateur, experte, autre_porteur)] == [200, 200, 404, 404]


def test_les_actions_ouvertes_sont_a_la_page_de_la_mission(action, mission, client, porteuse):
    client.force_login(porteuse)
    assert "Signer le bail" in client.get(f"/p/manufactures/accompagnement/missions/{mission.pk}/").content.decode()
