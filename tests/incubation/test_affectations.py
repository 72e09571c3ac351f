import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from incubation.actions.affectations import affecter_projet
from incubation.actions.promotions import creer_sous_promotion, ouvrir_promotion
from incubation.enums import StatutLivrable
from incubation.models import Affectation, Livrable
from manufactures.enums import StatutProjet
from socle.comptes.actions.reglages import fixer_reglage
from socle.courriers.models import Courrier
from socle.journal.models import Evenement
from socle.lib.refus import ActionRefusee
from tests.incubation.fabriques import PromotionFactory, SousPromotionFactory, jour_dans
from tests.manufactures.fabriques import ProjetFactory, VagueFactory


def test_une_promotion_dure_les_mois_du_reglement(coordination):
    promotion = ouvrir_promotion(vague=VagueFactory(), nom="Vague 3", date_debut=jour_dans(0).replace(day=1), acteur=coordination)
    assert (promotion.date_fin.month - promotion.date_debut.month) % 12 == 4
    assert Evenement.objects.get(verbe_code="promotion.ouverte").phrase == "La coordination a ouvert la promotion Vague 3"


def test_un_nom_deja_pris_est_refuse(coordination):
    promotion = PromotionFactory()
    creer_sous_promotion(promotion=promotion, nom="Ouest", acteur=coordination)
    with pytest.raises(ActionRefusee, match="déjà pris"):
        creer_sous_promotion(promotion=promotion, nom="Ouest", acteur=coordination)


def test_seule_la_coordination_ouvre_une_promotion(observateur, acteur_de):
    with pytest.raises(ActionRefusee, match="Seule la coordination"):
        ouvrir_promotion(vague=VagueFactory(), nom="Vague 3", date_debut=jour_dans(0), acteur=acteur_de(observateur))


def test_un_projet_place_entre_en_incubation_avec_ses_huit_livrables(incube, groupe):
    assert incube.etat == StatutProjet.EN_INCUBATION
    livrables = list(Livrable.objects.filter(projet=incube).order_by("module__numero"))
    assert [livrable.module.numero for livrable in livrables] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert {livrable.statut for livrable in livrables} == {StatutLivrable.ATTENDU}
    assert livrables[-1].echeance_at.date() <= groupe.promotion.date_fin


def test_le_binome_est_prevenu_une_fois_chacun(incube, porteuse, partenaire):
    courriers = Courrier.objects.filter(gabarit="incubation_affectation")
    assert {c.destinataire for c in courriers} == {porteuse, partenaire}
    assert courriers[0].sujet == f"{incube.nom} entre en incubation"
    assert f"/incubation/projets/{incube.slug}/livrables/" in courriers[0].texte


def test_le_referent_du_groupe_devient_celui_du_projet(labellise, modules, coordination, coordinatrice):
    affecter_projet(projet=labellise, sous_promotion=SousPromotionFactory(referent=coordinatrice), acteur=coordination)
    labellise.refresh_from_db()
    assert labellise.referent == coordinatrice


def test_un_projet_deja_place_ne_l_est_pas_deux_fois(incube, groupe, coordination):
    with pytest.raises(ActionRefusee, match="seul un projet dont le label est publié"):
        affecter_projet(projet=incube, sous_promotion=groupe, acteur=coordination)
    assert Affectation.objects.count() == 1


def test_la_base_refuse_deux_places_en_meme_temps(incube, groupe):
    with pytest.raises(IntegrityError, match="affectation_une_en_cours"), transaction.atomic():
        Affectation.objects.create(projet=incube, sous_promotion=groupe, date_debut=timezone.localdate())


def test_une_sous_promotion_pleine_refuse(incube, groupe, coordination):
    fixer_reglage(cle="incubation.sous_promotion_max", valeur=1, motif="Essai", date_effet=jour_dans(0), auteur=coordination)
    with pytest.raises(ActionRefusee, match="compte déjà 1\u00a0projet"):
        affecter_projet(projet=ProjetFactory(labellise=True), sous_promotion=groupe, acteur=coordination)


def test_une_promotion_terminee_refuse(labellise, modules, coordination):
    finie = PromotionFactory(date_debut=jour_dans(-130), date_fin=jour_dans(-1))
    with pytest.raises(ActionRefusee, match="terminée"):
        affecter_projet(projet=labellise, sous_promotion=SousPromotionFactory(promotion=finie), acteur=coordination)
    assert not Livrable.objects.exists()
