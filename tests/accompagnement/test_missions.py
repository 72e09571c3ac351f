"""The life of a mission: answer, cancellation by the written rule, report, two agreements, debit."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accompagnement.actions.missions import annuler, repondre
from accompagnement.actions.service_fait import accepter_service_fait, remettre_compte_rendu, valider_service_fait
from accompagnement.enums import Reponse, StatutCreneau, StatutMission, Verdict
from accompagnement.models import Mission, ServiceFait
from accompagnement.queries.credits import credits_du_projet, ecarts_du_registre
from socle.comptes.acteur import Acteur
from socle.comptes.enums import Role
from socle.courriers.models import Courrier
from socle.journal.models import Evenement
from socle.lib.refus import ActionRefusee
from tests.accompagnement.fabriques import deplacer, ouvrir, retire


def _solde(projet):
    s = credits_du_projet(projet).du_besoin("modele-economique")
    return (s.reservees, s.consommees, s.disponibles)


@pytest.fixture
def de_l_experte(acteur_de, experte):
    return acteur_de(experte)


@pytest.fixture
def de_la_porteuse(acteur_de, porteuse):
    return acteur_de(porteuse)


@pytest.fixture
def planifiee(mission, de_l_experte):
    return repondre(mission=mission, reponse=Reponse.ACCEPTER, acteur=de_l_experte)


@pytest.fixture
def passee(planifiee, creneau):
    """A planned mission whose half-day was yesterday."""
    deplacer(creneau, timezone.now() - timedelta(days=1))
    return planifiee


@pytest.fixture
def rendue(passee, de_l_experte):
    remettre_compte_rendu(mission=passee, fait="Le budget est équilibré.", demi_journees=1, acteur=de_l_experte)
    return Mission.objects.get(pk=passee.pk)


def test_accepter_inscrit_la_mission(planifiee, suivi):
    assert planifiee.etat == StatutMission.PLANIFIEE
    assert _solde(suivi) == (1, 0, 2)
    assert Courrier.objects.filter(gabarit="accompagnement_acceptee").count() == 2


def test_decliner_rend_le_credit_et_le_creneau(mission, suivi, creneau, de_l_experte, reserver):
    repondre(mission=mission, reponse=Reponse.DECLINER, motif="Déplacement", acteur=de_l_experte)
    creneau.refresh_from_db()
    assert (creneau.statut, _solde(suivi)) == (StatutCreneau.OUVERT, (0, 0, 3))
    assert reserver(creneau, cle="seconde").etat == StatutMission.PROPOSEE


def test_decliner_demande_un_motif(mission, de_l_experte):
    with pytest.raises(ActionRefusee, match="Indiquez le motif"):
        repondre(mission=mission, reponse=Reponse.DECLINER, motif=" ", acteur=de_l_experte)


def test_un_autre_ne_repond_pas_a_sa_place(mission, acteur_de, coordinatrice):
    with pytest.raises(ActionRefusee, match="Seul l’expert"):
        repondre(mission=mission, reponse=Reponse.ACCEPTER, acteur=acteur_de(coordinatrice))


def test_on_ne_repond_qu_une_fois(planifiee, de_l_experte):
    with pytest.raises(ActionRefusee, match="n’attend plus de réponse"):
        repondre(mission=planifiee, reponse=Reponse.DECLINER, motif="Trop tard", acteur=de_l_experte)


def test_annuler_a_temps_ne_coute_rien(planifiee, suivi, creneau, de_la_porteuse):
    assert annuler(mission=planifiee, motif="Report", acteur=de_la_porteuse, par_l_equipe=True) == 0
    creneau.refresh_from_db()
    assert (creneau.statut, _solde(suivi)) == (StatutCreneau.OUVERT, (0, 0, 3))


def test_annuler_tard_debite_une_demi_journee(planifiee, suivi, creneau, de_la_porteuse):
    deplacer(creneau, timezone.now() + timedelta(hours=47))
    assert annuler(mission=planifiee, motif="Report", acteur=de_la_porteuse, par_l_equipe=True) == 1
    assert _solde(suivi) == (0, 1, 2)
    assert list(ecarts_du_registre()) == []


def test_avant_la_reponse_annuler_tard_ne_coute_rien(mission, creneau, de_la_porteuse):
    deplacer(creneau, timezone.now() + timedelta(hours=2))
    assert annuler(mission=mission, motif="Report", acteur=de_la_porteuse, par_l_equipe=True) == 0


def test_l_expert_qui_annule_ne_coute_rien_et_retire_son_creneau(planifiee, creneau, de_l_experte):
    deplacer(creneau, timezone.now() + timedelta(hours=2))
    assert annuler(mission=planifiee, motif="Malade", acteur=de_l_experte, par_l_equipe=False) == 0
    assert retire(creneau)


def test_on_n_annule_pas_le_passe(passee, de_la_porteuse):
    with pytest.raises(ActionRefusee, match="ne peut plus être annulée"):
        annuler(mission=passee, motif="Report", acteur=de_la_porteuse, par_l_equipe=True)


def test_le_compte_rendu_attend_la_demi_journee(planifiee, de_l_experte):
    with pytest.raises(ActionRefusee, match="une fois la demi-journée commencée"):
        remettre_compte_rendu(mission=planifiee, fait="Fait", demi_journees=1, acteur=de_l_experte)


def test_la_demi_journee_passee_attend_un_compte_rendu(passee, creneau):
    mission = Mission.objects.pour_affichage().get(pk=passee.pk)
    maintenant = timezone.now()
    assert mission.etat_a(maintenant, de_l_expert=True) == StatutMission.COMPTE_RENDU_ATTENDU
    assert mission.etat_a(maintenant) == StatutMission.REALISEE
    assert list(Mission.objects.dans_l_etat(StatutMission.PLANIFIEE, maintenant)) == []


def test_rien_n_est_debite_avant_les_deux_accords(rendue, suivi, de_la_porteuse, acteur_de, coordinatrice):
    accepter_service_fait(mission=rendue, verdict=Verdict.ACCEPTE, acteur=de_la_porteuse)
    assert _solde(suivi) == (1, 0, 2)
    valider_service_fait(mission=rendue, acteur=acteur_de(coordinatrice))
    assert _solde(suivi) == (0, 1, 2)
    assert Mission.objects.get(pk=rendue.pk).etat == StatutMission.VALIDE
    assert list(ecarts_du_registre()) == []


def test_refuser_demande_un_motif(rendue, de_la_porteuse):
    with pytest.raises(ActionRefusee, match="Indiquez le motif"):
        accepter_service_fait(mission=rendue, verdict=Verdict.REFUSE, acteur=de_la_porteuse)


def test_une_demi_journee_ne_s_accepte_pas_en_partie(rendue, de_la_porteuse):
    with pytest.raises(ActionRefusee, match="une seule demi-journée"):
        accepter_service_fait(mission=rendue, verdict=Verdict.PARTIEL, acceptees=1, motif="Écourtée", acteur=de_la_porteuse)


def test_un_refus_confirme_rend_le_credit(rendue, suivi, de_la_porteuse, acteur_de, coordinatrice):
    accepter_service_fait(mission=rendue, verdict=Verdict.REFUSE, motif="Personne n’est venu", acteur=de_la_porteuse)
    assert Mission.objects.get(pk=rendue.pk).etat == StatutMission.CONTESTEE
    valider_service_fait(mission=rendue, acteur=acteur_de(coordinatrice))
    mission = Mission.objects.get(pk=rendue.pk)
    assert (mission.etat, _solde(suivi)) == (StatutMission.ANNULEE, (0, 0, 3))
    assert "Personne n’est venu" in mission.motif_annulation


def test_apres_un_refus_un_autre_compte_rendu_repond(rendue, suivi, de_la_porteuse, de_l_experte, acteur_de, coordinatrice):
    accepter_service_fait(mission=rendue, verdict=Verdict.REFUSE, motif="Incomplet", acteur=de_la_porteuse)
    remettre_compte_rendu(mission=rendue, fait="Complété.", demi_journees=1, acteur=de_l_experte)
    accepter_service_fait(mission=rendue, verdict=Verdict.ACCEPTE, acteur=de_la_porteuse)
    valider_service_fait(mission=rendue, acteur=acteur_de(coordinatrice))
    assert [(s.compte_rendu.rang, s.verdict) for s in rendue.services_faits.order_by("pk")] == [(1, Verdict.REFUSE), (2, Verdict.ACCEPTE)]
    assert Courrier.objects.filter(gabarit="accompagnement_compte_rendu").count() == 4
    assert _solde(suivi) == (0, 1, 2)


def test_quatre_yeux(rendue, acteur_de, coordinatrice):
    elle = acteur_de(coordinatrice)
    service_fait = accepter_service_fait(mission=rendue, verdict=Verdict.ACCEPTE, acteur=elle)
    with pytest.raises(ActionRefusee, match="Une autre personne que vous"):
        valider_service_fait(mission=rendue, acteur=elle)
    with pytest.raises(IntegrityError, match="quatre_yeux"), transaction.atomic():
        ServiceFait.objects.filter(pk=service_fait.pk).update(valide_at=timezone.now(), valide_par=coordinatrice, prix_demi_journee=450)


def test_on_ne_valide_pas_deux_fois(rendue, de_la_porteuse, acteur_de, coordinatrice):
    accepter_service_fait(mission=rendue, verdict=Verdict.ACCEPTE, acteur=de_la_porteuse)
    valider_service_fait(mission=rendue, acteur=acteur_de(coordinatrice))
    with pytest.raises(ActionRefusee, match="pas encore donné son verdict"):
        valider_service_fait(mission=rendue, acteur=acteur_de(coordinatrice))


def test_l_experte_ne_juge_pas_son_service(rendue, de_l_experte):
    with pytest.raises(ActionRefusee, match="ne juge pas son propre service"):
        accepter_service_fait(mission=rendue, verdict=Verdict.ACCEPTE, acteur=de_l_experte)


@pytest.mark.parametrize(
    ("statut", "dates"),
    [
        (StatutMission.VALIDE, ["rendue_at", "jugee_at", "validee_at"]),
        (StatutMission.DEMANDEE, []),
        (StatutMission.A_VALIDER, ["rendue_at", "jugee_at"]),
    ],
)
def test_la_base_refuse_un_passage_impossible(planifiee, statut, dates):
    champs = dict.fromkeys(dates, timezone.now())
    with pytest.raises(IntegrityError, match="une mission ne passe pas de"), transaction.atomic():
        Mission.objects.filter(pk=planifiee.pk).update(statut=statut, **champs)


def test_la_base_refuse_un_service_fait_sans_deux_accords(rendue, de_la_porteuse):
    accepter_service_fait(mission=rendue, verdict=Verdict.ACCEPTE, acteur=de_la_porteuse)
    with pytest.raises(IntegrityError, match="sans les deux accords"), transaction.atomic():
        Mission.objects.filter(pk=rendue.pk).update(statut=StatutMission.VALIDE, validee_at=timezone.now())


def test_un_creneau_ne_tient_qu_une_mission(mission, creneau, suivi, besoin, porteuse):
    with pytest.raises(IntegrityError, match="seule_sur_son_creneau"), transaction.atomic():
        Mission.objects.create(
            projet=suivi, besoin=besoin, expert=creneau.expert, creneau=creneau, objet="Autre", statut=StatutMission.PROPOSEE,
            cle="autre", demandee_par=porteuse, demandee_at=timezone.now(), reponse_avant=timezone.now(),
        )  # fmt: skip


def test_deux_creneaux_d_un_expert_ne_se_chevauchent_pas(creneau, expert):
    with pytest.raises(IntegrityError, match="sans_chevauchement"), transaction.atomic():
        expert.creneaux.create(debut=creneau.debut + timedelta(hours=1), fin=creneau.fin + timedelta(hours=1))
    expert.creneaux.create(debut=creneau.fin, fin=creneau.fin + timedelta(hours=1))
    assert len(ouvrir(expert, 1, dans=60)) == 1


def test_qui_accepte_est_l_expert_meme_si_elle_siege_au_comite(mission, experte):
    """A person of two roles acts here as the expert: the journal says so."""
    repondre(mission=mission, reponse=Reponse.ACCEPTER, acteur=Acteur(experte, frozenset({Role.COMITE, Role.EXPERT})))
    assert Evenement.objects.get(verbe_code="mission.acceptee").auteur_libelle == "L’expert"
