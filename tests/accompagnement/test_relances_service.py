"""Reminders before a silence counts, and of the actions that come due."""

from datetime import timedelta

from django.utils import timezone

from accompagnement.actions.plan_action import ActionPrevue, ajouter_action, terminer_action
from accompagnement.actions.service_fait import accepter_service_fait
from accompagnement.enums import Verdict
from accompagnement.models import ActionDuProjet
from accompagnement.queries.rappels import projets_a_rappeler
from accompagnement.relances import actions_a_faire, verdicts_attendus


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
