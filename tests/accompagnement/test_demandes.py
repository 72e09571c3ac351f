"""A mission asked for: credits held at once, experts asked in turn, adjustments, approval, order."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from accompagnement.actions.accords import approuver_mission, confirmer_ajustement, refuser_mission, repondre_a_la_demande
from accompagnement.actions.conditions import declarer_interet
from accompagnement.actions.demandes import proposer_mission
from accompagnement.actions.missions import annuler
from accompagnement.enums import StatutMission
from accompagnement.enums_missions import IssueSollicitation, ReponseMission
from accompagnement.models import BonDeCommande, Mission, Sollicitation
from accompagnement.queries.classement import experts_proposes
from accompagnement.queries.credits import credits_du_projet, ecarts_du_registre
from accompagnement.tasks import passer_les_demandes_en_retard
from socle.comptes.actions.reglages import fixer_reglage
from socle.courriers.models import Courrier
from socle.lib.refus import ActionRefusee

CODE = "modele-economique"


def _solde(projet):
    s = credits_du_projet(projet).du_besoin(CODE)
    return (s.reservees, s.consommees, s.disponibles)


def _regler(cle, valeur):
    fixer_reglage(cle=f"accompagnement.{cle}", valeur=valeur, motif="Essai", date_effet=timezone.localdate(), auteur=None)


def _relue(mission) -> Mission:
    return Mission.objects.pour_affichage().get(pk=mission.pk)


def test_une_demande_reserve_toutes_ses_demi_journees(demandee, suivi):
    assert (demandee.etat, _solde(suivi)) == (StatutMission.DEMANDEE, (2, 0, 1))
    assert list(ecarts_du_registre()) == []


def test_la_meme_cle_fait_une_demande(demander, demandee, suivi):
    assert demander() == demandee
    assert _solde(suivi) == (2, 0, 1)


def test_une_demande_au_dela_du_credit_se_refuse(demander, suivi):
    with pytest.raises(ActionRefusee, match="Il reste 3 demi-journées"):
        demander(demi_journees=4)
    assert _solde(suivi) == (0, 0, 3)


def test_les_experts_sont_proposes_avec_leurs_raisons(demandee, expert, autres):
    demandee.projet.region = "Exemplie"
    proposes = experts_proposes(demandee, timezone.now())
    assert proposes[0].expert == expert
    assert "Se déplace dans votre territoire (Exemplie)" in [r.phrase for r in proposes[0].classe.raisons]
    assert len(proposes) == 3


def test_un_expert_qui_a_un_interet_n_est_pas_propose(demandee, suivi, expert, autres, de_l_experte):
    declarer_interet(expert=expert, projet=suivi, interet=True, texte="Associée", acteur=de_l_experte)
    assert expert not in [p.expert for p in experts_proposes(demandee, timezone.now())]


def test_accepter_demande_une_declaration(sollicitee, demandee, suivi, expert, de_l_experte):
    declarer_interet(expert=expert, projet=suivi, interet=True, texte="Associée depuis", acteur=de_l_experte)
    for reponse in (ReponseMission.ACCEPTER, ReponseMission.AJUSTER):
        with pytest.raises(ActionRefusee) as refus:
            repondre_a_la_demande(mission=demandee, reponse=reponse, demi_journees=1, motif="Un jour", acteur=de_l_experte)
        assert refus.value.refus.code.startswith("interet")
    assert _relue(demandee).etat == StatutMission.PROPOSEE


def test_solliciter_previent_l_expert_et_lui_donne_un_delai(sollicitee, demandee, expert):
    mission = _relue(demandee)
    assert (mission.etat, mission.expert, mission.reponse_avant) == (StatutMission.PROPOSEE, expert, sollicitee.reponse_avant)
    assert Courrier.objects.get(gabarit="accompagnement_sollicitation").destinataire == expert.utilisateur


def test_accepter_emet_le_bon_de_commande(sollicitee, demandee, de_l_experte):
    repondre_a_la_demande(mission=demandee, reponse=ReponseMission.ACCEPTER, acteur=de_l_experte)
    bon = BonDeCommande.objects.get()
    assert _relue(demandee).etat == StatutMission.A_PLANIFIER
    assert (bon.reference, bon.demi_journees, bon.montant_ht) == (f"BC-{timezone.localdate().year}-0001", 2, 900)
    assert bon.contenu["resultat_attendu"] == "Un budget à l’équilibre"


def test_le_deplacement_s_ajoute_quand_le_reglement_le_dit(sollicitee, demandee, de_l_experte):
    _regler("deplacement_forfait", 60)
    repondre_a_la_demande(mission=demandee, reponse=ReponseMission.ACCEPTER, acteur=de_l_experte)
    bon = BonDeCommande.objects.get()
    assert (bon.frais_deplacement, bon.montant_ht) == (120, 1020)


def test_decliner_sollicite_le_suivant_et_previent_tout_le_monde(sollicitee, demandee, autres, suivi, de_l_experte, coordinatrice):
    repondre_a_la_demande(mission=demandee, reponse=ReponseMission.DECLINER, motif="Complète", acteur=de_l_experte)
    mission = _relue(demandee)
    assert (mission.etat, mission.expert in autres) == (StatutMission.PROPOSEE, True)
    assert list(Sollicitation.objects.values_list("issue", flat=True)) == [IssueSollicitation.DECLINEE, IssueSollicitation.EN_COURS]
    assert Courrier.objects.filter(gabarit="accompagnement_suivant", destinataire=coordinatrice).count() == 1
    assert _solde(suivi) == (2, 0, 1)


def test_plus_personne_revient_a_la_coordination(sollicitee, demandee, de_l_experte, coordinatrice):
    repondre_a_la_demande(mission=demandee, reponse=ReponseMission.DECLINER, motif="Complète", acteur=de_l_experte)
    mission = _relue(demandee)
    assert (mission.etat, mission.expert) == (StatutMission.DEMANDEE, None)
    assert "aucun expert" in Courrier.objects.get(gabarit="accompagnement_suivant", destinataire=coordinatrice).sujet


def test_le_silence_passe_au_suivant_une_seule_fois(sollicitee, demandee, autres):
    Sollicitation.objects.update(reponse_avant=timezone.now() - timedelta(minutes=1))
    assert [passer_les_demandes_en_retard(), passer_les_demandes_en_retard()] == [1, 0]
    issues = list(Sollicitation.objects.values_list("issue", flat=True))
    assert issues == [IssueSollicitation.SANS_REPONSE, IssueSollicitation.EN_COURS]
    assert _relue(demandee).expert in autres


def test_avant_l_echeance_personne_n_est_remplace(sollicitee, autres):
    assert passer_les_demandes_en_retard() == 0
    assert Sollicitation.objects.get().etat == IssueSollicitation.EN_COURS


@pytest.mark.parametrize(("ajustee", "solde"), [(3, (3, 0, 0)), (1, (1, 0, 2))])
def test_un_ajustement_confirme_change_ce_qui_est_tenu(sollicitee, demandee, suivi, de_l_experte, acteur_de, porteuse, ajustee, solde):
    champs = {"reponse": ReponseMission.AJUSTER, "demi_journees": ajustee, "motif": "Sur trois visites"}
    repondre_a_la_demande(mission=demandee, acteur=de_l_experte, **champs)
    assert (_relue(demandee).etat, _solde(suivi)) == (StatutMission.A_CONFIRMER, (2, 0, 1))
    confirmer_ajustement(mission=demandee, accord=True, acteur=acteur_de(porteuse))
    assert (_relue(demandee).demi_journees, _solde(suivi)) == (ajustee, solde)
    assert BonDeCommande.objects.get().demi_journees == ajustee


def test_un_ajustement_sans_credit_se_refuse(sollicitee, demandee, suivi, de_l_experte, acteur_de, porteuse):
    repondre_a_la_demande(mission=demandee, reponse=ReponseMission.AJUSTER, demi_journees=4, motif="Plus long", acteur=de_l_experte)
    with pytest.raises(ActionRefusee, match="Il reste 1 demi-journée"):
        confirmer_ajustement(mission=demandee, accord=True, acteur=acteur_de(porteuse))
    assert _solde(suivi) == (2, 0, 1)


def test_un_ajustement_refuse_sollicite_le_suivant(sollicitee, demandee, autres, de_l_experte, acteur_de, porteuse):
    repondre_a_la_demande(mission=demandee, reponse=ReponseMission.AJUSTER, demi_journees=3, motif="Plus long", acteur=de_l_experte)
    confirmer_ajustement(mission=demandee, accord=False, motif="Trop long", acteur=acteur_de(porteuse))
    assert _relue(demandee).expert in autres


@pytest.fixture
def a_approuver(sollicitee, demandee, de_l_experte):
    _regler("seuil_approbation", 1)
    repondre_a_la_demande(mission=demandee, reponse=ReponseMission.ACCEPTER, acteur=de_l_experte)
    return _relue(demandee)


def test_au_dela_du_seuil_la_coordination_approuve_avant_la_commande(a_approuver, acteur_de, coordinatrice):
    assert (a_approuver.etat, BonDeCommande.objects.count()) == (StatutMission.A_APPROUVER, 0)
    approuver_mission(mission=a_approuver, acteur=acteur_de(coordinatrice))
    assert (_relue(a_approuver).etat, BonDeCommande.objects.count()) == (StatutMission.A_PLANIFIER, 1)


def test_un_refus_de_la_coordination_rend_les_credits(a_approuver, suivi, acteur_de, coordinatrice):
    refuser_mission(mission=a_approuver, motif="Hors du plan", acteur=acteur_de(coordinatrice))
    assert (_relue(a_approuver).etat, _solde(suivi)) == (StatutMission.ANNULEE, (0, 0, 3))
    assert BonDeCommande.objects.count() == 0


def test_personne_d_autre_n_approuve(a_approuver, acteur_de, porteuse):
    with pytest.raises(ActionRefusee, match="réservée à la coordination"):
        approuver_mission(mission=a_approuver, acteur=acteur_de(porteuse))


def test_annuler_une_demande_rend_tout_et_retire_la_sollicitation(sollicitee, demandee, suivi, acteur_de, porteuse):
    assert annuler(mission=demandee, motif="Plus besoin", acteur=acteur_de(porteuse), par_l_equipe=True) == 0
    assert (_solde(suivi), Sollicitation.objects.get().etat) == ((0, 0, 3), IssueSollicitation.RETIREE)


def test_les_bons_se_suivent_sans_trou_et_ne_changent_plus(demander, expert, acteur_de, porteuse, de_l_experte):
    for n in range(3):
        mission = demander(demi_journees=1, cle=f"n{n}")
        proposer_mission(mission=mission, expert_pk=expert.pk, acteur=acteur_de(porteuse))
        with transaction.atomic():
            repondre_a_la_demande(mission=mission, reponse=ReponseMission.ACCEPTER, acteur=de_l_experte)
            transaction.set_rollback(n == 1)
    assert sorted(BonDeCommande.objects.values_list("numero", flat=True)) == [1, 2]
    with pytest.raises(DatabaseError), transaction.atomic():
        BonDeCommande.objects.update(montant_ht=1)


def test_la_base_refuse_deux_sollicitations_ouvertes(sollicitee, demandee, autres):
    with pytest.raises(IntegrityError, match="une_a_la_fois"), transaction.atomic():
        Sollicitation.objects.create(mission=demandee, expert=autres[0], rang=2, demandee_at=timezone.now(), reponse_avant=timezone.now())
