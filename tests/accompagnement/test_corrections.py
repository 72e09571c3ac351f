"""Contre-passation and complementary dotation: the exact reverse, once, by another person; granted once by key."""

import pytest
from django.db import IntegrityError, transaction

from accompagnement.actions.corrections import contre_passer
from accompagnement.actions.credits import doter, transferer
from accompagnement.actions.expirations import expirer_credits
from accompagnement.actions.missions import repondre
from accompagnement.actions.registre import contre_passation, inscrire
from accompagnement.actions.service_fait import accepter_service_fait, remettre_compte_rendu, valider_service_fait
from accompagnement.enums import NatureCompte, NatureMouvement, Reponse, StatutMission, Verdict
from accompagnement.models import CompteCredits, Mission, MouvementCredit
from accompagnement.queries.credits import credits_du_projet, ecarts_du_registre, somme_des_comptes
from socle.comptes.enums import Role
from socle.courriers.models import Courrier
from socle.lib.refus import ActionRefusee
from tests.accompagnement.fabriques import deplacer, finir
from tests.accompagnement.test_expirations import _etat
from tests.conftest import creer_personne

RAISON = {"piece": "Note du 3 mars", "motif": "Saisie par erreur"}


@pytest.fixture
def coordination(coordinatrice, acteur_de):
    return acteur_de(coordinatrice)


@pytest.fixture
def autre_coordination(programme, acteur_de):
    return acteur_de(creer_personne("autre.coordination@exemple.fr", "Autre", Role.COORDINATION))


@pytest.fixture
def transfert(suivi, besoins, coordination):
    de, vers = besoins["modele-economique"], besoins["modele-juridique"]
    return transferer(projet=suivi, de=de, vers=vers, quantite=2, motif="Bail", acteur=coordination, cle="t1")


@pytest.fixture
def debit(suivi, mission, creneau, experte, porteuse, coordination, acteur_de):
    """The debit of a mission whose service fait is validated."""
    repondre(mission=mission, reponse=Reponse.ACCEPTER, motif="", acteur=acteur_de(experte))
    deplacer(creneau, creneau.debut.replace(year=creneau.debut.year - 1))
    remettre_compte_rendu(mission=mission, fait="Fait", demi_journees=1, acteur=acteur_de(experte))
    accepter_service_fait(mission=mission, verdict=Verdict.ACCEPTE, acteur=acteur_de(porteuse))
    valider_service_fait(mission=mission, acteur=coordination)
    return mission.mouvements.get(nature=NatureMouvement.CONSOMMATION)


def _code(action, **champs) -> str:
    with pytest.raises(ActionRefusee) as refus:
        action(**champs)
    return refus.value.refus.code


def test_un_transfert_se_renverse_exactement_et_une_fois(suivi, transfert, coordination, autre_coordination):
    avant = credits_du_projet(suivi).du_besoin("modele-economique")
    inverse = contre_passer(ligne=transfert, acteur=autre_coordination, **RAISON)
    assert (inverse.de_id, inverse.vers_id, inverse.quantite) == (transfert.vers_id, transfert.de_id, 2)
    assert (inverse.corrige, inverse.source, inverse.motif) == (transfert, *RAISON.values())
    assert credits_du_projet(suivi).du_besoin("modele-economique").disponibles == avant.disponibles + 2
    assert _code(contre_passer, ligne=transfert, acteur=autre_coordination, **RAISON) == "deja_contre_passe"
    assert _code(contre_passer, ligne=inverse, acteur=coordination, **RAISON) == "correction"


def test_son_auteur_ne_contre_passe_pas(transfert, coordination):
    assert _code(contre_passer, ligne=transfert, acteur=coordination, **RAISON) == "quatre_yeux_registre"
    with pytest.raises(IntegrityError, match="une autre personne"), transaction.atomic():
        inscrire(contre_passation(transfert, source="Essai", motif="Essai", acteur=coordination))


@pytest.mark.parametrize("manque", ["piece", "motif"])
def test_sans_motif_ou_sans_piece(transfert, autre_coordination, manque):
    assert _code(contre_passer, ligne=transfert, acteur=autre_coordination, **RAISON | {manque: " "}) == "motif_et_piece"


def test_une_dotation_revient_a_l_enveloppe_si_elle_est_encore_la(suivi, besoins, coordination, mission):
    dotation = suivi.mouvements_credit.get(besoin=besoins["modele-juridique"], nature=NatureMouvement.DOTATION)
    entamee = suivi.mouvements_credit.get(besoin=mission.besoin, nature=NatureMouvement.DOTATION)
    assert _code(contre_passer, ligne=entamee, acteur=coordination, **RAISON) == "solde_parti"
    enveloppe = CompteCredits.objects.get(nature=NatureCompte.ENVELOPPE).solde
    contre_passer(ligne=dotation, acteur=coordination, **RAISON)
    assert CompteCredits.objects.get(nature=NatureCompte.ENVELOPPE).solde == enveloppe + 2
    assert credits_du_projet(suivi).total.accordees == 3


def test_un_debit_contre_passe_repasse_par_la_reserve_et_la_libere(suivi, debit, autre_coordination):
    contre_passer(ligne=debit, acteur=autre_coordination, **RAISON)
    total = credits_du_projet(suivi).total
    assert (total.disponibles, total.reservees, total.consommees) == (5, 0, 0)
    assert Mission.objects.get(pk=debit.mission_id).etat == StatutMission.VALIDE
    natures = list(debit.mission.mouvements.order_by("pk").values_list("nature", flat=True))
    assert natures == ["reservation", "consommation", "contre_passation", "liberation"]
    assert (list(ecarts_du_registre()), somme_des_comptes()) == ([], 0)


def test_une_reserve_ne_se_corrige_que_par_sa_mission(mission, coordination):
    tenue = mission.mouvements.get()
    assert _code(contre_passer, ligne=tenue, acteur=coordination, **RAISON) == "par_sa_mission"
    with pytest.raises(IntegrityError, match="ne se contre-passe pas"), transaction.atomic():
        inscrire(contre_passation(tenue, source="Essai", motif="Essai", acteur=coordination))


def test_une_correction_garde_la_valeur_de_ce_qu_elle_corrige(transfert, autre_coordination):
    faux = contre_passation(transfert, source="Essai", motif="Essai", acteur=autre_coordination)
    faux.valeur_unitaire += 1
    with pytest.raises(IntegrityError, match="renverse exactement"), transaction.atomic():
        inscrire(faux)


def test_une_expiration_ne_revient_que_si_le_plan_court(suivi, coordination):
    finir(suivi)
    expirer_credits(projet=suivi)
    expiree = suivi.mouvements_credit.filter(nature=NatureMouvement.EXPIRATION).first()
    assert _code(contre_passer, ligne=expiree, acteur=coordination, **RAISON) == "plan_fini"
    finir(suivi, -5)
    contre_passer(ligne=expiree, acteur=coordination, **RAISON)
    assert _etat(suivi)[0] == expiree.quantite


def test_l_equipe_lit_la_correction(suivi, transfert, autre_coordination, porteuse, partenaire):
    contre_passer(ligne=transfert, acteur=autre_coordination, **RAISON)
    lettres = Courrier.objects.filter(gabarit="accompagnement_contre_passation").values_list("adresse", flat=True)
    assert sorted(lettres) == sorted([porteuse.email, partenaire.email])


AVENANT = {"source": "Avenant 1", "motif": "Un besoin de plus", "cle": "avenant-1"}


def test_une_dotation_complementaire_ne_s_inscrit_qu_une_fois(suivi, coordination):
    champs = AVENANT | {"projet": suivi, "lignes": [("modele-economique", 4), ("offre-formation", 1)], "acteur": coordination}
    premiere = doter(**champs)
    assert doter(**champs) == premiere
    credits = credits_du_projet(suivi)
    assert [credits.du_besoin(code).disponibles for code in ("modele-economique", "offre-formation")] == [7, 1]
    assert credits.total.accordees == 10
    assert {(m.source, m.motif, m.auteur) for m in premiere} == {("Avenant 1", "Un besoin de plus", coordination.utilisateur)}
    assert Courrier.objects.filter(gabarit="accompagnement_dotation").count() == 2


@pytest.mark.parametrize(
    ("lignes", "autres", "code"),
    [
        ([("modele-economique", 96)], {}, "enveloppe_courte"),
        ([("inconnu", 1)], {}, "besoin_inconnu"),
        ([("modele-economique", 1), ("modele-economique", 1)], {}, "besoin_double"),
        ([("modele-economique", 0)], {}, "quantite_nulle"),
        ([], {}, "quantite_nulle"),
        ([("modele-economique", 1)], {"source": ""}, "motif_et_piece"),
    ],
)
def test_une_dotation_impossible_n_inscrit_rien(suivi, coordination, lignes, autres, code):
    avant = MouvementCredit.objects.count()
    assert _code(doter, projet=suivi, lignes=lignes, acteur=coordination, **AVENANT | autres) == code
    assert MouvementCredit.objects.count() == avant
