"""A half-day that an expert proposes: held at once, confirmed or declined in time, given back when nobody answers."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accompagnement.actions.missions import annuler
from accompagnement.actions.propositions import proposer_demi_journee, repondre_a_la_proposition
from accompagnement.enums import Lieu, StatutCreneau, StatutMission
from accompagnement.models import DeclarationExpert, Mission
from accompagnement.queries.a_faire import a_faire
from accompagnement.queries.credits import credits_du_projet, ecarts_du_registre, somme_des_comptes
from accompagnement.tasks import passer_les_demandes_en_retard
from socle.courriers.models import Courrier
from socle.lib.refus import ActionRefusee
from tests.accompagnement.fabriques import ExpertFactory, ouvrir
from tests.comite.clients_api import ClientApi


@pytest.fixture(autouse=True)
def _sans_second_facteur(settings):
    settings.MFA_EXIGEE = False


@pytest.fixture
def proposer(suivi, besoin, creneau, de_l_experte):
    def faire(**champs):
        defauts = {"projet": suivi, "besoin": besoin, "creneau": creneau, "lieu": Lieu.SUR_PLACE, "objet": "Relire le budget", "cle": "proposition"}
        return proposer_demi_journee(**defauts | {"acteur": de_l_experte} | champs)

    return faire


@pytest.fixture
def proposee(proposer):
    return proposer()


def _etat(mission, creneau) -> tuple:
    relue, credits = Mission.objects.get(pk=mission.pk), credits_du_projet(mission.projet).total
    creneau.refresh_from_db()
    assert (list(ecarts_du_registre()), somme_des_comptes()) == ([], 0)
    return relue.etat, creneau.statut, credits.reservees, credits.disponibles


def _lus(gabarit: str) -> set[str]:
    return set(Courrier.objects.filter(gabarit=gabarit).values_list("adresse", flat=True))


def test_une_proposition_tient_le_creneau_et_un_credit(proposee, creneau, porteuse, partenaire):
    assert _etat(proposee, creneau) == (StatutMission.A_CONFIRMER, StatutCreneau.RETENU, 1, 4)
    assert _lus("accompagnement_proposition") == {porteuse.email, partenaire.email}


def test_la_meme_cle_fait_une_proposition(proposer, proposee, creneau):
    assert proposer() == proposee
    assert _etat(proposee, creneau)[2:] == (1, 4)


def test_l_equipe_confirme_et_l_experte_le_sait(proposee, creneau, acteur_de, porteuse, experte):
    assert [t.titre for t in a_faire(acteur_de(porteuse))] == ["Confirmer une demi-journée proposée"]
    repondre_a_la_proposition(mission=proposee, accord=True, acteur=acteur_de(porteuse))
    assert _etat(proposee, creneau) == (StatutMission.PLANIFIEE, StatutCreneau.RETENU, 1, 4)
    assert (_lus("accompagnement_proposition_confirmee"), a_faire(acteur_de(porteuse))) == ({experte.email}, [])


def test_l_equipe_decline_avec_un_motif(proposee, creneau, acteur_de, porteuse, experte):
    with pytest.raises(ActionRefusee, match="Indiquez le motif"):
        repondre_a_la_proposition(mission=proposee, accord=False, motif=" ", acteur=acteur_de(porteuse))
    repondre_a_la_proposition(mission=proposee, accord=False, motif="Pas ce mois-ci", acteur=acteur_de(porteuse))
    assert _etat(proposee, creneau) == (StatutMission.DECLINEE, StatutCreneau.OUVERT, 0, 5)
    assert _lus("accompagnement_proposition_declinee") == {experte.email}
    with pytest.raises(ActionRefusee, match="n’attend plus de réponse"):
        repondre_a_la_proposition(mission=proposee, accord=True, acteur=acteur_de(porteuse))


def test_sans_reponse_tout_est_rendu_une_seule_fois_et_les_deux_le_savent(proposee, creneau, porteuse, partenaire, experte):
    assert passer_les_demandes_en_retard() == 0
    for jours in (15, 15, 300):
        with time_machine.travel(timezone.now() + timedelta(days=jours)):
            passer_les_demandes_en_retard()
    etat = _etat(proposee, creneau)
    assert (etat[0], etat[2:]) == (StatutMission.ANNULEE, (0, 5))
    assert _lus("accompagnement_proposition_passee") == {porteuse.email, partenaire.email, experte.email}
    assert proposee.mouvements.count() == 2


def test_le_delai_passe_on_ne_confirme_plus(proposee, acteur_de, porteuse):
    with time_machine.travel(proposee.reponse_avant), pytest.raises(ActionRefusee, match="Le délai de réponse est passé"):
        repondre_a_la_proposition(mission=proposee, accord=True, acteur=acteur_de(porteuse))


def test_une_experte_retire_sa_proposition_sans_debit(proposee, creneau, de_l_experte):
    assert annuler(mission=proposee, motif="Empêchée", acteur=de_l_experte, par_l_equipe=False) == 0
    assert _etat(proposee, creneau)[2:] == (0, 5)


def test_sans_declaration_ni_raison_ni_creneau_a_elle_rien_n_est_propose(proposer, expert, besoins):
    with pytest.raises(ActionRefusee, match="Dites pourquoi"):
        proposer(objet=" ")
    with pytest.raises(ActionRefusee, match="vos propres demi-journées"):
        proposer(creneau=ouvrir(ExpertFactory())[0])
    with pytest.raises(ActionRefusee, match="Il reste 0 demi-journée"):
        proposer(besoin=besoins["offre-formation"])
    DeclarationExpert.objects.create(expert=expert, projet=proposer().projet, interet=True, texte="Associée", declaree_par=expert.utilisateur)
    with pytest.raises(ActionRefusee, match="déclaré un intérêt"):
        proposer(cle="autre", creneau=ouvrir(expert, 1, dans=30)[0])


def test_la_page_propose_et_l_equipe_confirme(client_de, suivi, creneau, experte, porteuse):
    adresse = reverse("proposition_faire", args=["manufactures", suivi.slug])
    assert suivi.nom in client_de(experte).get(reverse("proposition_projets", args=["manufactures"])).content.decode()
    lu = {"besoin": "modele-economique", "creneau": creneau.pk, "lieu": "sur_place", "objet": "Relire le budget", "cle": uuid4()}
    assert client_de(experte).post(adresse, lu).status_code == 302
    mission = Mission.objects.get()
    page = client_de(porteuse).get(reverse("mission_detail", args=["manufactures", mission.pk])).content.decode()
    assert "Confirmer la demi-journée proposée" in page
    client_de(porteuse).post(reverse("mission_confirmer", args=["manufactures", mission.pk]), {"accord": "oui"})
    assert Mission.objects.get().etat == StatutMission.PLANIFIEE


def test_par_l_api_une_proposition_envoyee_deux_fois_est_une(suivi, creneau, expert, experte, porteuse):
    demande = {"projet": suivi.slug, "besoin": "modele-economique", "creneau": creneau.pk, "objet": "Relire le budget"}
    experte_api = ClientApi(experte)
    experte_api.entetes["Idempotency-Key"] = "une-fois"
    reponses = [experte_api.ecrire("reservations/", demande) for _ in range(2)]
    assert [r.status_code for r in reponses] == [201, 201]
    mission = Mission.objects.get()
    assert reponses[1].json()["id"] == mission.pk
    confirmation = ClientApi(porteuse).ecrire(f"missions/{mission.pk}/confirmation/", {"accord": True})
    assert (confirmation.status_code, confirmation.json()["etat"]["code"]) == (200, "planifiee")
