"""The half-days of a mission one by one: planned, freed, said to have been held or not."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accompagnement.actions.accords import repondre_a_la_demande
from accompagnement.actions.demandes import proposer_mission
from accompagnement.actions.deplacements import deplacer_demi_journee
from accompagnement.actions.missions import repondre
from accompagnement.actions.planification import constater, liberer_demi_journee, planifier_demi_journee, rendre_le_reste
from accompagnement.actions.releves import etablir_releves
from accompagnement.actions.service_fait import accepter_service_fait, remettre_compte_rendu, valider_service_fait
from accompagnement.enums import Reponse, StatutCreneau, StatutMission, Verdict
from accompagnement.enums_missions import Constat, Cote, ReponseMission
from accompagnement.models import Creneau, DemiJourneeRetenue, Mission
from accompagnement.pdf import contexte_attestation
from accompagnement.queries.accueil_expert import bloc_expert
from accompagnement.queries.credits import credits_du_projet, ecarts_du_registre
from accompagnement.queries.demandes import creneaux_de
from accompagnement.regles_service import fin_du_mois, premier_du_mois
from socle.courriers.models import Courrier
from socle.lib.francais import date_longue
from socle.lib.refus import ActionRefusee
from tests.accompagnement.fabriques import ExpertFactory, deplacer, ouvrir


def _solde(projet):
    s = credits_du_projet(projet).du_besoin("modele-economique")
    return (s.reservees, s.consommees, s.disponibles)


def _relue(mission) -> Mission:
    return Mission.objects.pour_affichage().get(pk=mission.pk)


@pytest.fixture
def de_la_porteuse(acteur_de, porteuse):
    return acteur_de(porteuse)


@pytest.fixture
def commandee(sollicitee, demandee, de_l_experte):
    """A mission of two half-days, accepted and ordered."""
    repondre_a_la_demande(mission=demandee, reponse=ReponseMission.ACCEPTER, acteur=de_l_experte)
    return demandee


@pytest.fixture
def creneaux(expert):
    return ouvrir(expert, 3)


@pytest.fixture
def planifiee(commandee, creneaux, de_la_porteuse):
    for creneau in creneaux[1::-1]:  # the later first
        planifier_demi_journee(mission=commandee, creneau=creneau, acteur=de_la_porteuse)
    return _relue(commandee)


def test_la_derniere_date_rend_la_mission_planifiee(planifiee, creneaux):
    assert (planifiee.etat, planifiee.creneau, planifiee.dernier_creneau) == (StatutMission.PLANIFIEE, creneaux[0], creneaux[1])
    assert creneaux_de(planifiee) == creneaux[:2]
    assert set(Creneau.objects.filter(statut=StatutCreneau.RETENU)) == set(creneaux[:2])


def test_on_ne_planifie_pas_plus_que_commande(planifiee, creneaux, de_la_porteuse):
    with pytest.raises(ActionRefusee, match="ont leur créneau"):
        planifier_demi_journee(mission=planifiee, creneau=creneaux[2], acteur=de_la_porteuse)


def test_un_creneau_pris_ne_se_planifie_pas(commandee, creneaux, de_la_porteuse, reserver):
    reserver(creneaux[0])
    with pytest.raises(ActionRefusee, match="vient d’être pris"):
        planifier_demi_journee(mission=commandee, creneau=creneaux[0], acteur=de_la_porteuse)


def test_une_mission_de_deux_demi_journees_attend_la_derniere(planifiee):
    deplacer(planifiee.creneau, timezone.now() - timedelta(days=1))
    assert _relue(planifiee).etat_a(timezone.now()) == StatutMission.PLANIFIEE
    deplacer(planifiee.dernier_creneau, timezone.now() - timedelta(hours=12))
    assert _relue(planifiee).etat_a(timezone.now(), de_l_expert=True) == StatutMission.COMPTE_RENDU_ATTENDU
    assert list(Mission.objects.dans_l_etat(StatutMission.PLANIFIEE, timezone.now())) == []


def test_liberer_a_temps_rend_une_date_a_choisir(planifiee, creneaux, suivi, de_la_porteuse):
    champs = {"motif": "Réunion", "acteur": de_la_porteuse, "par_l_equipe": True}
    assert liberer_demi_journee(mission=planifiee, creneau_pk=creneaux[0].pk, **champs) == 0
    mission = _relue(planifiee)
    assert (mission.etat, mission.creneau, mission.dernier_creneau) == (StatutMission.A_PLANIFIER, creneaux[1], None)
    assert (_solde(suivi), Creneau.objects.get(pk=creneaux[0].pk).statut) == ((2, 0, 1), StatutCreneau.OUVERT)
    assert not DemiJourneeRetenue.objects.filter(liberee_at=None).exists()
    planifier_demi_journee(mission=mission, creneau=creneaux[2], acteur=de_la_porteuse)
    assert creneaux_de(_relue(mission)) == creneaux[1:]


def test_une_date_rendue_entre_temps_ne_se_deplace_plus(commandee, creneaux, de_la_porteuse, de_l_experte):
    """The page of the move is open when the expert frees the only date planned."""
    planifier_demi_journee(mission=commandee, creneau=creneaux[0], acteur=de_la_porteuse)
    liberer_demi_journee(mission=commandee, creneau_pk=creneaux[0].pk, motif="Réunion", acteur=de_l_experte, par_l_equipe=False)
    with pytest.raises(ActionRefusee, match="n’est plus à cette mission"):
        champs = {"creneau_pk": creneaux[0].pk, "vers_pk": creneaux[1].pk, "motif": "Réunion", "par_l_equipe": True}
        deplacer_demi_journee(mission=_relue(commandee), acteur=de_la_porteuse, **champs)


def test_liberer_tard_debite_une_demi_journee(planifiee, creneaux, suivi, de_la_porteuse):
    deplacer(creneaux[0], timezone.now() + timedelta(hours=47))
    champs = {"motif": "Réunion", "acteur": de_la_porteuse, "par_l_equipe": True}
    assert liberer_demi_journee(mission=planifiee, creneau_pk=creneaux[0].pk, **champs) == 1
    mission = _relue(planifiee)
    assert (mission.etat, mission.demi_journees, _solde(suivi)) == (StatutMission.PLANIFIEE, 1, (1, 1, 1))
    assert list(ecarts_du_registre()) == []


def test_rendre_le_reste_poursuit_avec_les_dates_fixees(commandee, creneaux, suivi, de_la_porteuse):
    with pytest.raises(ActionRefusee, match="annulez la mission"):
        rendre_le_reste(mission=commandee, acteur=de_la_porteuse)
    planifier_demi_journee(mission=commandee, creneau=creneaux[0], acteur=de_la_porteuse)
    assert rendre_le_reste(mission=commandee, acteur=de_la_porteuse) == 1
    mission = _relue(commandee)
    assert (mission.etat, mission.demi_journees, _solde(suivi)) == (StatutMission.PLANIFIEE, 1, (1, 0, 2))
    assert list(ecarts_du_registre()) == []


@pytest.fixture
def de_trois(demander, expert, de_la_porteuse, de_l_experte):
    mission = demander(demi_journees=3)
    proposer_mission(mission=mission, expert_pk=expert.pk, acteur=de_la_porteuse)
    return repondre_a_la_demande(mission=mission, reponse=ReponseMission.ACCEPTER, acteur=de_l_experte)


def test_le_reste_se_rend_encore_apres_une_date_liberee(de_trois, expert, de_la_porteuse):
    for creneau in ouvrir(expert, 2, dans=30):
        planifier_demi_journee(mission=de_trois, creneau=creneau, acteur=de_la_porteuse)
    assert rendre_le_reste(mission=de_trois, acteur=de_la_porteuse) == 1
    liberer_demi_journee(mission=de_trois, creneau_pk=creneau.pk, motif="Congés", acteur=de_la_porteuse, par_l_equipe=True)
    assert rendre_le_reste(mission=de_trois, acteur=de_la_porteuse) == 1
    assert (_relue(de_trois).demi_journees, list(ecarts_du_registre())) == (1, [])


def test_l_experte_lit_chez_elle_la_date_qui_vient_apres_celle_qui_est_passee(planifiee, creneaux, experte, client_de, acteur_de):
    deplacer(creneaux[0], timezone.now() - timedelta(days=1))
    (rendez_vous,) = bloc_expert(acteur_de(experte), timezone.now()).a_venir
    assert (rendez_vous.mission, rendez_vous.creneau) == (planifiee, creneaux[1])
    for page in ("", "accompagnement/mes-missions/"):
        assert date_longue(creneaux[1].debut) in client_de(experte).get(f"/p/manufactures/{page}").content.decode().lower()


@pytest.fixture
def payee(planifiee, de_l_experte, de_la_porteuse, acteur_de, coordinatrice):
    """The service fait of both half-days, validated."""
    for creneau in creneaux_de(planifiee):
        deplacer(creneau, timezone.now() - timedelta(days=creneau.pk % 100 + 1))
    remettre_compte_rendu(mission=planifiee, fait="Deux ateliers", demi_journees=2, acteur=de_l_experte)
    accepter_service_fait(mission=planifiee, verdict=Verdict.ACCEPTE, acteur=de_la_porteuse)
    return valider_service_fait(mission=planifiee, acteur=acteur_de(coordinatrice))


def test_la_mission_se_paie_a_ce_qu_elle_tient(payee, suivi):
    assert (_solde(suivi), list(ecarts_du_registre())) == ((0, 2, 1), [])


def test_le_releve_et_l_attestation_disent_le_bon_de_commande(payee):
    reference, mois = payee.mission.bon_de_commande.reference, premier_du_mois(timezone.localdate())
    with time_machine.travel(fin_du_mois(mois) + timedelta(hours=12)):
        (releve,) = etablir_releves(mois=mois, acteur=None)
    assert [ligne.commande for ligne in releve.lignes.all()] == [reference]
    lignes = dict(contexte_attestation(payee.pk).mission)
    assert (lignes["Bon de commande"], lignes["Demi-journées"][:3]) == (reference, "du ")


def test_la_base_refuse_un_creneau_deux_fois(planifiee, commandee, creneaux, reserver):
    with pytest.raises(IntegrityError, match="tient déjà la première"), transaction.atomic():
        DemiJourneeRetenue.objects.create(mission=planifiee, creneau=creneaux[0], retenue_at=timezone.now())
    Creneau.objects.filter(pk=creneaux[1].pk).update(statut=StatutCreneau.OUVERT)
    with pytest.raises(IntegrityError, match="tient déjà une demi-journée"), transaction.atomic():
        reserver(creneaux[1], cle="autre")


def test_la_base_refuse_l_agenda_d_un_autre(planifiee):
    with pytest.raises(IntegrityError, match="l’agenda de l’expert"), transaction.atomic():
        DemiJourneeRetenue.objects.create(mission=planifiee, creneau=ouvrir(ExpertFactory())[0], retenue_at=timezone.now())


@pytest.fixture
def passee(mission, creneau, de_l_experte):
    """A rendez-vous accepted, its half-day over yesterday."""
    repondre(mission=mission, reponse=Reponse.ACCEPTER, acteur=de_l_experte)
    deplacer(creneau, timezone.now() - timedelta(days=1))
    return mission


def _dire(mission, cote, constat, acteur):
    return constater(mission=mission, creneau_pk=mission.creneau_id, cote=cote, constat=constat, acteur=acteur)


@pytest.mark.parametrize(("constat", "solde"), [(Constat.ABSENCE_PROJET, (0, 1, 2)), (Constat.ABSENCE_EXPERT, (0, 0, 3))])
def test_une_absence_se_clot_a_deux(passee, suivi, de_la_porteuse, de_l_experte, constat, solde):
    assert _dire(passee, Cote.EXPERT, constat, de_l_experte) is None
    assert (_relue(passee).etat, _solde(suivi)) == (StatutMission.PLANIFIEE, (1, 0, 2))
    assert _dire(passee, Cote.PROJET, constat, de_la_porteuse) == constat
    assert (_relue(passee).etat, _solde(suivi)) == (StatutMission.ANNULEE, solde)


def test_un_desaccord_va_a_la_coordination(passee, suivi, de_la_porteuse, de_l_experte, acteur_de, coordinatrice):
    _dire(passee, Cote.EXPERT, Constat.ABSENCE_PROJET, de_l_experte)
    _dire(passee, Cote.PROJET, Constat.TENUE, de_la_porteuse)
    assert Courrier.objects.filter(gabarit="accompagnement_desaccord", destinataire=coordinatrice).count() == 1
    assert _solde(suivi) == (1, 0, 2)
    assert _dire(passee, Cote.COORDINATION, Constat.ABSENCE_PROJET, acteur_de(coordinatrice)) == Constat.ABSENCE_PROJET
    assert _solde(suivi) == (0, 1, 2)


def test_un_expert_qui_ne_repond_plus_ne_garde_pas_le_credit(passee, suivi, de_la_porteuse, client_de, coordinatrice, settings):
    settings.MFA_EXIGEE = False
    page = reverse("mission_detail", args=[passee.programme.slug, passee.pk])
    _dire(passee, Cote.PROJET, Constat.ABSENCE_EXPERT, de_la_porteuse)
    assert "Dire ce qui s’est passé" not in client_de(coordinatrice).get(page).content.decode()
    deplacer(passee.creneau, timezone.now() - timedelta(days=15))
    assert "Dire ce qui s’est passé" in client_de(coordinatrice).get(page).content.decode()
    client_de(coordinatrice).post(reverse("demi_journee_constater", args=[passee.programme.slug, passee.pk, passee.creneau_id]), {"constat": "absence_expert"})
    assert (_relue(passee).etat, _solde(suivi)) == (StatutMission.ANNULEE, (0, 0, 3))


def test_une_absence_d_expert_laisse_une_date_a_choisir(planifiee, suivi, de_la_porteuse, de_l_experte):
    deplacer(planifiee.creneau, timezone.now() - timedelta(days=1))
    for cote, acteur in ((Cote.PROJET, de_la_porteuse), (Cote.EXPERT, de_l_experte)):
        _dire(planifiee, cote, Constat.ABSENCE_EXPERT, acteur)
    assert (_relue(planifiee).etat, _solde(suivi)) == (StatutMission.A_PLANIFIER, (2, 0, 1))


def test_on_ne_constate_pas_l_avenir(planifiee, de_la_porteuse):
    with pytest.raises(ActionRefusee, match="une fois la demi-journée finie"):
        _dire(planifiee, Cote.PROJET, Constat.TENUE, de_la_porteuse)


@pytest.fixture
def rendue(planifiee, de_l_experte):
    """The report of both half-days."""
    for creneau in creneaux_de(planifiee):
        deplacer(creneau, timezone.now() - timedelta(days=creneau.pk % 100 + 1))
    remettre_compte_rendu(mission=planifiee, fait="Deux ateliers", demi_journees=2, acteur=de_l_experte)
    return _relue(planifiee)


def test_le_projet_accepte_demi_journee_par_demi_journee(rendue, porteuse, client_de, acteur_de, coordinatrice, suivi, settings):
    settings.MFA_EXIGEE = False
    tenue, refusee = creneaux_de(rendue)
    page = f"/p/manufactures/accompagnement/missions/{rendue.pk}/service-fait/"
    donnees = {"verdict": "partiel", f"jour_{tenue.pk}": "on", "motif": ""}
    sans_motif = client_de(porteuse).post(page, donnees)
    jugee = client_de(porteuse).post(page, donnees | {f"motif_{refusee.pk}": "Elle a été écourtée"})
    service = valider_service_fait(mission=rendue, acteur=acteur_de(coordinatrice))

    assert "Indiquez pourquoi vous refusez" in sans_motif.content.decode()
    assert (jugee.status_code, service.verdict, service.demi_journees_acceptees) == (302, Verdict.PARTIEL, 1)
    assert {(v.creneau_id, v.acceptee) for v in service.par_demi_journee.all()} == {(tenue.pk, True), (refusee.pk, False)}
    assert (_solde(suivi), list(ecarts_du_registre())) == ((0, 1, 2), [])
