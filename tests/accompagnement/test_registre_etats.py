"""Any sequence of bookings, answers, cancellations, verdicts and transfers leaves the ledger whole."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from accompagnement.actions.credits import transferer
from accompagnement.actions.missions import annuler, repondre
from accompagnement.actions.reservations import reserver_creneau
from accompagnement.actions.service_fait import accepter_service_fait, remettre_compte_rendu, valider_service_fait
from accompagnement.enums import Lieu, Reponse, StatutMission, Verdict
from accompagnement.models import CompteCredits, Mission
from accompagnement.queries.credits import credits_du_projet, ecarts_du_registre, somme_des_comptes
from socle.comptes.acteur import acteur_de
from socle.lib.refus import ActionRefusee
from tests.accompagnement.fabriques import deplacer, ouvrir

TENUES = [StatutMission.PROPOSEE, StatutMission.PLANIFIEE, StatutMission.A_ACCEPTER, StatutMission.A_VALIDER, StatutMission.CONTESTEE]
BESOINS = st.sampled_from(["modele-economique", "modele-juridique"])


def _machine(suivi, besoins, expert, porteuse, coordinatrice):
    elle, lui, coordination = acteur_de(porteuse), acteur_de(expert.utilisateur), acteur_de(coordinatrice)

    class Registre(RuleBasedStateMachine):
        """Half-days are only moved; a refusal moves nothing."""

        @initialize()
        def ouvrir_un_point_de_retour(self):
            self.retour, self.cles = transaction.savepoint(), 0
            self.creneaux = ouvrir(expert, 8)

        def _au_hasard(self, data, **filtre):
            missions = list(Mission.objects.pour_affichage().filter(**filtre).order_by("pk"))
            return data.draw(st.sampled_from(missions)) if missions else None

        def _tenter(self, action, mission, **champs):
            if mission is None:
                return
            try:
                action(mission=mission, **champs)
            except ActionRefusee:
                pass

        @rule(code=BESOINS, rang=st.integers(0, 7), rejouer=st.booleans())
        def reserver(self, code, rang, rejouer):
            self.cles += 0 if rejouer else 1
            champs = {"projet": suivi, "besoin": besoins[code], "creneau": self.creneaux[rang], "lieu": Lieu.SUR_PLACE}
            try:
                reserver_creneau(**champs, objet="Essai", acteur=elle, cle=f"etat-{self.cles}")
            except ActionRefusee:
                pass

        @rule(data=st.data(), reponse=st.sampled_from(Reponse))
        def repondre(self, data, reponse):
            self._tenter(repondre, self._au_hasard(data), reponse=reponse, motif="Essai", acteur=lui)

        @rule(data=st.data(), tard=st.booleans())
        def annuler(self, data, tard):
            mission = self._au_hasard(data)
            if mission and tard:
                deplacer(mission.creneau, timezone.now() + timedelta(hours=4 * mission.pk % 40 + 1, minutes=mission.creneau_id % 50))
            self._tenter(annuler, mission, motif="Essai", acteur=elle, par_l_equipe=True)

        @rule(data=st.data(), verdict=st.sampled_from([Verdict.ACCEPTE, Verdict.REFUSE]))
        def rendre_et_juger(self, data, verdict):
            mission = self._au_hasard(data, statut__in=[StatutMission.PLANIFIEE, StatutMission.CONTESTEE])
            if mission:
                deplacer(mission.creneau, timezone.now() - timedelta(days=mission.creneau_id % 500 + 1))
            self._tenter(remettre_compte_rendu, mission, fait="Essai", demi_journees=1, acteur=lui)
            self._tenter(accepter_service_fait, mission, verdict=verdict, motif="Essai", acteur=elle)

        @rule(data=st.data())
        def valider(self, data):
            self._tenter(valider_service_fait, self._au_hasard(data), acteur=coordination)

        @rule(de=BESOINS, vers=BESOINS, quantite=st.integers(0, 3), rejouer=st.booleans())
        def transferer(self, de, vers, quantite, rejouer):
            self.cles += 0 if rejouer else 1
            champs = {"de": besoins[de], "vers": besoins[vers], "quantite": quantite, "motif": "Essai", "cle": f"t-{self.cles}"}
            try:
                transferer(projet=suivi, acteur=coordination, **champs)
            except ActionRefusee:
                pass

        @invariant()
        def le_registre_est_entier(self):
            if not hasattr(self, "cles"):
                return
            credits = credits_du_projet(suivi).total
            assert (list(ecarts_du_registre()), somme_des_comptes()) == ([], 0)
            assert min(c.solde for c in CompteCredits.objects.exclude(nature="financement")) >= 0
            assert credits.accordees == 5
            assert credits.reservees == Mission.objects.filter(statut__in=TENUES).count()

        def teardown(self):
            if hasattr(self, "retour"):
                transaction.savepoint_rollback(self.retour)

    return Registre


@pytest.mark.django_db
def test_aucune_suite_d_actes_ne_fausse_le_registre(suivi, besoins, expert, porteuse, coordinatrice):
    assert connection.in_atomic_block
    reduit = settings(max_examples=6, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(lambda: _machine(suivi, besoins, expert, porteuse, coordinatrice)(), settings=reduit)
