"""Any sequence of acts, expiries, corrections, grants, replays and crashes leaves the ledger whole and explained."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from accompagnement.actions.corrections import contre_passer
from accompagnement.actions.credits import doter, transferer
from accompagnement.actions.deplacements import deplacer_demi_journee
from accompagnement.actions.expirations import expirer_credits, rendre_les_expires
from accompagnement.actions.missions import annuler, repondre
from accompagnement.actions.propositions import proposer_demi_journee, repondre_a_la_proposition
from accompagnement.actions.reservations import reserver_creneau
from accompagnement.actions.sans_reponse import clore_sans_reponse
from accompagnement.actions.service_fait import accepter_service_fait, remettre_compte_rendu, valider_service_fait
from accompagnement.enums import Lieu, NatureCompte, NatureMouvement, Reponse, StatutMission, Verdict
from accompagnement.models import CompteCredits, Mission, MouvementCredit
from accompagnement.queries.credits import credits_du_projet, ecarts_du_registre, somme_des_comptes
from socle.comptes.acteur import acteur_de
from socle.comptes.enums import Role
from socle.lib.refus import ActionRefusee
from tests.accompagnement.fabriques import ENVELOPPE, deplacer, finir, ouvrir
from tests.conftest import creer_personne

TENUES = [StatutMission.PROPOSEE, StatutMission.A_CONFIRMER, StatutMission.PLANIFIEE, StatutMission.A_ACCEPTER, StatutMission.A_VALIDER, StatutMission.CONTESTEE]
BESOINS = st.sampled_from(["modele-economique", "modele-juridique"])
# What the platform writes by itself, without an author: a proposal left without an answer gives back what it held.
DE_LA_PLATEFORME = {NatureMouvement.DOTATION, NatureMouvement.LIBERATION, NatureMouvement.EXPIRATION, NatureMouvement.CONTRE_PASSATION}


class Panne(Exception):
    """A worker dies in the middle of a transaction."""


def _lignes() -> list[int]:
    return list(MouvementCredit.objects.order_by("pk").values_list("pk", flat=True))


def disponible_recalcule(projet) -> list[tuple[int, int]]:
    """What each line of a project should say is left after it, beside what it says."""
    reste, lus = 0, []
    for m in projet.mouvements_credit.select_related("de", "vers").order_by("pk"):
        reste += m.quantite * ((m.vers.nature == NatureCompte.DISPONIBLE) - (m.de.nature == NatureCompte.DISPONIBLE))
        lus.append((reste, m.disponible_apres))
    return lus


def _machine(suivi, besoins, expert, porteuse, coordinatrice, seconde):
    elle, lui, coordination = acteur_de(porteuse), acteur_de(expert.utilisateur), acteur_de(coordinatrice)
    autre = acteur_de(seconde)

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

        @rule(code=BESOINS, rang=st.integers(0, 7), rejouer=st.booleans())
        def proposer(self, code, rang, rejouer):
            self.cles += 0 if rejouer else 1
            champs = {"projet": suivi, "besoin": besoins[code], "creneau": self.creneaux[rang], "lieu": Lieu.SUR_PLACE}
            try:
                proposer_demi_journee(**champs, objet="Essai", acteur=lui, cle=f"etat-{self.cles}")
            except ActionRefusee:
                pass

        @rule(data=st.data(), accord=st.booleans())
        def confirmer(self, data, accord):
            self._tenter(repondre_a_la_proposition, self._au_hasard(data), accord=accord, motif="Essai", acteur=elle)

        @rule(data=st.data())
        def laisser_passer(self, data):
            mission = self._au_hasard(data, statut__in=[StatutMission.A_CONFIRMER, StatutMission.PROPOSEE])
            if mission:
                with time_machine.travel(mission.reponse_avant):
                    assert clore_sans_reponse(mission=mission) != clore_sans_reponse(mission=mission)

        @rule(data=st.data(), reponse=st.sampled_from(Reponse))
        def repondre(self, data, reponse):
            self._tenter(repondre, self._au_hasard(data), reponse=reponse, motif="Essai", acteur=lui)

        @rule(data=st.data(), tard=st.booleans())
        def annuler(self, data, tard):
            mission = self._au_hasard(data)
            if mission and tard:
                deplacer(mission.creneau, timezone.now() + timedelta(hours=4 * mission.pk % 40 + 1, minutes=mission.creneau_id % 50))
            self._tenter(annuler, mission, motif="Essai", acteur=elle, par_l_equipe=True)

        @rule(data=st.data(), rang=st.integers(0, 7), tard=st.booleans(), equipe=st.booleans())
        def deplacer_ailleurs(self, data, rang, tard, equipe):
            mission = self._au_hasard(data, statut=StatutMission.PLANIFIEE)
            if mission and tard:
                deplacer(mission.creneau, timezone.now() + timedelta(hours=4 * mission.pk % 40 + 1, minutes=mission.creneau_id % 50))
            vers_pk, qui = self.creneaux[rang].pk, elle if equipe else lui
            champs = {"creneau_pk": mission.creneau_id, "vers_pk": vers_pk, "acteur": qui, "par_l_equipe": equipe} if mission else {}
            self._tenter(deplacer_demi_journee, mission, motif="Essai", **champs)

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

        @rule(code=BESOINS, quantite=st.integers(0, 4), rejouer=st.booleans())
        def doter(self, code, quantite, rejouer):
            self.cles += 0 if rejouer else 1
            cle = f"d-{self.cles}"
            ecrite, avant = MouvementCredit.objects.filter(cle__startswith=f"dotation:complement:{cle}:").exists(), _lignes()
            try:
                doter(projet=suivi, lignes=[(code, quantite)], source="Avenant", motif="Essai", acteur=coordination, cle=cle)
            except ActionRefusee:
                ecrite = True
            assert (_lignes() == avant) == ecrite

        @rule(retard=st.integers(1, 20))
        def finir_et_expirer_deux_fois(self, retard):
            finir(suivi, retard)
            expirer_credits(projet=suivi)
            lignes, solde = _lignes(), credits_du_projet(suivi).total
            assert solde.disponibles == 0
            assert expirer_credits(projet=suivi, jour=timezone.localdate() + timedelta(days=retard)) == 0
            assert (_lignes(), credits_du_projet(suivi).total) == (lignes, solde)

        @rule()
        def prolonger(self):
            finir(suivi, -700)
            rendre_les_expires(projet=suivi, source="Avenant", motif="Essai", acteur=coordination)
            lignes = _lignes()
            assert rendre_les_expires(projet=suivi, source="Avenant", motif="Essai", acteur=coordination) == 0
            assert (_lignes(), credits_du_projet(suivi).total.expirees) == (lignes, 0)

        @rule(data=st.data(), qui=st.sampled_from([coordination, autre]))
        def contre_passer(self, data, qui):
            ligne = data.draw(st.sampled_from(list(suivi.mouvements_credit.select_related("de", "vers", "projet").order_by("pk"))))
            for _ in range(2):
                try:
                    contre_passer(ligne=ligne, piece="Note", motif="Essai", acteur=qui)
                except ActionRefusee:
                    pass
            assert MouvementCredit.objects.filter(corrige=ligne).count() <= 1

        @rule(acte=st.sampled_from(["doter", "expirer", "transferer"]))
        def tomber_en_panne(self, acte):
            avant, solde = _lignes(), credits_du_projet(suivi).total
            actes = {
                "doter": lambda: doter(projet=suivi, lignes=[("offre-formation", 1)], source="Avenant", motif="Essai", acteur=autre, cle="panne"),
                "expirer": lambda: expirer_credits(projet=suivi, jour=timezone.localdate() + timedelta(days=2000)),
                "transferer": lambda: transferer(
                    projet=suivi, de=besoins["modele-juridique"], vers=besoins["offre-formation"], quantite=1, motif="Essai", acteur=autre, cle="panne"
                ),
            }
            with pytest.raises((Panne, ActionRefusee)), transaction.atomic():
                actes[acte]()
                raise Panne
            assert (_lignes(), credits_du_projet(suivi).total) == (avant, solde)

        @invariant()
        def chaque_ligne_est_expliquee(self):
            if not hasattr(self, "cles"):
                return
            lignes = MouvementCredit.objects.order_by("pk")
            assert not lignes.filter(Q(source="") | Q(motif="")).exists()
            assert {NatureMouvement(n) for n in lignes.filter(auteur=None).values_list("nature", flat=True)} <= DE_LA_PLATEFORME
            assert all(attendu == ecrit for attendu, ecrit in disponible_recalcule(suivi))

        @invariant()
        def le_registre_est_entier(self):
            if not hasattr(self, "cles"):
                return
            credits = credits_du_projet(suivi).total
            assert (list(ecarts_du_registre()), somme_des_comptes()) == ([], 0)
            assert min(c.solde for c in CompteCredits.objects.exclude(nature="financement")) >= 0
            enveloppe = CompteCredits.objects.get(nature=NatureCompte.ENVELOPPE).solde
            assert credits.accordees + enveloppe == ENVELOPPE
            assert credits.reservees == Mission.objects.filter(statut__in=TENUES).count()

        def teardown(self):
            if hasattr(self, "retour"):
                transaction.savepoint_rollback(self.retour)

    return Registre


@pytest.mark.django_db
def test_aucune_suite_d_actes_ne_fausse_le_registre(suivi, besoins, expert, porteuse, coordinatrice):
    assert connection.in_atomic_block
    seconde = creer_personne("seconde@exemple.fr", "Seconde", Role.COORDINATION)
    reduit = settings(max_examples=6, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(lambda: _machine(suivi, besoins, expert, porteuse, coordinatrice, seconde)(), settings=reduit)
