"""Linked undertakings are one for the de minimis ceiling: who declares them, what is counted, where it is flagged."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from comite.actions.arbitrages import enregistrer_aide, fixer_regime
from comite.actions.decisions import proclamer_decision
from comite.actions.deports import declarer_deport
from comite.actions.entreprises import declarer_entreprise_liee, retirer_entreprise_liee
from comite.actions.scrutins import ouvrir_scrutin
from comite.enums import Choix, LienEntreprise, RegimeAide
from comite.models import EntrepriseLiee, PointOrdreDuJour
from comite.queries.aides import cumuls_de_minimis
from manufactures.models import Structure
from socle.comptes.acteur import acteur_de
from socle.comptes.actions.reglages import fixer_reglage
from socle.comptes.enums import Role
from socle.comptes.models import Adhesion
from tests.comite import fabriques as f
from tests.comite.fabriques import refus_de, refus_en_base

A, B, C = "552100554", "443061841", "732829320"
DROITS = LienEntreprise.DROITS_DE_VOTE


@pytest.fixture
def suivi(comite, pret):
    """A file under de minimis in an open sitting, its structure of SIREN A."""
    structurer(pret, A)
    return sous_regime(f.seance_ouverte(pret, presents=comite))


def structurer(projet, siren):
    projet.structure = Structure.objects.create(nom=f"Entreprise {siren}", siret=siren + "00013")
    projet.save()


def sous_regime(seance) -> PointOrdreDuJour:
    point = seance.points.get()
    fixer_regime(point=point, regime=RegimeAide.DE_MINIMIS, acteur=None)
    return PointOrdreDuJour.objects.select_related("projet__structure", "seance", "dossier").get(pk=point.pk)


def lier(projet, siren, acteur=None):
    return declarer_entreprise_liee(projet=projet, siren=siren, nom="Holding d’exemple", lien=DROITS, acteur=acteur)


def recevoir(siren, montant, jours=10):
    quand = timezone.localdate() - timedelta(days=jours)
    enregistrer_aide(siren=siren, date_octroi=quand, montant=Decimal(montant), source="Région", acteur=None)


def cumul(point):
    return cumuls_de_minimis([point], None)[point.pk]


def page(projet):
    return reverse("entreprise_liste", args=["manufactures", projet.slug])


def test_le_cumul_suit_la_chaine_des_entreprises_liees_sur_la_periode(suivi):
    recevoir(A, 100_000)
    recevoir(C, 50_000)
    recevoir(C, 7_000, jours=1200)
    assert (cumul(suivi).deja, cumul(suivi).liees) == (100_000, 0)
    lier(suivi.projet, B)
    EntrepriseLiee.objects.create(siren=C, siren_lie=B, nom="Holding d’exemple", lien=DROITS)
    assert (cumul(suivi).deja, cumul(suivi).liees) == (150_000, 2)


def test_ce_que_le_comite_attribue_a_l_une_compte_pour_l_autre(suivi, comite):
    autre = f.creer_projet(7)
    structurer(autre, B)
    point = sous_regime(f.seance_ouverte(autre, presents=comite))
    proclamer_decision(scrutin=f.scrutin_clos(point.seance, f.tous(comite, Choix.ATTRIBUER)), acteur=None)
    assert cumul(suivi).deja == 0
    lier(suivi.projet, B)
    assert cumul(suivi).deja == 255_000


def test_le_plafond_commun_se_voit_au_dossier_a_l_arbitrage_et_arrete_le_scrutin(suivi, comite, client_de):
    lier(suivi.projet, B)
    recevoir(B, 100_000)
    adresses = [reverse(nom, args=["manufactures", cle]) for nom, cle in (("dossier_detail", suivi.dossier.pk), ("seance_arbitrage", suivi.seance_id))]
    lues = [client_de(comite[0].utilisateur).get(adresse).content.decode().replace("\u00a0", " ") for adresse in adresses]
    assert "1 entreprise liée comptée" in lues[0] and "200 000 €" in lues[0]
    assert "Plafond de minimis dépassé de 80 000 €, 1 entreprise liée comptée" in lues[1]
    fixer_reglage(cle="comite.de_minimis_depassement", valeur="refuser", motif="Essai", date_effet=date(2022, 1, 1), auteur=None)
    assert refus_de(ouvrir_scrutin, point=suivi, acteur=None, montants=f.MONTANTS) == "de_minimis_depasse"


def test_l_equipe_declare_et_la_coordination_retire(suivi, porteuse, autre_porteur, coordinatrice, client_de):
    projet, equipe = suivi.projet, client_de(porteuse)
    assert page(projet) in equipe.get(reverse("projet_detail", args=["manufactures", projet.slug])).content.decode()
    equipe.post(page(projet), {"siren": "443 061 841", "nom": "Holding d’exemple", "lien": "droits_de_vote"})
    lien = EntrepriseLiee.objects.get()
    assert (lien.siren, lien.siren_lie, lien.declaree_par) == (A, B, porteuse)
    retirer = reverse("entreprise_retirer", args=["manufactures", projet.slug, lien.pk])
    assert equipe.post(retirer, {"motif": "Non"}).status_code == 403
    assert client_de(autre_porteur).get(page(projet)).status_code == 404
    client_de(coordinatrice).post(retirer, {"motif": "Part vendue"})
    assert "retirée : Part vendue" in equipe.get(page(projet)).content.decode().replace("\u00a0", " ")
    assert cumul(suivi).liees == 0
    assert refus_de(retirer_entreprise_liee, projet=projet, lien=lien, motif="x", acteur=None) == "lien_retire"


def test_un_lien_se_declare_une_fois_et_entre_deux_entreprises(suivi, autre_porteur, comite):
    lier(suivi.projet, B)
    autre = f.creer_projet(7)
    assert refus_de(lier, projet=autre, siren=C) == "sans_siren"
    structurer(autre, B)
    assert [refus_de(lier, projet=p, siren=s) for p, s in ((suivi.projet, B), (autre, A), (suivi.projet, A))] == [
        "lien_declare", "lien_declare", "meme_entreprise"]  # fmt: skip
    assert refus_de(lier, projet=suivi.projet, siren=C, acteur=acteur_de(autre_porteur)) == "pas_de_l_equipe"


@pytest.mark.parametrize(("champs", "contrainte"), [
    ({"siren_lie": A}, "lien_entre_deux_entreprises"), ({"siren_lie": "12"}, "lien_siren_9_chiffres"),
    ({"lien": "amitié"}, "lien_connu"), ({"nom": ""}, "lien_nomme"), ({"motif_retrait": "x"}, "lien_retrait_motive"),
    ({"siren": B, "siren_lie": A}, "lien_une_fois"),
])  # fmt: skip
def test_la_base_refuse_un_lien_impossible(suivi, champs, contrainte):
    lier(suivi.projet, B)
    essai = {"siren": A, "siren_lie": C, "nom": "Holding", "lien": DROITS} | champs
    assert contrainte in refus_en_base(lambda: EntrepriseLiee.objects.create(**essai))


def test_la_page_suit_le_deport(suivi, comite, membre, client_de, coordinatrice):
    assert client_de(coordinatrice).get(page(suivi.projet)).status_code == 200
    Adhesion.objects.create(utilisateur=membre, role=Role.COORDINATION, date_debut=date(2022, 1, 1))
    declarer_deport(membre=comite[1], projet=suivi.projet, acteur=None)
    assert client_de(membre).get(page(suivi.projet)).status_code == 404
