"""A transfer asked for by the team: refused at once by the rule, one at a time, answered by the coordination."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accompagnement.actions.credits import transferer
from accompagnement.actions.transferts import accepter_transfert, demander_transfert, refuser_transfert
from accompagnement.enums_missions import StatutTransfert
from accompagnement.models import DemandeTransfert
from accompagnement.queries.a_faire import a_faire
from accompagnement.queries.credits import credits_du_projet
from socle.courriers.models import Courrier
from socle.journal.models import Evenement
from socle.lib.refus import ActionRefusee
from tests.accompagnement.fabriques import permettre_les_transferts

DEMANDE = "1\u00a0transfert de crédits demandé"


@pytest.fixture
def demander(suivi, besoins, acteur_de, porteuse):
    def faire(**champs):
        defauts = {"de": besoins["modele-economique"], "vers": besoins["modele-juridique"], "quantite": 2, "motif": "Le bail passe d’abord"}
        return demander_transfert(**{"projet": suivi, "acteur": acteur_de(porteuse)} | defauts | champs)

    return faire


@pytest.fixture
def coordination(acteur_de, coordinatrice):
    return acteur_de(coordinatrice)


def _soldes(suivi) -> list[int]:
    return [credits_du_projet(suivi).du_besoin(code).disponibles for code in ("modele-economique", "modele-juridique")]


def test_demander_ne_bouge_rien_et_previent_la_coordination(demander, suivi, coordination, coordinatrice):
    demande = demander()
    assert (_soldes(suivi), demande.etat) == ([3, 2], StatutTransfert.DEMANDEE)
    assert [t.titre for t in a_faire(coordination)] == [DEMANDE]
    assert list(Courrier.objects.filter(gabarit="accompagnement_transfert_demande").values_list("adresse", flat=True)) == [coordinatrice.email]
    assert Evenement.objects.filter(verbe_code="transfert.demande", motif="Le bail passe d’abord").count() == 1


def test_accepter_transfere_une_fois_et_le_dit(demander, suivi, coordination):
    demande = accepter_transfert(demande=demander(), acteur=coordination)
    assert (_soldes(suivi), demande.mouvement.quantite, demande.etat) == ([1, 4], 2, StatutTransfert.ACCEPTEE)
    with pytest.raises(ActionRefusee, match="a déjà sa réponse"):
        accepter_transfert(demande=DemandeTransfert.objects.get(pk=demande.pk), acteur=coordination)
    assert (_soldes(suivi), a_faire(coordination)) == ([1, 4], [])
    assert Courrier.objects.filter(gabarit="accompagnement_transfert").count() == 2
    assert Evenement.objects.filter(verbe_code="credits.transferes").count() == 1


def test_refuser_demande_un_motif_et_ne_bouge_rien(demander, suivi, coordination):
    demande = demander()
    with pytest.raises(ActionRefusee, match="motif du refus"):
        refuser_transfert(demande=demande, motif=" ", acteur=coordination)
    refuser_transfert(demande=demande, motif="Gardez ce crédit", acteur=coordination)
    relue = DemandeTransfert.objects.get(pk=demande.pk)
    assert (_soldes(suivi), relue.etat, relue.motif_refus, a_faire(coordination)) == ([3, 2], StatutTransfert.REFUSEE, "Gardez ce crédit", [])
    assert Courrier.objects.filter(gabarit="accompagnement_transfert_refuse").count() == 2
    assert Evenement.objects.filter(verbe_code="transfert.refuse").count() == 1


@pytest.mark.parametrize(("champs", "phrase"), [({"quantite": 9}, "indiquez 3"), ({"motif": " "}, "motif"), ({"quantite": 0}, "au moins")])
def test_ce_que_la_regle_refuserait_ne_se_demande_pas(demander, champs, phrase):
    with pytest.raises(ActionRefusee, match=phrase):
        demander(**champs)
    assert not DemandeTransfert.objects.exists()


def test_au_dela_de_la_part_permise_on_ne_demande_pas(demander):
    permettre_les_transferts(34)
    with pytest.raises(ActionRefusee) as refus:
        demander()
    assert refus.value.refus.code == "avenant_necessaire"
    assert demander(quantite=1).quantite == 1


def test_une_seule_demande_ouverte_par_paire(demander, besoins, coordination):
    demande = demander()
    with pytest.raises(ActionRefusee, match="déjà demandé"):
        demander(quantite=1)
    demander(vers=besoins["offre-formation"], quantite=1)
    refuser_transfert(demande=demande, motif="Plus tard", acteur=coordination)
    assert demander(quantite=1).ouverte


def test_le_credit_parti_entre_temps_se_dit_et_laisse_la_demande(demander, suivi, besoins, coordination):
    demande = demander()
    ailleurs = {"de": besoins["modele-economique"], "vers": besoins["offre-formation"], "quantite": 2, "motif": "Essai", "cle": "x"}
    transferer(projet=suivi, acteur=coordination, **ailleurs)
    with pytest.raises(ActionRefusee, match="indiquez 1"):
        accepter_transfert(demande=demande, acteur=coordination)
    assert DemandeTransfert.objects.get(pk=demande.pk).ouverte


@pytest.mark.parametrize("champs", [{"statut": "acceptee"}, {"statut": "refusee"}, {"quantite": 0}, {"motif": ""}, {"jugee_at": timezone.now()}])
def test_la_base_refuse_ce_qui_n_a_pas_de_sens(demander, champs):
    demande = demander()
    with pytest.raises(IntegrityError, match="demande_transfert_"), transaction.atomic():
        DemandeTransfert.objects.filter(pk=demande.pk).update(**champs)


def test_la_base_refuse_deux_demandes_ouvertes(demander, besoins):
    demande = demander()
    autre = demander(vers=besoins["offre-formation"], quantite=1)
    with pytest.raises(IntegrityError, match="demande_transfert_une_ouverte"), transaction.atomic():
        DemandeTransfert.objects.filter(pk=autre.pk).update(vers=demande.vers)


def test_de_la_page_de_credits_a_la_reponse(suivi, besoins, client_de, porteuse, coordinatrice, settings):
    settings.MFA_EXIGEE = False
    credits = reverse("credits_projet", args=["manufactures", suivi.slug])
    adresse = reverse("transfert_demander", args=["manufactures", suivi.slug])
    assert adresse in client_de(porteuse).get(credits).content.decode()
    lu = {"de": besoins["modele-economique"].pk, "vers": besoins["modele-juridique"].pk, "quantite": 2, "motif": "Le bail"}
    assert client_de(porteuse).post(adresse, lu).status_code == 302
    detail = reverse("transfert_detail", args=["manufactures", DemandeTransfert.objects.get().pk])
    assert "En attente de la coordination" in client_de(porteuse).get(credits).content.decode()
    assert client_de(porteuse).post(detail, {"accord": "oui"}).status_code == 403
    assert "motif du refus" in client_de(coordinatrice).post(detail, {"accord": "non"}).content.decode()
    assert client_de(coordinatrice).post(detail, {"accord": "oui"}).status_code == 302
    assert (_soldes(suivi), "Acceptée" in client_de(porteuse).get(credits).content.decode()) == ([1, 4], True)


def test_la_liste_dit_a_chacun_de_qui_la_reponse_est_attendue(demander, coordinatrice, observateur, client_de, settings):
    settings.MFA_EXIGEE = False
    demander()
    lues = [client_de(qui).get(reverse("transfert_liste", args=["manufactures"])).content.decode() for qui in (coordinatrice, observateur)]

    assert ["attendent votre réponse" in lue for lue in lues] == [True, False]
    assert "attendent la réponse de la coordination" in lues[1]
