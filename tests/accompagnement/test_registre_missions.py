"""Any life of missions of several half-days, answered, adjusted, planned, freed, missed, judged or left in silence, keeps the ledger whole."""

import os
from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.db.models import Q, Sum
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from accompagnement.actions.accords import approuver_mission, confirmer_ajustement, refuser_mission, repondre_a_la_demande
from accompagnement.actions.arbitrages import arbitrer
from accompagnement.actions.credits import doter
from accompagnement.actions.demandes import demander_mission, proposer_mission
from accompagnement.actions.horloge import reprendre, suspendre
from accompagnement.actions.missions import annuler
from accompagnement.actions.planification import constater, liberer_demi_journee, planifier_demi_journee, rendre_le_reste
from accompagnement.actions.service_fait import accepter_service_fait, remettre_compte_rendu, valider_service_fait
from accompagnement.actions.silences import traiter_silence, valider_sans_reponse
from accompagnement.enums import Lieu, NatureCompte, StatutMission, Verdict
from accompagnement.enums_missions import Constat, Cote, ReponseMission
from accompagnement.models import Creneau, Mission, PlanAccompagnement
from accompagnement.queries.credits import credits_du_projet, ecarts_du_registre, somme_des_comptes
from accompagnement.queries.demandes import creneaux_de
from manufactures.models import Projet
from socle.comptes.acteur import acteur_de
from socle.comptes.actions.reglages import fixer_reglage
from socle.comptes.enums import Role
from socle.lib.refus import ActionRefusee
from tests.accompagnement.fabriques import deplacer, ouvrir, sans_interet
from tests.accompagnement.test_registre_etats import DE_LA_PLATEFORME, disponible_recalcule
from tests.conftest import creer_personne

S = StatutMission
FINIES = {S.ANNULEE, S.DECLINEE, S.VALIDE, S.PAYABLE}


def tenues(mission: Mission) -> int:
    """Half-days that a mission holds, by the ledger."""
    lignes = mission.mouvements.aggregate(
        entrees=Sum("quantite", filter=Q(vers__nature=NatureCompte.RESERVE), default=0),
        sorties=Sum("quantite", filter=Q(de__nature=NatureCompte.RESERVE), default=0),
    )
    return lignes["entrees"] - lignes["sorties"]


def _machine(suivi, besoin, expert, gens):
    elle, lui, coordination, autre = gens

    class Missions(RuleBasedStateMachine):
        """Half-days are only moved; a refusal moves nothing."""

        @initialize(lots=st.lists(st.integers(1, 4), min_size=2, max_size=3))
        def ouvrir_un_point_de_retour(self, lots):
            self.retour, self.arrete = transaction.savepoint(), False
            ouvrir(expert, 10)
            for rang, demi_journees in enumerate(lots):
                self._demander(demi_journees, f"m-{rang}")

        def _demander(self, demi_journees, cle):
            jour, mots = timezone.localdate(), {"objet": "Essai", "resultat_attendu": "Un essai", "lieu": Lieu.SUR_PLACE}
            periode = {"periode_debut": jour, "periode_fin": jour + timedelta(days=120)}
            projet = Projet.objects.select_related("plan_accompagnement").get(pk=suivi.pk)
            return self._tenter(demander_mission, projet=projet, besoin=besoin, demi_journees=demi_journees, acteur=elle, cle=cle, **mots, **periode)

        def _tenter(self, action, **champs):
            try:
                with transaction.atomic():
                    return action(**champs)
            except ActionRefusee:
                return None

        def _mettre(self, creneau, debut):
            """Put a half-day at another time, unless another is there."""
            try:
                with transaction.atomic():
                    deplacer(creneau, debut)
            except IntegrityError:
                pass

        def _passer(self, creneau):
            """Let a half-day to come be over, in the order of its mission."""
            if creneau.debut > timezone.now():
                self._mettre(creneau, creneau.debut - timedelta(days=364))

        def _au_hasard(self, data, *statuts):
            missions = list(Mission.objects.pour_affichage().filter(statut__in=statuts).order_by("pk"))
            return data.draw(st.sampled_from(missions)) if missions else None

        def _sur(self, data, action, *statuts, **champs):
            if mission := self._au_hasard(data, *statuts):
                self._tenter(action, mission=mission, **champs)

        @rule(demi_journees=st.integers(1, 4), rejouer=st.booleans())
        def demander(self, demi_journees, rejouer):
            self._demander(demi_journees, "m-0" if rejouer else f"m-{Mission.objects.count()}")

        @rule(data=st.data())
        def solliciter(self, data):
            self._sur(data, proposer_mission, S.DEMANDEE, expert_pk=expert.pk, acteur=coordination)

        @rule(data=st.data(), reponse=st.sampled_from([*ReponseMission, *[ReponseMission.ACCEPTER] * 3]), demi_journees=st.integers(1, 6))
        def repondre(self, data, reponse, demi_journees):
            self.solliciter(data)
            self._sur(data, repondre_a_la_demande, S.PROPOSEE, reponse=reponse, demi_journees=demi_journees, motif="Essai", acteur=lui)

        @rule(data=st.data(), accord=st.booleans())
        def confirmer(self, data, accord):
            self._sur(data, confirmer_ajustement, S.A_CONFIRMER, accord=accord, motif="Essai", acteur=elle)

        @rule(data=st.data(), accord=st.booleans())
        def approuver(self, data, accord):
            action, champs = (approuver_mission, {}) if accord else (refuser_mission, {"motif": "Essai"})
            self._sur(data, action, S.A_APPROUVER, acteur=coordination, **champs)

        @rule(data=st.data(), fois=st.integers(1, 3))
        def planifier(self, data, fois):
            self.approuver(data, True)
            for creneau in Creneau.objects.libres_apres(timezone.now()).order_by("debut")[:fois]:
                self._sur(data, planifier_demi_journee, S.A_PLANIFIER, creneau=creneau, acteur=elle)

        def _une_demi_journee(self, data, premiere=False):
            """A mission and one of its half-days; the first, which may be brought near or past without passing another."""
            mission = self._au_hasard(data, S.A_PLANIFIER, S.PLANIFIEE)
            tenus = creneaux_de(mission) if mission else []
            return (mission, tenus[0] if premiere else data.draw(st.sampled_from(tenus))) if tenus else (None, None)

        @rule(data=st.data(), tard=st.booleans(), equipe=st.booleans())
        def liberer(self, data, tard, equipe):
            mission, creneau = self._une_demi_journee(data, premiere=tard)
            if mission:
                if tard:
                    self._mettre(creneau, timezone.now() + timedelta(hours=5, minutes=creneau.pk % 50))
                qui = elle if equipe else lui
                self._tenter(liberer_demi_journee, mission=mission, creneau_pk=creneau.pk, motif="Essai", acteur=qui, par_l_equipe=equipe)

        @rule(data=st.data())
        def rendre_le_reste(self, data):
            self._sur(data, rendre_le_reste, S.A_PLANIFIER, acteur=elle)

        @rule(data=st.data(), dits=st.tuples(st.sampled_from(Constat), st.sampled_from(Constat)))
        def constater(self, data, dits):
            mission, creneau = self._une_demi_journee(data, premiere=True)
            if mission:
                self._passer(creneau)
                for cote, constat, qui in ((Cote.PROJET, dits[0], elle), (Cote.EXPERT, dits[1], lui)):
                    champs = {"creneau_pk": creneau.pk, "cote": cote, "constat": constat, "precision": "Essai"}
                    self._tenter(constater, mission=mission, acteur=qui, **champs)

        @rule(data=st.data(), tard=st.booleans())
        def annuler(self, data, tard):
            mission, creneau = self._une_demi_journee(data, premiere=True)
            if mission and tard:
                self._mettre(creneau, timezone.now() + timedelta(hours=6, minutes=creneau.pk % 50))
            self._sur(data, annuler, *set(S) - FINIES, motif="Essai", acteur=elle, par_l_equipe=True)

        @rule(data=st.data(), demi_journees=st.integers(1, 4), verdict=st.sampled_from(Verdict), acceptees=st.integers(0, 4))
        def rendre_et_juger(self, data, demi_journees, verdict, acceptees):
            self.planifier(data, 4)
            for mission in Mission.objects.pour_affichage().filter(statut=S.PLANIFIEE):
                for creneau in creneaux_de(mission):
                    self._passer(creneau)
            if mission := self._au_hasard(data, S.PLANIFIEE, S.CONTESTEE):
                self._tenter(remettre_compte_rendu, mission=mission, fait="Essai", demi_journees=min(demi_journees, mission.demi_journees), acteur=lui)
            champs = {"verdict": verdict, "acceptees": acceptees, "motif": "Essai"}
            self._sur(data, accepter_service_fait, S.A_ACCEPTER, acteur=elle, **champs)

        @rule(data=st.data(), jours=st.integers(0, 40))
        def se_taire(self, data, jours):
            with time_machine.travel(timezone.now() + timedelta(days=jours)):
                self._sur(data, traiter_silence, S.A_ACCEPTER)
                self._sur(data, valider_sans_reponse, S.A_ACCEPTER, motif="Essai", acteur=coordination)

        @rule(data=st.data(), acceptees=st.integers(0, 4), qui=st.sampled_from([coordination, autre]))
        def arbitrer(self, data, acceptees, qui):
            self._sur(data, arbitrer, S.CONTESTEE, acceptees=acceptees, motif="Essai", acteur=qui)

        @rule(data=st.data(), qui=st.sampled_from([coordination, autre]))
        def valider(self, data, qui):
            self._sur(data, valider_service_fait, S.A_VALIDER, acteur=qui)

        @precondition(lambda self: not self.arrete)
        @rule()
        def suspendre_et_reprendre(self):
            self.arrete = True
            plan, jour = PlanAccompagnement.objects.get(projet=suivi), timezone.localdate()
            if self._tenter(suspendre, plan=plan, date_debut=jour - timedelta(days=1), mois=2, motif="Essai", acteur=coordination):
                assert self._demander(1, f"arret-{Mission.objects.count()}") is None
                self._tenter(reprendre, plan=PlanAccompagnement.objects.get(projet=suivi), date_reprise=jour, acteur=coordination)

        @invariant()
        def chaque_mission_tient_ce_qu_elle_dit(self):
            if not hasattr(self, "retour"):
                return
            for mission in Mission.objects.order_by("pk"):
                attendu = 0 if mission.etat in FINIES else mission.demi_journees
                assert (mission.pk, mission.etat, tenues(mission)) == (mission.pk, mission.etat, attendu)

        @invariant()
        def le_registre_est_entier(self):
            if not hasattr(self, "retour"):
                return
            credits = credits_du_projet(suivi).total
            assert (list(ecarts_du_registre()), somme_des_comptes()) == ([], 0)
            assert credits.reservees == sum(tenues(m) for m in Mission.objects.all())
            assert min(credits.disponibles, credits.consommees) >= 0
            assert all(attendu == ecrit for attendu, ecrit in disponible_recalcule(suivi))
            lignes = suivi.mouvements_credit
            assert not lignes.filter(Q(source="") | Q(motif="")).exists()
            assert set(lignes.filter(auteur=None).values_list("nature", flat=True)) <= {str(n) for n in DE_LA_PLATEFORME} | {"consommation"}

        def teardown(self):
            if hasattr(self, "retour"):
                transaction.savepoint_rollback(self.retour)

    return Missions


@pytest.mark.django_db
def test_aucune_vie_de_mission_ne_fausse_le_registre(suivi, besoin, expert, porteuse, coordinatrice):
    """Missions above two half-days are approved, a threshold low enough to be met. ``EXEMPLES=200`` explores other lives, longer."""
    fixer_reglage(cle="accompagnement.seuil_approbation", valeur=2, motif="Essai", date_effet=date(2022, 1, 1), auteur=None)
    seconde = creer_personne("seconde@exemple.fr", "Seconde", Role.COORDINATION)
    sans_interet([expert], [suivi])
    gens = [acteur_de(p) for p in (porteuse, expert.utilisateur, coordinatrice, seconde)]
    doter(projet=suivi, lignes=[(besoin.code, 9)], source="Avenant", motif="Essai", acteur=gens[2], cle="avenant")
    exemples = {"max_examples": int(os.environ.get("EXEMPLES", 10)), "derandomize": "EXEMPLES" not in os.environ}
    reduit = settings(**exemples, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(lambda: _machine(suivi, besoin, expert, gens)(), settings=reduit)
