"""What is paid is what was ordered: price and lot of the order, or of the day of the half-day; travel, once by half-day done on site."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accompagnement.actions.accords import repondre_a_la_demande
from accompagnement.actions.conditions import fixer_conditions
from accompagnement.actions.missions import repondre
from accompagnement.actions.planification import constater, liberer_demi_journee, planifier_demi_journee
from accompagnement.actions.releves import etablir_releves
from accompagnement.actions.service_fait import accepter_service_fait, remettre_compte_rendu, valider_service_fait
from accompagnement.actions.silences import valider_sans_reponse
from accompagnement.enums import Lieu, Reponse, Verdict
from accompagnement.enums_missions import Constat, Cote, ReponseMission
from accompagnement.models import Creneau, Expert, LigneReleve, Mission, ServiceFait
from accompagnement.pdf import CODE_ATTESTATION, CODE_BON, CODE_RELEVE
from accompagnement.queries.demandes import creneaux_de
from accompagnement.regles_service import fin_du_mois, frais_du_service, premier_du_mois
from socle.comptes.actions.reglages import fixer_reglage
from socle.lib.francais import montant
from tests.accompagnement.fabriques import deplacer, ouvrir
from tests.documents.lecture import texte_du_document

MONTANTS = st.decimals(min_value=0, max_value=5_000, places=2)


@given(MONTANTS, st.integers(1, 20), st.data())
def test_le_deplacement_paye_suit_les_demi_journees_acceptees(frais, commandees, data):
    acceptees = data.draw(st.integers(0, commandees))
    paye = frais_du_service(frais, commandees, acceptees)
    assert 0 <= paye <= frais
    assert frais_du_service(frais, commandees, 0) == 0
    assert frais_du_service(frais, commandees, commandees) == frais
    assert abs(paye * commandees - frais * acceptees) <= Decimal("0.005") * commandees


def _regler(cle: str, valeur, date_effet=None) -> None:
    jour = date_effet or timezone.localdate()
    fixer_reglage(cle=f"accompagnement.{cle}", valeur=valeur, motif="Essai", date_effet=jour, auteur=None)


@pytest.fixture
def fixer_le_prix(expert, acteur_de, coordinatrice):
    def fixer(lot: str, prix: int, date_effet) -> None:
        champs = {"lot": lot, "prix_demi_journee": Decimal(prix), "date_effet": date_effet}
        fixer_conditions(expert=expert, motif="Essai", acteur=acteur_de(coordinatrice), **champs)
        expert.refresh_from_db()

    return fixer


@pytest.fixture
def planifiee(fixer_le_prix, sollicitee, demandee, expert, de_l_experte, acteur_de, porteuse):
    """Two half-days on site, ordered in lot 2 at 450 € and 60 € of travel each, planned; the contract has another price since."""
    fixer_le_prix("Lot 2", 450, timezone.localdate() - timedelta(days=60))
    _regler("deplacement_forfait", 60)
    repondre_a_la_demande(mission=demandee, reponse=ReponseMission.ACCEPTER, acteur=de_l_experte)
    for creneau in ouvrir(expert, 2):
        planifier_demi_journee(mission=demandee, creneau=creneau, acteur=acteur_de(porteuse))
    fixer_le_prix("Lot 9", 500, timezone.localdate())
    _regler("deplacement_forfait", 99)
    return Mission.objects.pour_affichage().get(pk=demandee.pk)


@pytest.fixture
def payer(de_l_experte, acteur_de, porteuse, coordinatrice):
    """Have the half-days of a mission done, reported, accepted (some of them) and validated."""

    def faire(mission: Mission, acceptees: int | None = None) -> ServiceFait:
        for rang, creneau in enumerate(creneaux_de(mission), 1):
            deplacer(creneau, timezone.now() - timedelta(days=rang))
        remettre_compte_rendu(mission=mission, fait="Fait", demi_journees=mission.demi_journees, acteur=de_l_experte)
        verdict = {"verdict": Verdict.PARTIEL, "acceptees": acceptees, "motif": "Écourtée"} if acceptees else {"verdict": Verdict.ACCEPTE}
        accepter_service_fait(mission=mission, acteur=acteur_de(porteuse), **verdict)
        return valider_service_fait(mission=mission, acteur=acteur_de(coordinatrice))

    return faire


def _paye(service: ServiceFait) -> tuple:
    return service.lot, service.prix_demi_journee, service.frais_deplacement, service.montant


def test_le_bon_l_emporte_sur_les_conditions_du_jour(planifiee, payer):
    assert _paye(payer(planifiee)) == ("Lot 2", 450, 120, 1020)


def test_une_acceptation_en_partie_paie_le_deplacement_des_demi_journees_acceptees(planifiee, payer):
    assert _paye(payer(planifiee, acceptees=1)) == ("Lot 2", 450, 60, 510)


def test_une_demi_journee_annulee_trop_tard_se_debite_sans_deplacement(planifiee, payer, acteur_de, porteuse, suivi):
    deplacer(planifiee.creneau, timezone.now() + timedelta(hours=5))
    champs = {"motif": "Réunion", "acteur": acteur_de(porteuse), "par_l_equipe": True}
    assert liberer_demi_journee(mission=planifiee, creneau_pk=planifiee.creneau_id, **champs) == 1
    assert _paye(payer(Mission.objects.pour_affichage().get(pk=planifiee.pk))) == ("Lot 2", 450, 60, 510)


def test_une_absence_du_projet_se_debite_sans_deplacement(planifiee, payer, acteur_de, porteuse, de_l_experte):
    absente = planifiee.creneau_id
    deplacer(planifiee.creneau, timezone.now() - timedelta(days=3))
    for cote, acteur in ((Cote.EXPERT, de_l_experte), (Cote.PROJET, acteur_de(porteuse))):
        issue = constater(mission=planifiee, creneau_pk=absente, cote=cote, constat=Constat.ABSENCE_PROJET, acteur=acteur)
    assert issue == Constat.ABSENCE_PROJET
    assert _paye(payer(Mission.objects.pour_affichage().get(pk=planifiee.pk))) == ("Lot 2", 450, 60, 510)


def test_un_rendez_vous_a_distance_n_a_pas_de_deplacement(reserver, creneau, expert, payer, de_l_experte):
    _regler("deplacement_forfait", 35, timezone.localdate() - timedelta(days=9))
    Expert.objects.filter(pk=expert.pk).update(a_distance=True)
    mission = reserver(Creneau.objects.get(pk=creneau.pk), lieu=Lieu.A_DISTANCE)
    repondre(mission=mission, reponse=Reponse.ACCEPTER, acteur=de_l_experte)
    assert _paye(payer(Mission.objects.pour_affichage().get(pk=mission.pk)))[2:] == (0, 450)


def test_sans_reponse_du_projet_le_bon_l_emporte_aussi(planifiee, de_l_experte, acteur_de, coordinatrice):
    for rang, creneau in enumerate(creneaux_de(planifiee), 1):
        deplacer(creneau, timezone.now() - timedelta(days=rang))
    remettre_compte_rendu(mission=planifiee, fait="Fait", demi_journees=2, acteur=de_l_experte)
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        service = valider_sans_reponse(mission=planifiee, motif="Jointe", acteur=acteur_de(coordinatrice))
    assert _paye(service) == ("Lot 2", 450, 120, 1020)


def test_un_rendez_vous_suit_les_conditions_du_jour_de_la_demi_journee(mission_rendue, fixer_le_prix, acteur_de, porteuse, coordinatrice):
    """What the contract and the règlement said that day, not what they say on the day of the validation."""
    veille, jour = timezone.localdate() - timedelta(days=1), timezone.localdate()
    fixer_le_prix("Lot 2", 430, veille)
    fixer_le_prix("Lot 9", 500, jour)
    _regler("deplacement_forfait", 35, veille)
    _regler("deplacement_forfait", 99, jour)
    accepter_service_fait(mission=mission_rendue, verdict=Verdict.ACCEPTE, acteur=acteur_de(porteuse))
    assert _paye(valider_service_fait(mission=mission_rendue, acteur=acteur_de(coordinatrice))) == ("Lot 2", 430, 35, 465)


def test_un_refus_ne_paie_pas_de_deplacement(mission_rendue, acteur_de, porteuse, coordinatrice):
    _regler("deplacement_forfait", 35, timezone.localdate() - timedelta(days=9))
    accepter_service_fait(mission=mission_rendue, verdict=Verdict.REFUSE, motif="Rien", acteur=acteur_de(porteuse))
    assert _paye(valider_service_fait(mission=mission_rendue, acteur=acteur_de(coordinatrice)))[2:] == (0, 0)


def _releve():
    mois = premier_du_mois(timezone.localdate())
    with time_machine.travel(fin_du_mois(mois) + timedelta(hours=12)):
        return etablir_releves(mois=mois, acteur=None)[0]


def _cellules(reponse) -> list[list[str]]:
    """The text of the cells of an XLSX, row by row (numbers and inline strings)."""
    page = ElementTree.fromstring(ZipFile(BytesIO(reponse.getvalue())).read("xl/worksheets/sheet1.xml"))
    return [["".join(cellule.itertext()) for cellule in ligne] for ligne in page.findall(".//{*}row")]


def test_le_releve_montre_le_deplacement_a_part(planifiee, payer, client_de, experte, coordinatrice):
    reference = payer(planifiee).mission.bon_de_commande.reference
    releve = _releve()
    ligne = releve.lignes.get()
    assert (ligne.lot, ligne.commande, ligne.frais_deplacement, ligne.montant) == ("Lot 2", reference, 120, 1020)
    assert (releve.frais_deplacement, releve.montant) == (120, 1020)
    adresse = f"/p/manufactures/accompagnement/releves/{releve.pk}/"
    page = client_de(experte).get(adresse).content.decode()
    assert all(dit in page for dit in ("Lot 2", reference, "Déplacement", montant(120), montant(1020)))


def test_un_rendez_vous_dit_qu_il_est_sans_bon(service_valide, client_de, experte):
    releve = _releve()
    page = client_de(experte).get(f"/p/manufactures/accompagnement/releves/{releve.pk}/").content.decode()
    assert "Sans bon\u00a0: rendez-vous" in page


def test_le_tableur_du_releve(planifiee, payer, client_de, experte):
    reference = payer(planifiee).mission.bon_de_commande.reference
    releve = _releve()
    entetes, ligne, total = _cellules(client_de(experte).get(f"/p/manufactures/accompagnement/releves/{releve.pk}/tableur/"))
    lu = dict(zip(entetes, ligne, strict=True))
    assert (lu["Demi-journées"], lu["Prix unitaire, €"], lu["Déplacement, €"], lu["Montant, €"]) == ("2", "450.00", "120.00", "1020.00")
    assert (lu["Lot"], lu["Bon de commande"]) == ("Lot 2", reference)
    assert (total[entetes.index("Demi-journées")], total[entetes.index("Montant, €")]) == ("2", "1020.00")


def test_l_export_dit_le_lot_des_lignes_et_non_celui_du_jour(planifiee, payer, client_de, observateur):
    payer(planifiee)
    releve = _releve()
    lignes = client_de(observateur).get("/p/manufactures/accompagnement/releves/export/").content.decode("utf-8-sig").splitlines()
    lu = dict(zip(lignes[0].split(";"), lignes[1].split(";"), strict=True))
    assert (lu["numero"], lu["lot"], lu["deplacement_eur"], lu["montant_eur"]) == (releve.numero, "Lot 2", "120,00", "1020,00")


def test_la_base_refuse_un_autre_prix_que_celui_du_bon(planifiee, payer):
    service = payer(planifiee)
    for faux in ({"prix_demi_journee": 500}, {"lot": "Lot 9"}, {"frais_deplacement": 121}):
        autre = ServiceFait.objects.get(pk=service.pk)
        autre.pk, autre.origine, autre.motif = None, "arbitrage", "Essai"
        for champ, valeur in faux.items():
            setattr(autre, champ, valeur)
        with pytest.raises(IntegrityError, match="se paie à son bon de commande"), transaction.atomic():
            autre.save(force_insert=True)


def test_la_base_refuse_une_ligne_sans_son_deplacement(planifiee, payer):
    payer(planifiee)
    ligne = _releve().lignes.get()
    sans_frais = {"frais_deplacement": 0, "montant": 900}
    for faux, pourquoi in (({"montant": 900}, "ligne_releve_calculee"), (sans_frais, "service fait validé de son expert")):
        copie = LigneReleve.objects.get(pk=ligne.pk)
        copie.pk = None
        for champ, valeur in faux.items():
            setattr(copie, champ, valeur)
        with pytest.raises(IntegrityError, match=pourquoi), transaction.atomic():
            LigneReleve.objects.bulk_create([copie])


def test_les_documents_disent_la_commande_le_service_et_le_paiement(programme, planifiee, payer, suivi, expert):
    """Order, certificate and statement, composed and read back: the same half-days, lot, number and amount."""
    service = payer(planifiee)
    bon = service.mission.bon_de_commande
    documents = (CODE_BON, bon.pk), (CODE_ATTESTATION, service.pk), (CODE_RELEVE, _releve().pk)
    for code, pk in documents:
        lu = texte_du_document(code, pk, programme)
        for dit in (bon.reference, "Lot 2", suivi.nom, str(expert), "450 €", "120 €", "1 020 €", "Déplacement"):
            assert dit in lu, (code, dit, lu)


def test_le_bon_de_commande_dit_ce_qui_est_demande(programme, planifiee):
    lu = texte_du_document(CODE_BON, planifiee.bon_de_commande.pk, programme)
    assert "Un budget à l’équilibre" in lu
    assert "Quantité 2 demi-journées Prix unitaire HT 450 €" in lu
