import hashlib

import pytest
from django.core.management import call_command
from django.db import IntegrityError, InternalError, ProgrammingError, transaction
from django.test import RequestFactory

from socle.comptes.portee import programme_actif
from socle.documents import actions, queries
from socle.documents.models import Document, VersionDocument
from socle.lib.refus import ActionRefusee
from tests.documents.conftest import PDF


@pytest.fixture
def version(programme, envoye):
    return actions.deposer(fichier=envoye("Bail signé.pdf"), libelle="Bail", acteur=None)


def test_le_premier_depot_fait_un_document_et_sa_version_1(programme, envoye, porteuse, acteur_de):
    version = actions.deposer(fichier=envoye(), libelle="Bail", acteur=acteur_de(porteuse))
    assert (version.document.libelle, version.numero, version.nom) == ("Bail", 1, "rapport.pdf")
    assert (version.taille, version.type_mime, version.depose_par) == (len(PDF), "application/pdf", porteuse)
    assert version.sha256 == hashlib.sha256(PDF).hexdigest()


def test_le_depot_suivant_est_la_version_suivante(version, envoye):
    suivante = actions.deposer(fichier=envoye(contenu=PDF + b"2"), libelle="ignoré", acteur=None, document=version.document)
    assert (suivante.document, suivante.numero) == (version.document, 2)
    assert Document.objects.avec_versions().get().derniere_version == suivante


def test_le_nom_range_est_genere_sous_le_programme(version, stockage):
    assert version.fichier.name.startswith("documents/manufactures/")
    assert "Bail" not in version.fichier.name
    assert (stockage / version.fichier.name).read_bytes() == PDF


def test_30_mo_par_http_recoivent_une_phrase(programme, settings):
    requete = RequestFactory().post("/", {"fichier": _gros_fichier(30)})
    with pytest.raises(ActionRefusee, match="pèse 30\u00a0Mo\u00a0; la limite est de 20\u00a0Mo"):
        actions.deposer(fichier=requete.FILES["fichier"], libelle="Film", acteur=None)
    assert not VersionDocument.objects.exists()


def _gros_fichier(megaoctets):
    import io

    flux = io.BytesIO(PDF + b"0" * (megaoctets * 1024 * 1024 - len(PDF)))
    flux.name = "film.pdf"
    return flux


def test_un_ensemble_se_range_d_une_requete_dans_l_ordre_de_la_remise(programme, envoye, porteuse, acteur_de, compter_requetes):
    fichiers, acteur = [envoye(f"piece-{n}.pdf", PDF + b"%d" % n) for n in (3, 1, 2)], acteur_de(porteuse)
    with compter_requetes() as cout:
        versions = actions.deposer_ensemble(fichiers=fichiers, libelle="Compte rendu", acteur=acteur)
    relues = list(VersionDocument.objects.order_by("document_id"))
    assert cout.nombre == 1
    assert relues == versions
    assert [(v.nom, v.numero, v.document.libelle, v.depose_par) for v in relues] == [
        (f"piece-{n}.pdf", 1, "Compte rendu", porteuse) for n in (3, 1, 2)
    ]
    assert [v.ouvrir().read()[-1:] for v in relues] == [b"3", b"1", b"2"]


def test_un_ensemble_dont_un_fichier_est_refuse_ne_laisse_rien(programme, envoye, stockage):
    with pytest.raises(ActionRefusee):
        actions.deposer_ensemble(fichiers=[envoye(), envoye("a.exe")], libelle="Compte rendu", acteur=None)
    assert not Document.objects.exists()
    assert not stockage.exists()


@pytest.mark.parametrize(
    ("nom", "contenu", "code"),
    [
        ("a.pdf", b"", "fichier_vide"),
        ("a.exe", PDF, "format_non_pris"),
        ("a.pdf", b"MZ000", "contenu_inattendu"),
        ("a.csv", b"a", "format_non_pris"),
    ],
)
def test_un_mauvais_fichier_est_refuse_et_rien_n_est_range(programme, envoye, stockage, nom, contenu, code):
    with pytest.raises(ActionRefusee) as leve:
        actions.deposer(fichier=envoye(nom, contenu), libelle="Bail", acteur=None)
    assert leve.value.refus.code == code
    assert not Document.objects.exists()
    assert not stockage.exists()


def test_un_tableur_texte_se_demande(programme, envoye):
    version = actions.deposer(fichier=envoye("a.csv", b"a;b"), libelle="Import", acteur=None, types=actions.TYPES_DONNEES)
    assert version.type_mime == "text/csv"


def test_verser_range_ce_que_la_plateforme_produit(programme):
    version = actions.verser(contenu=b"<svg/>", nom="plan.svg", type_mime="image/svg+xml", libelle="Plan")
    assert (version.numero, version.type_mime, version.depose_par, version.nom) == (1, "image/svg+xml", None, "plan.svg")


def test_une_version_ne_se_modifie_ni_ne_s_efface(version):
    with pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
        VersionDocument.objects.filter(pk=version.pk).update(nom="autre.pdf")
    with pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
        VersionDocument.objects.filter(pk=version.pk)._raw_delete("default")


def test_un_numero_ne_sert_qu_une_fois(version):
    version.pk = None
    with pytest.raises(IntegrityError, match="version_numero_unique"), transaction.atomic():
        version.save(force_insert=True)


def test_les_documents_d_un_programme_sont_invisibles_de_l_autre(version, autre_programme):
    with programme_actif(autre_programme):
        assert not VersionDocument.objects.exists()


def test_l_integrite_se_verifie(version, stockage):
    assert queries.integre(version)
    (stockage / version.fichier.name).write_bytes(PDF + b"!")
    assert not queries.integre(version)
    (stockage / version.fichier.name).unlink()
    assert not queries.integre(version)


@pytest.fixture
def orphelin(version, stockage):
    """A file left by an undone transaction two days ago, beside a known file as old."""
    import os

    fichier = stockage / "documents/manufactures/perdu.pdf"
    fichier.write_bytes(PDF)
    for nom in (fichier, stockage / version.fichier.name):
        os.utime(nom, (0, 0))
    return fichier


def test_les_orphelins_se_listent_puis_s_effacent(orphelin, version, stockage, capsys):
    call_command("documents_orphelins")
    assert capsys.readouterr().out == "documents/manufactures/perdu.pdf\n"
    assert orphelin.exists()
    call_command("documents_orphelins", supprimer=True)
    assert not orphelin.exists()
    assert (stockage / version.fichier.name).exists()


def test_un_fichier_recent_n_est_pas_un_orphelin(orphelin, capsys):
    orphelin.touch()
    call_command("documents_orphelins", supprimer=True)
    assert (capsys.readouterr().out, orphelin.exists()) == ("", True)
