from datetime import timedelta

import pytest
import time_machine

from manufactures.actions.depot import deposer_candidature
from manufactures.enums import Fonction, StatutProjet
from manufactures.models import Candidature
from manufactures.regles import empreinte_de
from socle.courriers.models import Courrier
from socle.journal.models import Evenement
from socle.lib.refus import ActionRefusee
from tests.manufactures.fabriques import CandidatureFactory, MembreEquipeFactory, StructureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidature(programme, porteuse):
    candidature = CandidatureFactory(complete=True)
    MembreEquipeFactory(projet=candidature.projet, utilisateur=porteuse)
    return candidature


@pytest.fixture
def acteur(porteuse, acteur_de):
    return acteur_de(porteuse)


def test_deposer_fige_numerote_et_accuse_reception(candidature, acteur, porteuse):
    deposee = deposer_candidature(candidature=candidature, acteur=acteur)
    assert deposee.numero == f"V{candidature.vague.numero}-{candidature.pk:05d}"
    assert (deposee.deposee_par, deposee.hors_delai) == (porteuse, False)
    assert Candidature.objects.get(pk=candidature.pk).projet.etat is StatutProjet.DEPOSE
    courrier = Courrier.objects.get(gabarit="manufactures_recepisse")
    assert courrier.destinataire == porteuse
    assert deposee.numero in courrier.texte
    assert Evenement.objects.get(verbe_code="candidature.deposee").fil == candidature.projet.fil


def test_le_recepisse_va_a_toute_l_equipe_une_fois(candidature, acteur, porteuse, partenaire):
    MembreEquipeFactory(projet=candidature.projet, utilisateur=partenaire, fonction=Fonction.PARTENAIRE)
    deposer_candidature(candidature=candidature, acteur=acteur)
    recus = Courrier.objects.filter(gabarit="manufactures_recepisse")
    assert {c.destinataire for c in recus} == {porteuse, partenaire}
    assert (recus.count(), {f"déposée par {porteuse}" in c.texte for c in recus}) == (2, {True})


def test_la_copie_dit_tout_et_son_empreinte_se_recalcule(candidature, acteur, porteuse):
    deposer_candidature(candidature=candidature, acteur=acteur)
    lue = Candidature.objects.get(pk=candidature.pk)
    assert lue.empreinte == empreinte_de(lue.copie)
    assert lue.copie["montants"] == [{"ligne": "Investissement", "montant": "120000.00"}]
    assert lue.copie["equipe"] == [{"nom": str(porteuse), "fonction": Fonction.PORTEUR.label}]
    assert [r["texte"] for r in lue.copie["rubriques"]][0] == "Le texte de presentation."
    assert lue.copie["structure"]["siret"] == candidature.projet.structure.siret
    assert lue.copie["manques"] == []


def test_la_copie_porte_l_empreinte_des_preuves(candidature, acteur):
    from manufactures.actions.candidatures import joindre_preuve
    from tests.manufactures.test_candidatures import fichier

    version = joindre_preuve(candidature=candidature, code="local-adapte", fichier=fichier(), acteur=acteur)
    _prouver_le_reste(candidature, acteur)
    copie = deposer_candidature(candidature=candidature, acteur=acteur).copie
    assert copie["conditions"][0]["preuve"] == {"nom": "bail.pdf", "version": 2, "sha256": version.sha256}


def _prouver_le_reste(candidature, acteur):
    from manufactures.actions.candidatures import joindre_preuve
    from tests.manufactures.test_candidatures import fichier

    for code in ("structure-declaree", "moyens-humains"):
        joindre_preuve(candidature=candidature, code=code, fichier=fichier(), acteur=acteur)


def test_deposer_deux_fois_rend_le_meme_recepisse(candidature, acteur):
    premiere = deposer_candidature(candidature=candidature, acteur=acteur)
    seconde = deposer_candidature(candidature=candidature, acteur=acteur)
    assert (seconde.numero, seconde.deposee_at) == (premiere.numero, premiere.deposee_at)
    assert Evenement.objects.filter(verbe_code="candidature.deposee").count() == 1
    assert Courrier.objects.filter(gabarit="manufactures_recepisse").count() == 1


def test_a_la_seconde_de_cloture_c_est_a_temps(candidature, acteur):
    assert not deposer_candidature(candidature=candidature, acteur=acteur, instant=candidature.vague.cloture_at).hors_delai


def test_une_seconde_apres_c_est_hors_delai_et_garde(candidature, acteur):
    with time_machine.travel(candidature.vague.cloture_at + timedelta(seconds=1), tick=False):
        deposee = deposer_candidature(candidature=candidature, acteur=acteur)
    assert (deposee.hors_delai, deposee.projet.etat) == (True, StatutProjet.BROUILLON)
    lue = Candidature.objects.select_related("projet").get(pk=candidature.pk)
    assert lue.projet.etat is StatutProjet.HORS_DELAI
    assert lue.numero
    assert "hors délai" in Courrier.objects.get(gabarit="manufactures_recepisse").sujet


def test_un_dossier_incomplet_et_tardif_est_garde_avec_ses_manques(programme, acteur):
    vide = CandidatureFactory(projet__structure=None, vague__close=True)
    copie = deposer_candidature(candidature=vide, acteur=acteur).copie
    assert "Écrivez la rubrique « Le projet »." in copie["manques"]
    assert copie["structure"] is None


def _refus(candidature, acteur):
    with pytest.raises(ActionRefusee) as leve:
        deposer_candidature(candidature=candidature, acteur=acteur)
    assert Candidature.objects.get(pk=candidature.pk).deposee_at is None
    return leve.value.refus.phrase


def test_sans_preuve_le_depot_dit_laquelle(candidature, acteur):
    candidature.reponses.filter(condition__code="moyens-humains").update(preuve=None)
    assert _refus(candidature, acteur) == "Joignez la preuve de la condition « Condition moyens-humains »."


def test_sans_siret_le_depot_le_demande(candidature, acteur):
    candidature.projet.structure = StructureFactory(siret="")
    candidature.projet.save()
    assert _refus(candidature, acteur).startswith("Indiquez le SIRET")


def test_sans_montant_le_depot_le_demande(candidature, acteur):
    candidature.lignes.all().delete()
    assert _refus(candidature, acteur) == "Indiquez le montant demandé sur une ligne au moins."
