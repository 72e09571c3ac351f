"""Avenants: signed by both, then the ledger and the plan follow; transfers within the part of the règlement."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accompagnement.actions.avenants import retirer_avenant, signer_avenant
from accompagnement.actions.credits import transferer
from accompagnement.enums import NatureCompte, NatureMouvement, StatutAvenant
from accompagnement.models import Avenant, CompteCredits, LignePlan, MouvementCredit
from accompagnement.queries.credits import credits_du_projet, ecarts_du_registre
from socle.courriers.models import Courrier
from socle.lib.refus import ActionRefusee
from tests.accompagnement.fabriques import ENVELOPPE, avenant_propose, permettre_les_transferts


@pytest.fixture(autouse=True)
def _sans_second_facteur(settings):
    settings.MFA_EXIGEE = False


@pytest.fixture
def coordination(coordinatrice, acteur_de):
    return acteur_de(coordinatrice)


@pytest.fixture
def equipe(porteuse, acteur_de):
    return acteur_de(porteuse)


@pytest.fixture
def avenant(suivi, coordination):
    """Two half-days more for the legal model (3 economic, 2 legal), signed by the coordination."""
    return avenant_propose(suivi, coordination, ajout=2)


def refus(faire, **champs) -> str:
    with pytest.raises(ActionRefusee) as refusee:
        faire(**champs)
    return refusee.value.refus.code


def test_an_avenant_in_force_grants_its_complement(suivi, avenant, equipe):
    assert (avenant.etat, credits_du_projet(suivi).total.accordees) == (StatutAvenant.PROPOSE, 5)
    signer_avenant(avenant=avenant, acteur=equipe, pour_l_equipe=True)

    assert credits_du_projet(suivi).du_besoin("modele-juridique").accordees == 4
    assert CompteCredits.objects.get(nature=NatureCompte.ENVELOPPE).solde == ENVELOPPE - 7
    ligne = LignePlan.objects.get(plan=avenant.plan, besoin__code="modele-juridique")
    assert (ligne.demi_journees, ligne.avenant) == (4, avenant)
    assert not ecarts_du_registre().exists()
    assert set(Courrier.objects.values_list("gabarit", flat=True)) >= {"accompagnement_avenant", "accompagnement_avenant_signe"}


def test_an_avenant_opens_a_new_need(suivi, coordination, equipe):
    avenant = avenant_propose(suivi, coordination, besoin="offre-formation", ajout=3)
    signer_avenant(avenant=avenant, acteur=equipe, pour_l_equipe=True)
    assert credits_du_projet(suivi).du_besoin("offre-formation").disponibles == 3
    assert list(avenant.plan.lignes.values_list("besoin__code", "priorite"))[-1] == ("offre-formation", 3)


def test_an_avenant_moves_credits_between_needs(client_de, suivi, porteuse, coordinatrice):
    adresse = reverse("avenant_proposer", args=["manufactures", suivi.slug])
    champs = {"objet": "Plus de juridique", "motif": "Statuts", "dj_modele-economique": 1, "dj_modele-juridique": 4}
    page = client_de(porteuse).post(adresse, champs).headers["Location"]
    assert "Votre partie a déjà signé cet avenant" in client_de(porteuse).get(page).content.decode()
    client_de(coordinatrice).post(page + "signature/")

    assert {s.besoin.code: s.accordees for s in credits_du_projet(suivi).besoins} == {"modele-economique": 1, "modele-juridique": 4}
    assert MouvementCredit.objects.get(nature=NatureMouvement.TRANSFERT).source == "Avenant 1 au plan d’accompagnement"


def test_an_avenant_is_signed_by_two_persons_once_each(avenant, coordination, equipe):
    assert refus(signer_avenant, avenant=avenant, acteur=coordination, pour_l_equipe=False) == "deja_signe"
    assert refus(signer_avenant, avenant=avenant, acteur=coordination, pour_l_equipe=True) == "deux_signataires"
    signer_avenant(avenant=avenant, acteur=equipe, pour_l_equipe=True)
    assert refus(signer_avenant, avenant=avenant, acteur=equipe, pour_l_equipe=True) == "avenant_clos"
    assert refus(retirer_avenant, avenant=avenant, motif="Trop tard", acteur=equipe) == "avenant_clos"


def test_one_avenant_waits_at_a_time_and_may_be_withdrawn(suivi, avenant, coordination, equipe):
    with pytest.raises(ActionRefusee, match="Un avenant attend sa signature"):
        avenant_propose(suivi, coordination)
    assert refus(retirer_avenant, avenant=avenant, motif=" ", acteur=equipe) == "motif_manquant"
    retirer_avenant(avenant=avenant, motif="Un autre besoin", acteur=equipe)
    assert avenant_propose(suivi, coordination).numero == 2
    assert credits_du_projet(suivi).total.accordees == 5


def test_an_avenant_whose_credits_moved_is_to_be_proposed_again(suivi, avenant, besoins, coordination, equipe):
    de, vers = besoins["modele-juridique"], besoins["modele-economique"]
    transferer(projet=suivi, de=de, vers=vers, quantite=1, motif="Essai", acteur=coordination, cle="t")
    assert refus(signer_avenant, avenant=avenant, acteur=equipe, pour_l_equipe=True) == "avenant_perime"


def test_an_avenant_changes_something_and_has_credits(suivi, coordination):
    with pytest.raises(ActionRefusee, match="ne change rien"):
        avenant_propose(suivi, coordination, ajout=0)
    with pytest.raises(ActionRefusee, match="ne reprend pas de crédits"):
        avenant_propose(suivi, coordination, ajout=-1)
    with pytest.raises(ActionRefusee, match="ne compte plus que"):
        avenant_propose(suivi, coordination, ajout=ENVELOPPE)


@pytest.mark.parametrize(
    "tricher",
    [
        lambda a: Avenant.objects.update(motif="Autre"),
        lambda a: Avenant.objects.update(signe_par=None, signe_at=None),
        lambda a: a.lignes.update(demi_journees=40),
        lambda a: LignePlan.objects.filter(plan=a.plan).update(avenant=a, demi_journees=40),
    ],
)
def test_an_avenant_is_not_written_again_nor_used_before_it_is_signed(avenant, tricher):
    with pytest.raises(DatabaseError), transaction.atomic():
        tricher(avenant)


def test_a_signed_avenant_writes_its_lines_once(avenant, equipe):
    signer_avenant(avenant=avenant, acteur=equipe, pour_l_equipe=True)
    with pytest.raises(DatabaseError, match="que par un avenant signé"), transaction.atomic():
        LignePlan.objects.filter(besoin__code="modele-juridique").update(demi_journees=40)


def test_above_its_part_a_transfer_asks_for_an_avenant(suivi, besoins, coordination):
    permettre_les_transferts(34)
    de, vers = besoins["modele-economique"], besoins["modele-juridique"]
    champs = {"projet": suivi, "de": de, "vers": vers, "motif": "Statuts", "acteur": coordination}
    assert refus(transferer, quantite=2, cle="t1", **champs) == "avenant_necessaire"
    transferer(quantite=1, cle="t2", **champs)
    assert refus(transferer, quantite=1, cle="t3", **champs) == "avenant_necessaire"
