"""After the report: silence, arbitration, history, certificate, plan d’actions."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accompagnement.actions.arbitrages import arbitrer, redemander_compte_rendu
from accompagnement.actions.service_fait import accepter_service_fait, remettre_compte_rendu, valider_service_fait
from accompagnement.actions.silences import traiter_silence, valider_sans_reponse
from accompagnement.enums import OrigineVerdict, StatutMission, Verdict
from accompagnement.models import Mission, MouvementCredit, ServiceFait
from accompagnement.pdf import attestation_lisible, contexte_attestation
from accompagnement.regles_service import echeance_du_verdict, est_silencieux
from accompagnement.tasks import traiter_les_silences
from socle.comptes.actions.reglages import fixer_reglage
from socle.courriers.models import Courrier
from socle.lib.dates import PARIS, est_ouvre
from socle.lib.refus import ActionRefusee
from tests.conftest import creer_personne

TARD = timezone.now() + timedelta(days=60)  # beyond any ten worked days
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31)).map(lambda d: d.replace(tzinfo=PARIS))


def etat(mission) -> StatutMission:
    return Mission.objects.get(pk=mission.pk).etat


def refuser(mission, acteur):
    accepter_service_fait(mission=mission, verdict=Verdict.REFUSE, motif="Écourtée", acteur=acteur)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(INSTANTS, st.integers(1, 30))
def test_l_echeance_tombe_un_jour_ouvre_a_18_h(remis, jours):
    limite = echeance_du_verdict(remis, jours)
    assert est_ouvre(limite.date())
    assert (limite.hour, limite.minute) == (18, 0)
    assert (limite.date() - remis.date()).days >= jours


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(INSTANTS)
def test_a_l_echeance_meme_le_projet_peut_encore_repondre(limite):
    assert not est_silencieux(StatutMission.A_ACCEPTER, limite, limite)
    assert est_silencieux(StatutMission.A_ACCEPTER, limite, limite + timedelta(seconds=1))
    assert not est_silencieux(StatutMission.A_VALIDER, limite, limite + timedelta(days=1))


def test_le_silence_alerte_la_coordination_une_seule_fois(mission_rendue, coordinatrice):
    assert not traiter_silence(mission=mission_rendue)
    with time_machine.travel(TARD):
        assert traiter_silence(mission=mission_rendue)
        assert not traiter_silence(mission=mission_rendue)
    assert Courrier.objects.filter(gabarit="accompagnement_silence").count() == 1
    assert etat(mission_rendue) == StatutMission.A_ACCEPTER


def test_la_tache_du_silence_faite_deux_fois_ou_en_retard_donne_le_meme_resultat(mission_rendue, coordinatrice):
    with time_machine.travel(TARD):
        traiter_les_silences()
        traiter_les_silences()
    assert Courrier.objects.filter(gabarit="accompagnement_silence").count() == 1


def test_la_regle_dite_au_projet_ne_change_pas_en_route(mission_rendue, coordinatrice):
    demain = timezone.localdate() + timedelta(days=1)
    fixer_reglage(cle="accompagnement.service_fait_silence_effet", valeur="accepter", motif="Essai", date_effet=demain, auteur=None)
    with time_machine.travel(TARD):
        traiter_silence(mission=mission_rendue)
    assert etat(mission_rendue) == StatutMission.A_ACCEPTER


def test_le_silence_accepte_par_la_regle_puis_la_coordination_valide(par_la_regle, acteur_de, coordinatrice):
    with time_machine.travel(TARD):
        assert traiter_silence(mission=par_la_regle)
        service_fait = valider_service_fait(mission=par_la_regle, acteur=acteur_de(coordinatrice))
    assert (service_fait.origine, service_fait.juge_par) == (OrigineVerdict.SILENCE_REGLE, None)
    assert "La plateforme, par la règle du silence" in dict(contexte_attestation(service_fait.pk).accords)["Verdict"]
    assert "accepté par la règle du silence" in MouvementCredit.objects.filter(mission=par_la_regle, nature="consommation").get().source


@pytest.fixture
def par_la_regle(programme, besoins, request):
    fixer_reglage(cle="accompagnement.service_fait_silence_effet", valeur="accepter", motif="Essai", date_effet=timezone.localdate(), auteur=None)
    return request.getfixturevalue("mission_rendue")


def test_la_coordination_n_agit_pas_avant_l_echeance(mission_rendue, acteur_de, coordinatrice):
    with pytest.raises(ActionRefusee, match="Le projet peut répondre jusqu’au"):
        valider_sans_reponse(mission=mission_rendue, motif="Sans nouvelles", acteur=acteur_de(coordinatrice))


def test_la_coordination_valide_sans_reponse_avec_un_motif(mission_rendue, acteur_de, coordinatrice):
    with time_machine.travel(TARD), pytest.raises(ActionRefusee, match="Indiquez le motif"):
        valider_sans_reponse(mission=mission_rendue, motif=" ", acteur=acteur_de(coordinatrice))
    with time_machine.travel(TARD):
        service_fait = valider_sans_reponse(mission=mission_rendue, motif="Équipe jointe par téléphone", acteur=acteur_de(coordinatrice))
    assert (etat(mission_rendue), service_fait.montant) == (StatutMission.VALIDE, 450)
    assert "en l’absence de réponse" in MouvementCredit.objects.filter(mission=mission_rendue, nature="consommation").get().source


def test_un_arbitrage_attend_une_seconde_personne(mission_rendue, acteur_de, porteuse, coordinatrice):
    refuser(mission_rendue, acteur_de(porteuse))
    arbitrer(mission=mission_rendue, acceptees=1, motif="Atelier constaté sur place", acteur=acteur_de(coordinatrice))
    assert etat(mission_rendue) == StatutMission.A_VALIDER
    with pytest.raises(ActionRefusee, match="Une autre personne"):
        valider_service_fait(mission=mission_rendue, acteur=acteur_de(coordinatrice))
    autre = creer_personne("autre@exemple.fr", "Autre", "coordination")
    assert valider_service_fait(mission=mission_rendue, acteur=acteur_de(autre)).origine == OrigineVerdict.ARBITRAGE


def test_on_n_arbitre_pas_sans_contestation(mission_rendue, acteur_de, coordinatrice):
    with pytest.raises(ActionRefusee, match="n’est pas contestée"):
        arbitrer(mission=mission_rendue, acceptees=1, motif="Essai", acteur=acteur_de(coordinatrice))


def test_un_autre_compte_rendu_est_demande_et_reste_a_l_historique(mission_rendue, acteur_de, porteuse, experte, coordinatrice, client):
    refuser(mission_rendue, acteur_de(porteuse))
    redemander_compte_rendu(mission=mission_rendue, motif="Dites les heures", acteur=acteur_de(coordinatrice))
    remettre_compte_rendu(mission=mission_rendue, fait="De 9 h à 12 h", demi_journees=1, acteur=acteur_de(experte))
    client.force_login(porteuse)
    page = client.get(f"/p/manufactures/accompagnement/missions/{mission_rendue.pk}/").content.decode()
    assert [texte in page for texte in ("Compte rendu 1", "Compte rendu 2", "Écourtée", "Dites les heures")] == [True] * 4
    assert "Sans réponse de votre part le" in page


def test_le_service_valide_fige_le_prix_du_jour(service_valide, expert):
    expert.prix_demi_journee = 999
    expert.save()
    assert dict(contexte_attestation(service_valide.pk).service)["Montant"] == "450\u00a0€"
    with pytest.raises(IntegrityError, match="ne change plus"), transaction.atomic():
        ServiceFait.objects.filter(pk=service_valide.pk).update(prix_demi_journee=999)


def test_l_attestation_se_lit_comme_la_mission(service_valide, acteur_de, porteuse, experte, coordinatrice, autre_porteur):
    lisible = [attestation_lisible(service_valide.pk, acteur_de(p)) for p in (porteuse, experte, coordinatrice, autre_porteur)]
    assert lisible == [True, True, True, False]
