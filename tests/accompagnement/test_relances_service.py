"""Reminders before a silence counts, of what waits for an expert, and of the actions that come due."""

from datetime import timedelta

from django.utils import timezone

from accompagnement.actions.missions import repondre
from accompagnement.actions.plan_action import ActionPrevue, ajouter_action, terminer_action
from accompagnement.actions.service_fait import accepter_service_fait, remettre_compte_rendu
from accompagnement.enums import Reponse, Verdict
from accompagnement.models import ActionDuProjet
from accompagnement.queries.demandes import rendu_avant
from accompagnement.queries.rappels import missions_d_un_expert_a_rappeler, projets_a_rappeler
from accompagnement.relances import actions_a_faire, missions_a_reprendre, verdicts_attendus
from tests.accompagnement.fabriques import deplacer


def test_l_equipe_est_rappelee_avant_que_son_silence_compte(mission_rendue, porteuse, partenaire, acteur_de):
    rappels = list(verdicts_attendus(projets_a_rappeler(timezone.now())))
    assert {r.destinataire_pk for r in rappels} == {porteuse.pk, partenaire.pk}
    assert "la coordination est prévenue" in rappels[0].phrase
    accepter_service_fait(mission=mission_rendue, verdict=Verdict.ACCEPTE, acteur=acteur_de(porteuse))
    assert list(verdicts_attendus(projets_a_rappeler(timezone.now()))) == []


def test_une_action_faite_n_est_plus_rappelee(suivi, porteuse, acteur_de):
    prevue = ActionPrevue("Signer le bail", "Ada", timezone.localdate() + timedelta(days=9))
    ajouter_action(projet=suivi, action=prevue, acteur=acteur_de(porteuse))
    assert len(list(actions_a_faire(projets_a_rappeler(timezone.now())))) == 2
    terminer_action(action=ActionDuProjet.objects.get(), acteur=acteur_de(porteuse))
    assert list(actions_a_faire(projets_a_rappeler(timezone.now()))) == []


def _pour_les_experts(instant=None) -> list[tuple]:
    rappels = missions_a_reprendre(missions_d_un_expert_a_rappeler(instant or timezone.now()))
    return [(r.destinataire_pk, r.phrase.split()[0], r.echeance) for r in rappels]


def test_l_experte_est_rappelee_a_repondre_puis_a_rendre(mission, creneau, experte, de_l_experte):
    assert _pour_les_experts() == [(experte.pk, "Répondez", mission.reponse_avant)]
    assert _pour_les_experts(mission.reponse_avant) == []
    repondre(mission=mission, reponse=Reponse.ACCEPTER, acteur=de_l_experte)
    assert _pour_les_experts() == []
    deplacer(creneau, timezone.now() - timedelta(days=1))
    assert _pour_les_experts() == [(experte.pk, "Remettez", rendu_avant(creneau.fin))]
    remettre_compte_rendu(mission=mission, fait="Le budget", demi_journees=1, acteur=de_l_experte)
    assert _pour_les_experts() == []
