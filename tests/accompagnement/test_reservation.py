"""Booking: one credit held, one slot taken, one expert asked, or nothing."""

from datetime import timedelta

import pytest
import time_machine

from accompagnement.enums import Lieu, StatutCreneau, StatutMission
from accompagnement.models import Mission
from accompagnement.queries.credits import credits_du_projet, ecarts_du_registre, somme_des_comptes
from accompagnement.tasks import passer_les_demandes_en_retard
from manufactures.enums import Fonction, StatutProjet
from socle.courriers.models import Courrier
from socle.journal.models import Evenement
from socle.lib.refus import ActionRefusee
from tests.accompagnement.fabriques import ExpertFactory, ouvrir

ZERO = "Il reste 0 demi-journée pour ce besoin\u00a0; demandez un transfert ou choisissez un autre besoin."
PRIS = "Ce créneau vient d’être pris. Voici les suivants."


def _solde(projet, code="modele-economique"):
    s = credits_du_projet(projet).du_besoin(code)
    return (s.accordees, s.reservees, s.consommees, s.disponibles)


def test_une_reservation_tient_un_credit_et_le_creneau(mission, suivi, creneau, expert):
    creneau.refresh_from_db()
    assert (mission.etat, mission.expert, mission.demi_journees) == (StatutMission.PROPOSEE, expert, 1)
    assert creneau.statut == StatutCreneau.RETENU
    assert _solde(suivi) == (3, 1, 0, 2)
    assert mission.mouvements.get().disponible_apres == 4
    assert (list(ecarts_du_registre()), somme_des_comptes()) == ([], 0)


def test_l_expert_est_prevenu_et_le_journal_tenu(mission, suivi, expert):
    courrier = Courrier.objects.get(gabarit="accompagnement_demande")
    assert courrier.destinataire == expert.utilisateur
    assert f"/accompagnement/missions/{mission.pk}/" in courrier.texte
    assert Evenement.objects.du_fil(suivi.fil).first().verbe_code == "mission.demandee"


def test_la_meme_cle_rend_la_meme_mission(mission, reserver, creneau):
    assert reserver(creneau) == mission
    assert Mission.objects.count() == 1


def test_un_creneau_pris_se_refuse(mission, reserver, creneau):
    with pytest.raises(ActionRefusee, match=PRIS):
        reserver(creneau, cle="autre")


def test_sans_credit_on_dit_quoi_faire(reserver, expert, suivi, besoins):
    *premiers, dernier = ouvrir(expert, 3, dans=20)
    for creneau in premiers:
        reserver(creneau, besoin=besoins["modele-juridique"])
    with pytest.raises(ActionRefusee) as refus:
        reserver(dernier, besoin=besoins["modele-juridique"])
    assert str(refus.value) == ZERO
    dernier.refresh_from_db()
    assert dernier.statut == StatutCreneau.OUVERT


def test_un_besoin_hors_plan_n_a_pas_de_credit(reserver, creneau, besoins):
    with pytest.raises(ActionRefusee) as refus:
        reserver(creneau, besoin=besoins["offre-formation"])
    assert str(refus.value) == ZERO


def test_un_expert_ne_repond_qu_a_ses_besoins(reserver, besoins):
    creneau = ouvrir(ExpertFactory(besoins=["offre-formation"]))[0]
    with pytest.raises(ActionRefusee, match="n’accompagne pas ce besoin"):
        reserver(creneau)


def test_un_expert_sur_place_ne_vient_pas_a_distance(reserver, besoins):
    creneau = ouvrir(ExpertFactory(a_distance=False))[0]
    with pytest.raises(ActionRefusee, match="que sur place"):
        reserver(creneau, lieu=Lieu.A_DISTANCE)


def test_hors_de_ses_deux_ans_un_projet_ne_reserve_pas(reserver, creneau, suivi):
    suivi.plan_accompagnement.date_fin = creneau.debut.date().replace(year=creneau.debut.year - 1)
    with pytest.raises(ActionRefusee, match="Les crédits s’utilisent du"):
        reserver(creneau)


def test_un_projet_suspendu_ne_reserve_pas(reserver, creneau, suivi):
    suivi.statut = StatutProjet.SUSPENDU
    with pytest.raises(ActionRefusee, match="est suspendu\xa0: rien ne se réserve"):
        reserver(creneau)


def test_sans_reponse_de_l_expert_tout_est_rendu_une_seule_fois(mission, suivi, creneau, porteuse, partenaire, experte, coordinatrice):
    assert (passer_les_demandes_en_retard(), _solde(suivi)) == (0, (3, 1, 0, 2))
    for retard in (0, 0, 90):  # in time, twice, and long after the half-day
        with time_machine.travel(mission.reponse_avant + timedelta(days=retard)):
            passer_les_demandes_en_retard()
    mission.refresh_from_db()
    creneau.refresh_from_db()
    assert (mission.etat, mission.mouvements.count(), _solde(suivi)) == (StatutMission.ANNULEE, 2, (3, 0, 0, 3))
    assert creneau.statut == StatutCreneau.OUVERT
    lus = Courrier.objects.filter(gabarit="accompagnement_demande_passee").values_list("adresse", flat=True)
    assert sorted(lus) == sorted([porteuse.email, partenaire.email, experte.email, coordinatrice.email])


@pytest.mark.parametrize(("commencee", "rendu"), [(False, "Le crédit et le créneau sont rendus"), (True, "Le crédit est rendu")])
def test_le_courriel_dit_ce_qui_est_rendu_une_fois_par_personne(mission, suivi, creneau, coordinatrice, commencee, rendu):
    suivi.equipe.filter(fonction=Fonction.PARTENAIRE).update(utilisateur=coordinatrice)
    with time_machine.travel(creneau.debut + timedelta(hours=1) if commencee else mission.reponse_avant):
        passer_les_demandes_en_retard()
    (lu,) = Courrier.objects.filter(gabarit="accompagnement_demande_passee", destinataire=coordinatrice)
    assert f"{rendu} : l’équipe peut" in lu.texte.replace("\xa0", " ")
    creneau.refresh_from_db()
    assert (creneau.statut == StatutCreneau.OUVERT) != commencee
