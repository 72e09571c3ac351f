"""Monthly statements: made once, numbered without a gap, invoiced, paid only after the service fait."""

from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accompagnement.actions.releves import etablir_releves, facturer, payer, rejeter
from accompagnement.enums import StatutMission, StatutPaiement
from accompagnement.models import LigneReleve, Mission, ReleveMensuel
from accompagnement.pdf import CODE_RELEVE, contexte_releve
from accompagnement.queries.a_faire_releves import a_faire_des_releves, releves_recents
from accompagnement.regles_service import fin_du_mois, mois_a_relever, premier_du_mois, refus_de_payer
from accompagnement.tasks import etablir_les_releves
from accompagnement.views.tableurs import classeur
from socle.courriers.models import Courrier
from socle.documents import registre
from socle.documents.rendu import rendre_pdf
from socle.lib.dates import PARIS, ajouter_mois
from socle.lib.refus import ActionRefusee

JOURS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.fixture
def mois_suivant():
    """The second day of next month, at noon: this month is over."""
    jour = ajouter_mois(premier_du_mois(timezone.localdate()), 1)
    with time_machine.travel(timezone.now().replace(year=jour.year, month=jour.month, day=2, hour=12)):
        yield


@pytest.fixture
def releve(service_valide, mois_suivant):
    return etablir_releves(mois=mois_a_relever(timezone.localdate()), acteur=None)[0]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(JOURS)
def test_le_mois_a_relever_est_termine_ce_jour_la(jour):
    mois = mois_a_relever(jour)
    assert fin_du_mois(mois).astimezone(PARIS).date() == premier_du_mois(jour)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(StatutPaiement), st.sampled_from(["", "F-1"]), JOURS, JOURS, JOURS)
def test_rien_n_est_paye_sans_facture_ni_deux_fois(etat, reference, facture, paye, aujourd_hui):
    if refus_de_payer(etat, reference, facture, paye, aujourd_hui) is None:
        assert (etat, reference) == (StatutPaiement.A_PAYER, "F-1")
        assert facture <= paye <= aujourd_hui


def test_un_mois_en_cours_ne_se_releve_pas(service_valide):
    with pytest.raises(ActionRefusee, match="n’est pas terminé"):
        etablir_releves(mois=premier_du_mois(timezone.localdate()), acteur=None)


def test_le_releve_fige_ses_lignes_et_rend_la_mission_payable(releve, service_valide):
    ligne = releve.lignes.get()
    assert (releve.numero, releve.montant, ligne.prix_unitaire) == (f"RE-{timezone.localdate().year}-0001", 450, 450)
    assert Mission.objects.get(pk=service_valide.mission_id).etat == StatutMission.PAYABLE
    assert Courrier.objects.filter(gabarit="accompagnement_releve").count() == 1


def test_deux_fois_ou_en_retard_le_resultat_est_le_meme(releve):
    etablir_les_releves()
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        etablir_les_releves()
    assert ReleveMensuel.objects.get() == releve


def test_valide_apres_le_mois_va_au_releve_suivant(service_valide):
    mois = ajouter_mois(premier_du_mois(timezone.localdate()), -1)
    assert etablir_releves(mois=mois, acteur=None) == []
    assert LigneReleve.objects.count() == 0


def test_une_mission_n_est_jamais_sur_deux_releves(releve):
    ligne = releve.lignes.get()
    ligne.pk = None
    with pytest.raises(IntegrityError, match="mission_id"), transaction.atomic():
        LigneReleve.objects.bulk_create([ligne])


def test_la_base_refuse_un_numero_qui_saute(releve):
    champs = {"mois": ajouter_mois(releve.mois, 1), "annee": releve.annee, "demi_journees": 1, "montant": 1, "etabli_at": timezone.now()}
    with pytest.raises(IntegrityError, match="suit le"), transaction.atomic():
        ReleveMensuel.objects.create(expert=releve.expert, rang=3, **champs)


def test_la_base_refuse_une_ligne_sans_service_fait_valide(releve, mission_rendue, service_valide):
    ligne = releve.lignes.get()
    ligne.pk, ligne.demi_journees, ligne.montant = None, 2, 900
    with pytest.raises(IntegrityError, match="service fait validé de son expert"), transaction.atomic():
        LigneReleve.objects.bulk_create([ligne])


def test_la_base_refuse_un_paiement_sans_service_fait(service_valide, expert):
    champs = {"mois": date(2022, 1, 1), "annee": 2022, "rang": 1, "demi_journees": 1, "montant": 450, "etabli_at": timezone.now()}
    vide = ReleveMensuel.objects.create(expert=expert, facture_reference="F-1", facture_date=date(2022, 2, 2), **champs)
    with pytest.raises(IntegrityError, match="pas de paiement sans service fait"), transaction.atomic():
        ReleveMensuel.objects.filter(pk=vide.pk).update(paiement=StatutPaiement.PAYE, paye_le=date(2022, 2, 3))


def test_un_releve_etabli_ne_change_plus(releve):
    with pytest.raises(IntegrityError, match="ne change que par sa facture"), transaction.atomic():
        ReleveMensuel.objects.filter(pk=releve.pk).update(montant=9_000)


def test_facture_rejet_correction_paiement(releve, acteur_de, experte, coordinatrice):
    elle, coordination, jour = acteur_de(experte), acteur_de(coordinatrice), timezone.localdate()
    with pytest.raises(ActionRefusee, match="pas encore indiqué sa facture"):
        payer(releve=releve, paye_le=jour, acteur=coordination)
    facturer(releve=releve, reference="F-1", date=jour, acteur=elle)
    rejeter(releve=releve, motif="Le lot manque", acteur=coordination)
    facturer(releve=releve, reference="F-2", date=jour, acteur=elle)
    paye = payer(releve=releve, paye_le=jour, acteur=coordination)
    assert (paye.etat, paye.facture_reference, paye.motif_rejet) == (StatutPaiement.PAYE, "F-2", "")
    with pytest.raises(ActionRefusee, match="est payé"):
        facturer(releve=releve, reference="F-3", date=jour, acteur=elle)


def test_une_autre_que_l_expert_ne_facture_pas(releve, acteur_de, coordinatrice):
    with pytest.raises(ActionRefusee, match="Seul l’expert"):
        facturer(releve=releve, reference="F-1", date=timezone.localdate(), acteur=acteur_de(coordinatrice))


def test_le_tableur_ecrit_les_mots_en_texte():
    contenu = classeur("Relevé", ["a"], [["=1+1"], ["+33"], ["@x"], ["-2"]])
    page = ZipFile(BytesIO(contenu)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert "=1+1" in page


def test_le_pdf_du_releve_se_compose(programme, releve):
    modele = registre.modele(CODE_RELEVE)
    assert contexte_releve(releve.pk).montant == "450\u00a0€"
    assert rendre_pdf(modele.gabarit, {"programme": programme} | modele.lire(releve.pk)).startswith(b"%PDF")


def test_chacun_voit_ses_releves(releve, client, experte, observateur, porteuse):
    def statut(personne) -> int:
        client.force_login(personne)
        return client.get(f"/p/manufactures/accompagnement/releves/{releve.pk}/").status_code

    assert [statut(p) for p in (experte, observateur, porteuse)] == [200, 200, 404]


def test_les_accueils_demandent_la_facture_puis_le_paiement(settings, releve, client_de, acteur_de, experte, coordinatrice):
    """The expert's home shows the month and asks for the invoice; the cockpit asks for the payment and opens its list."""
    settings.MFA_EXIGEE, accueil = False, "/p/manufactures/"
    elle, coordination, jour = client_de(experte), client_de(coordinatrice), timezone.localdate()
    lu = elle.get(accueil)
    assert [t.titre for t in lu.context["taches"]] == [f"Facturer le relevé {releve.numero}"]
    assert "Votre facture est attendue" in lu.content.decode()
    facturer(releve=releve, reference="F-1", date=jour, acteur=acteur_de(experte))
    assert elle.get(accueil).context["taches"] == []
    a_payer = [t for t in coordination.get(accueil).context["taches"] if t.titre == "Payer 1\u00a0facture d’expert"]
    assert list(coordination.get(a_payer[0].url).context["page"]) == [releve]
    payer(releve=releve, paye_le=jour, acteur=acteur_de(coordinatrice))
    assert list(coordination.get(a_payer[0].url).context["page"]) == []


def test_une_facture_rejetee_se_corrige(releve, acteur_de, experte, coordinatrice):
    facturer(releve=releve, reference="F-1", date=timezone.localdate(), acteur=acteur_de(experte))
    rejeter(releve=releve, motif="Le lot manque.", acteur=acteur_de(coordinatrice))
    tache = a_faire_des_releves(releves_recents(acteur_de(experte)))[0]
    assert tache.titre == f"Corriger la facture du relevé {releve.numero}"
    assert tache.detail.endswith("Le lot manque.")
    assert releves_recents(acteur_de(coordinatrice)) == []
