"""The arbitration decides nothing and betrays nothing; de minimis aid is counted and flagged."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from comite.actions.arbitrages import (
    creer_scenario,
    dupliquer_scenario,
    enregistrer_aide,
    enregistrer_montants,
    fixer_regime,
    retenir_scenario,
    retirer_aide,
)
from comite.actions.decisions import proclamer_decision
from comite.actions.deports import declarer_deport
from comite.actions.scrutins import ouvrir_scrutin
from comite.enums import Choix, RegimeAide
from comite.models import AideDeMinimis, Enveloppe, LigneScenario, PointOrdreDuJour, Scenario
from comite.queries.aides import alerte_de_minimis, cumuls_de_minimis, regles_au
from comite.queries.arbitrage import lire_arbitrage, scenarios_de
from comite.queries.salle import montants_proposes, points_de
from comite.regles_arbitrage import CumulDeMinimis
from manufactures.models import Structure
from socle.comptes.acteur import acteur_de
from socle.comptes.actions.reglages import fixer_reglage
from socle.journal.models import Evenement
from tests.comite import fabriques as f
from tests.comite.fabriques import refus_de

DEMANDE = Decimal(280_000)  # by file of the tests
SIREN, SIRET = "552100554", "55210055400013"


@pytest.fixture
def deux(comite):
    """A sitting of two files, 280 000 € asked by each."""
    return f.seance_ouverte(f.creer_projet(1), f.creer_projet(2), presents=comite)


@pytest.fixture
def auteur(comite):
    return acteur_de(comite[1].utilisateur)


def url(nom, *cles):
    return reverse(nom, args=["manufactures", *cles])


def page_de(client, seance) -> str:
    return client.get(url("seance_arbitrage", seance.pk)).content.decode().replace("\u00a0", " ")


def lire(seance, scenario, membre=None):
    return scenarios_de(lire_arbitrage(seance, membre), [scenario])[0]


# --- Scenarios ---


def test_les_deux_points_de_depart_tiennent_dans_l_enveloppe(deux, auteur):
    Enveloppe.objects.update(montant_total=400_000)
    rang = lire(deux, creer_scenario(seance=deux, nom="Rang", depart="rang", acteur=auteur))
    prorata = lire(deux, creer_scenario(seance=deux, nom="Prorata", depart="prorata", acteur=auteur))
    points = [p.pk for p in deux.points.order_by("rang")]
    assert [rang.de(p) for p in points] == [280_000, 120_000]
    assert [prorata.de(p) for p in points] == [200_000, 200_000]
    assert [s.depassement for s in (rang, prorata)] == [0, 0]


def test_un_scenario_qui_depasse_le_dit_en_garance(deux, auteur, client_de):
    Enveloppe.objects.update(montant_total=500_000)
    scenario, point = creer_scenario(seance=deux, nom="Tout", acteur=auteur), deux.points.first()
    enregistrer_montants(scenario=scenario, montants={(point.pk, "investissement"): Decimal("560000.50")}, acteur=auteur)
    page = page_de(client_de(auteur.utilisateur), deux)
    assert "dépassée de 60 000,50 €" in page
    assert "c-garance" in page
    assert "le comité décide par ses votes" in page


def test_les_montants_se_tapent_a_la_francaise(deux, auteur, client_de):
    scenario, point = creer_scenario(seance=deux, nom="Essai", acteur=auteur), deux.points.order_by("rang")[0]
    client, adresse = client_de(auteur.utilisateur), url("scenario_detail", scenario.pk)
    client.post(adresse, {f"montant_{point.pk}_investissement": "120 000,50", f"montant_{point.pk}_demarrage": ""})
    assert LigneScenario.objects.get(ligne="investissement", point=point).montant == Decimal("120000.50")
    refuse = client.post(adresse, {f"montant_{point.pk}_investissement": "beaucoup"}).content.decode()
    assert "Écrivez le montant en chiffres" in refuse
    assert 'value="beaucoup"' in refuse


def test_seul_son_auteur_change_un_scenario_les_autres_le_dupliquent(deux, auteur, comite):
    scenario, point = creer_scenario(seance=deux, nom="Essai", depart="rang", acteur=auteur), deux.points.first()
    autre = acteur_de(comite[2].utilisateur)
    montants = {(point.pk, "investissement"): Decimal(1)}
    assert refus_de(enregistrer_montants, scenario=scenario, montants=montants, acteur=autre) == "pas_votre_scenario"
    assert refus_de(dupliquer_scenario, scenario=scenario, nom="Essai", acteur=autre) == "nom_pris"
    copie = dupliquer_scenario(scenario=scenario, nom="Copie", acteur=autre)
    enregistrer_montants(scenario=copie, montants=montants, acteur=autre)
    assert (copie.copie_de, lire(deux, scenario).total) == (scenario, 2 * DEMANDE)


def test_la_presidence_retient_avec_son_motif(deux, auteur, comite, coordinatrice, client_de):
    presidence = acteur_de(comite[0].utilisateur)
    premier, second = (creer_scenario(seance=deux, nom=n, depart="rang", acteur=auteur) for n in ("Un", "Deux"))
    assert refus_de(retenir_scenario, scenario=premier, motif="x", acteur=acteur_de(coordinatrice)) == "choix_de_la_presidence"
    assert refus_de(retenir_scenario, scenario=premier, motif=" ", acteur=presidence) == "motif_du_choix"
    for scenario in (premier, second):
        retenir_scenario(scenario=scenario, motif="Équilibre des territoires", acteur=presidence)
    assert Scenario.objects.get(choisi_at__isnull=False) == second
    assert Evenement.objects.filter(verbe_code="scenario.retenu", motif="Équilibre des territoires").count() == 2
    assert refus_de(enregistrer_montants, scenario=second, montants={}, acteur=auteur) == "scenario_retenu"
    with pytest.raises(IntegrityError), transaction.atomic():
        LigneScenario.objects.filter(scenario=second).update(montant=1)


def test_le_scenario_retenu_preremplit_le_scrutin_et_ne_decide_rien(deux, auteur, comite, client_de):
    scenario, point = creer_scenario(seance=deux, nom="Un", acteur=auteur), deux.points.order_by("rang")[0]
    enregistrer_montants(
        scenario=scenario, montants={(point.pk, "investissement"): Decimal(123_456), (point.pk, "demarrage"): Decimal(0)}, acteur=auteur
    )
    assert montants_proposes(points_de(deux, None)[0]) == {}
    retenir_scenario(scenario=scenario, motif="Équilibre", acteur=acteur_de(comite[0].utilisateur))
    assert montants_proposes(points_de(deux, None)[0]) == {"investissement": 123_456, "demarrage": 0}
    page = client_de(comite[0].utilisateur).get(url("point_salle", deux.pk, point.pk)).content.decode().replace("\u00a0", " ")
    assert 'value="123 456"' in page
    assert Enveloppe.objects.get().montant_attribue == 0


# --- What a recused member must not read ---


def test_le_deporte_ne_lit_ni_dossier_ni_total_qui_le_trahit(deux, auteur, comite, client_de):
    cache, visible = deux.points.order_by("rang")
    creer_scenario(seance=deux, nom="Sans le voisin", depart="rang", acteur=auteur)
    declarer_deport(membre=comite[2], projet=cache.projet, acteur=None)
    client = client_de(comite[2].utilisateur)
    for adresse in (url("seance_arbitrage", deux.pk), url("arbitrage_csv", deux.pk), url("scenario_detail", Scenario.objects.get().pk)):
        corps = client.get(adresse).content.decode().replace("\u00a0", " ")
        assert [mot for mot in (str(cache.projet), "560 000", "560000", "Sans le voisin") if mot in corps] == []
        assert str(visible.projet) in corps


def test_ce_que_la_seance_decide_ne_trahit_pas_le_dossier_cache(deux, comite, auteur):
    cache = deux.points.order_by("rang")[0]
    declarer_deport(membre=comite[2], projet=cache.projet, acteur=None)
    avant = lire_arbitrage(deux, comite[2])
    proclamer_decision(scrutin=f.scrutin_clos(deux, f.tous(comite[:2], Choix.ATTRIBUER)), acteur=None)
    apres = lire_arbitrage(deux, comite[2])
    assert (apres.passe, apres.decide, apres.reste) == (avant.passe, avant.decide, avant.reste)
    suivante = f.seance_ouverte(f.creer_projet(7), presents=comite)
    assert lire_arbitrage(suivante, comite[2]).passe == avant.passe
    assert lire_arbitrage(suivante, comite[1]).passe == 255_000


def test_le_deporte_n_ecrit_ni_ne_copie_un_montant_du_dossier(deux, comite, auteur):
    cache, visible = deux.points.order_by("rang")
    scenario = creer_scenario(seance=deux, nom="Un", depart="rang", acteur=auteur)
    declarer_deport(membre=comite[2], projet=cache.projet, acteur=None)
    moi = acteur_de(comite[2].utilisateur)
    copie = dupliquer_scenario(scenario=scenario, nom="Copie", acteur=moi)
    assert set(copie.lignes.values_list("point", flat=True)) == {visible.pk}
    montants = {(cache.pk, "investissement"): Decimal(5)}
    assert refus_de(enregistrer_montants, scenario=copie, montants=montants, acteur=moi) == "hors_seance"


def test_une_seance_de_labellisation_ne_s_arbitre_pas(comite, auteur, client_de):
    seance = f.seance_ouverte(f.creer_projet(5, f.StatutProjet.RECEVABLE), type_seance="labellisation")
    assert client_de(auteur.utilisateur).get(url("seance_arbitrage", seance.pk)).status_code == 404
    assert refus_de(creer_scenario, seance=seance, nom="x", acteur=auteur) == "hors_financement"


# --- De minimis ---


@pytest.fixture
def aidee(deux):
    """The two files of the sitting are of one undertaking, under de minimis."""
    structure = Structure.objects.create(nom="Entreprise aidée", siret=SIRET)
    for point in deux.points.select_related("projet"):
        point.projet.structure = structure
        point.projet.save()
        fixer_regime(point=point, regime=RegimeAide.DE_MINIMIS, acteur=None)
    return deux


def cumul(seance, n=0, membre=None) -> CumulDeMinimis:
    points = PointOrdreDuJour.objects.filter(seance=seance).select_related("projet__structure", "seance").order_by("rang")
    return cumuls_de_minimis(points, membre)[points[n].pk]


def recevoir(montant, jours=10):
    quand = timezone.localdate() - timedelta(days=jours)
    return enregistrer_aide(siren=SIREN, date_octroi=quand, montant=Decimal(montant), source="Région", acteur=None)


def test_le_cumul_compte_les_aides_declarees_dans_la_fenetre(aidee):
    recevoir(100_000)
    recevoir(50_000, jours=1200)
    retirer_aide(aide=recevoir(7_000), motif="Doublon", acteur=None)
    assert (cumul(aidee).deja, cumul(aidee).disponible) == (100_000, 200_000)


def test_le_cumul_compte_ce_que_le_comite_a_attribue_en_toute_seance(aidee, comite):
    proclamer_decision(scrutin=f.scrutin_clos(aidee, f.tous(comite, Choix.ATTRIBUER)), acteur=None)
    assert [cumul(aidee, n).deja for n in (0, 1)] == [0, 255_000]
    point = aidee.points.order_by("rang")[0]
    declarer_deport(membre=comite[2], projet=point.projet, acteur=None)
    assert cumul(aidee, 1, comite[2]).deja == 0
    assert refus_de(fixer_regime, point=point, regime=RegimeAide.HORS_AIDE, acteur=None) == "regime_fige"


def test_le_depassement_est_signale_partout_et_ne_bloque_pas(aidee, comite, client_de):
    recevoir(100_000)
    assert "ce montant le dépasse de 55\u00a0000\u00a0€" in alerte_de_minimis(cumul(aidee), Decimal(255_000)).phrase
    assert "Plafond de minimis dépassé de 80 000 €" in page_de(client_de(comite[0].utilisateur), aidee)
    dossier = aidee.points.order_by("rang")[0].dossier
    page = client_de(comite[0].utilisateur).get(url("dossier_detail", dossier.pk)).content.decode()
    assert "200\u00a0000\u00a0€" in page
    assert f.scrutin_ouvert(aidee).pk


def test_le_reglement_peut_refuser_le_depassement(aidee):
    fixer_reglage(cle="comite.de_minimis_depassement", valeur="refuser", motif="Essai", date_effet=date(2022, 1, 1), auteur=None)
    recevoir(45_000)
    ouvrable = {"point": aidee.points.order_by("rang")[0], "acteur": None, "montants": f.MONTANTS}
    with transaction.atomic():
        ouvrir_scrutin(**ouvrable)
        transaction.set_rollback(True)
    recevoir(1)
    assert refus_de(ouvrir_scrutin, **ouvrable) == "de_minimis_depasse"


def test_le_plafond_est_celui_du_jour(comite):
    assert [regles_au(jour)[0] for jour in (date(2023, 12, 31), date(2024, 1, 1), timezone.localdate())] == [200_000, 300_000, 300_000]


def test_une_aide_se_saisit_se_retire_et_ne_se_change_pas(comite, coordinatrice, membre, client_de):
    client = client_de(coordinatrice)
    client.post(url("aide_liste"), {"siren": SIREN, "date_octroi": "2022-05-02", "montant": "9 000,50", "source": "Région"})
    aide = AideDeMinimis.objects.get()
    assert (aide.montant, aide.saisie_par) == (Decimal("9000.50"), coordinatrice)
    with pytest.raises(IntegrityError), transaction.atomic():
        AideDeMinimis.objects.update(montant=1)
    client.post(url("aide_retirer", aide.pk), {"motif": "Doublon"})
    assert "Doublon" in client.get(url("aide_csv")).content.decode()
    assert refus_de(retirer_aide, aide=aide, motif="x", acteur=None) == "aide_retiree"
    assert client_de(membre).get(url("aide_liste")).status_code == 403
    demain = timezone.localdate() + timedelta(days=1)
    assert refus_de(enregistrer_aide, siren=SIREN, date_octroi=demain, montant=Decimal(1), source="x", acteur=None) == "octroi_a_venir"
