import pytest
import time_machine
from django.core.files.storage import default_storage
from django.urls import reverse

from socle.documents import actions
from socle.documents.enums import EtatAnalyse
from socle.documents.liens import lien_signe
from socle.documents.models import AnalyseAntivirus
from tests.documents.conftest import PDF


@pytest.fixture
def version(programme, envoye):
    return actions.deposer(fichier=envoye("Bail signé «\u00a02\u00a0».pdf"), libelle="Bail", acteur=None)


def test_le_lien_donne_le_fichier_en_piece_jointe(version, porteuse, client_de):
    reponse = client_de(porteuse).get(lien_signe(version, porteuse.pk))
    assert (reponse.status_code, b"".join(reponse)) == (200, PDF)
    assert reponse["Content-Type"] == "application/pdf"
    assert reponse["X-Content-Type-Options"] == "nosniff"
    assert reponse["Content-Disposition"] == "attachment; filename*=utf-8''Bail%20sign%C3%A9%20%C2%AB%202%20%C2%BB.pdf"


def test_le_lien_d_une_autre_personne_ne_vaut_rien(version, porteuse, coordinatrice, client_de):
    assert client_de(coordinatrice).get(lien_signe(version, porteuse.pk)).status_code == 404


def test_le_lien_demande_une_connexion(version, porteuse, client_de):
    reponse = client_de(None).get(lien_signe(version, porteuse.pk))
    assert (reponse.status_code, reponse["Location"].startswith(reverse("account_login"))) == (302, True)


def test_le_lien_vit_cinq_minutes(version, porteuse, client_de):
    with time_machine.travel("2022-11-21 10:00:00+01:00", tick=False):
        lien = lien_signe(version, porteuse.pk)
    client = client_de(porteuse)
    with time_machine.travel("2022-11-21 10:05:00+01:00", tick=False):
        client.force_login(porteuse)
        assert client.get(lien).status_code == 200
    with time_machine.travel("2022-11-21 10:05:02+01:00", tick=False):
        assert client.get(lien).status_code == 404


def test_un_lien_altere_ne_vaut_rien(version, porteuse, client_de):
    lien = lien_signe(version, porteuse.pk)
    assert client_de(porteuse).get(lien.replace(f"/{version.pk}-", f"/{version.pk + 1}-")).status_code == 404


def test_un_fichier_infecte_reste_ferme(version, porteuse, client_de):
    AnalyseAntivirus.objects.create(version=version, etat=EtatAnalyse.INFECTE, signature="Eicar-Test")
    reponse = client_de(porteuse).get(lien_signe(version, porteuse.pk))
    assert reponse.status_code == 403
    assert "programme dangereux" in reponse.content.decode()


def test_avec_antivirus_un_fichier_non_analyse_reste_ferme(version, porteuse, client_de, settings):
    settings.ANTIVIRUS_ADRESSE = "127.0.0.1:1"
    client, lien = client_de(porteuse), lien_signe(version, porteuse.pk)
    reponse = client.get(lien)
    assert reponse.status_code == 403
    assert "pas encore examiné" in reponse.content.decode()


def test_avec_antivirus_un_fichier_sain_se_telecharge(version, porteuse, client_de, settings):
    settings.ANTIVIRUS_ADRESSE = "127.0.0.1:1"
    AnalyseAntivirus.objects.create(version=version, etat=EtatAnalyse.SAIN)
    assert client_de(porteuse).get(lien_signe(version, porteuse.pk)).status_code == 200


def test_un_fichier_perdu_est_introuvable(version, porteuse, client_de, stockage):
    (stockage / version.fichier.name).unlink()
    assert client_de(porteuse).get(lien_signe(version, porteuse.pk)).status_code == 404


def test_un_seau_s3_se_lit_par_une_adresse_signee(version, porteuse, client_de, settings):
    acces = {"bucket_name": "seau", "endpoint_url": "http://127.0.0.1:9", "access_key": "cle", "secret_key": "secret", "region_name": "x"}
    seau = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": acces | {"querystring_auth": True}}
    settings.STORAGES = settings.STORAGES | {"default": seau}
    assert default_storage.bucket_name == "seau"
    reponse = client_de(porteuse).get(lien_signe(version, porteuse.pk))
    assert reponse.status_code == 302
    assert reponse["Location"].startswith(f"http://127.0.0.1:9/seau/{version.fichier.name}?response-content-disposition=attachment")
    assert "X-Amz-Expires=60" in reponse["Location"] or "Expires=" in reponse["Location"]
