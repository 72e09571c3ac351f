import io
from datetime import timedelta

import pikepdf
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from socle.comptes.portee import programme_actif
from socle.documents import actions, registre
from socle.documents.enums import EtatEdition
from socle.documents.models import Edition, VersionDocument
from socle.documents.production import PANNE
from socle.documents.tasks import produire
from socle.lib.refus import ActionRefusee, Refus


@pytest.fixture
def edition(modele, porteuse, acteur_de):
    return actions.demander_edition(code=modele.code, objet_id=7, acteur=acteur_de(porteuse))


@pytest.fixture
def prete(edition, programme):
    produire(edition.pk, programme.pk)
    edition.refresh_from_db()
    return edition


@pytest.fixture
def echouee(edition, programme):
    actions.echouer_edition(edition_id=edition.pk, message="Le procès-verbal n’est pas encore clos.")
    edition.refresh_from_db()
    return edition


def adresse(nom, edition):
    return reverse(nom, args=["manufactures", edition.pk])


def test_la_demande_attend_et_part_au_travail(modele, porteuse, acteur_de, django_capture_on_commit_callbacks, monkeypatch):
    envois = []
    monkeypatch.setattr("celery.app.base.Celery.send_task", lambda self, nom, args: envois.append((nom, args)))
    with django_capture_on_commit_callbacks(execute=True):
        edition = actions.demander_edition(code=modele.code, objet_id=7, acteur=acteur_de(porteuse))
    assert (edition.etat, edition.progression, edition.titre) == (EtatEdition.EN_ATTENTE, 0, "Page d’essai")
    assert envois == [("documents.produire", (edition.pk, edition.programme_id))]


def test_demander_deux_fois_est_une_seule_edition(edition, modele, porteuse, coordinatrice, acteur_de):
    assert actions.demander_edition(code=modele.code, objet_id=7, acteur=acteur_de(porteuse)) == edition
    assert actions.demander_edition(code=modele.code, objet_id=8, acteur=acteur_de(porteuse)) != edition
    assert actions.demander_edition(code=modele.code, objet_id=7, acteur=acteur_de(coordinatrice)) != edition


def test_un_code_inconnu_est_une_faute_de_programme(programme):
    with pytest.raises(KeyError):
        actions.demander_edition(code="rien.du.tout", objet_id=1, acteur=None)


def test_le_pdf_est_produit_et_range(prete):
    assert (prete.etat, prete.progression, prete.titre) == (EtatEdition.PRETE, 100, "Essai 7")
    assert (prete.version.nom, prete.version.document.libelle) == ("essai-7.pdf", "Essai 7")
    with prete.version.ouvrir() as fichier, pikepdf.open(io.BytesIO(fichier.read())) as pdf:
        assert len(pdf.pages) == 1


def test_la_tache_deux_fois_donne_une_version(prete, programme):
    produire(prete.pk, programme.pk)
    assert VersionDocument.objects.count() == 1


def test_deux_taches_ensemble_donnent_une_version(edition):
    for _ in range(2):  # both workers have the bytes; the second finds the edition ready
        actions.terminer_edition(edition_id=edition.pk, contenu=b"%PDF-1.7", titre="Essai 7")
    assert VersionDocument.objects.count() == 1


def test_la_page_voit_chaque_etape(edition, programme, monkeypatch):
    vues = []
    monkeypatch.setattr(Edition, "save", lambda self: (vues.append(self.progression), super(Edition, self).save())[1])
    produire(edition.pk, programme.pk)
    assert vues == [20, 60, 90, 100]


def test_un_refus_de_l_app_est_la_phrase_montree(edition, programme, modele, monkeypatch):
    def refuser(pk):
        raise ActionRefusee(Refus("pv_ouvert", "Le procès-verbal n’est pas encore clos."))

    monkeypatch.setattr(registre, "_modeles", {modele.code: registre.Modele(modele.code, modele.titre, refuser, modele.gabarit)})
    produire(edition.pk, programme.pk)
    edition.refresh_from_db()
    assert (edition.etat, edition.message, edition.version) == (EtatEdition.ECHEC, "Le procès-verbal n’est pas encore clos.", None)


def test_une_panne_se_dit_sans_detail_et_remonte(edition, programme, monkeypatch):
    monkeypatch.setattr("socle.documents.production.imprimer", lambda html: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        produire(edition.pk, programme.pk)
    edition.refresh_from_db()
    assert (edition.etat, edition.message) == (EtatEdition.ECHEC, PANNE)


def test_une_edition_en_echec_se_relance(echouee, porteuse, acteur_de):
    actions.relancer_edition(edition_id=echouee.pk, acteur=acteur_de(porteuse))
    echouee.refresh_from_db()
    assert (echouee.etat, echouee.progression, echouee.message, echouee.terminee_at) == (EtatEdition.EN_ATTENTE, 0, "", None)


def test_une_edition_en_cours_ou_prete_ne_se_relance_pas(edition, programme):
    with pytest.raises(ActionRefusee, match="déjà en préparation ou prêt"):
        actions.relancer_edition(edition_id=edition.pk, acteur=None)
    produire(edition.pk, programme.pk)
    with pytest.raises(ActionRefusee, match="déjà en préparation ou prêt"):
        actions.relancer_edition(edition_id=edition.pk, acteur=None)


def test_une_edition_sans_progres_se_relance(edition):
    Edition.objects.update(progres_at=timezone.now() - timedelta(minutes=11))
    assert actions.relancer_edition(edition_id=edition.pk, acteur=None).etat == EtatEdition.EN_ATTENTE


@pytest.mark.parametrize(
    ("champs", "contrainte"),
    [
        ({"etat": EtatEdition.PRETE, "terminee_at": timezone.now()}, "edition_prete_avec_fichier"),
        ({"etat": EtatEdition.ECHEC, "message": "x"}, "edition_terminee_datee"),
        ({"etat": EtatEdition.ECHEC, "terminee_at": timezone.now()}, "edition_echec_explique"),
        ({"progression": 101}, "edition_progression_sur_cent"),
        ({"terminee_at": timezone.now()}, "edition_terminee_datee"),
    ],
)
def test_les_histoires_impossibles_sont_refusees(edition, champs, contrainte):
    with pytest.raises(IntegrityError, match=contrainte), transaction.atomic():
        Edition.objects.update(**champs)


def test_l_autre_programme_ne_voit_pas_l_edition(edition, autre_programme):
    with programme_actif(autre_programme):
        assert not Edition.objects.exists()


# --- Pages -------------------------------------------------------------------------------------


def test_la_page_d_une_edition_en_cours_se_rafraichit(edition, porteuse, client_de):
    html = client_de(porteuse).get(adresse("edition_detail", edition)).content.decode()
    assert f'data-hx-get="/p/manufactures/editions/{edition.pk}/etat/?vu=en_attente-0"' in html
    assert 'role="status"' in html


def test_rien_de_neuf_est_une_reponse_vide(edition, porteuse, client_de):
    client = client_de(porteuse)
    assert client.get(adresse("edition_etat", edition), {"vu": "en_attente-0"}).status_code == 204
    reponse = client.get(adresse("edition_etat", edition), {"vu": "en_cours-20"})
    assert (reponse.status_code, "<html" in reponse.content.decode()) == (200, False)


def test_une_edition_prete_ne_se_rafraichit_plus_et_s_ouvre(prete, porteuse, client_de):
    client = client_de(porteuse)
    html = client.get(adresse("edition_etat", prete)).content.decode()
    assert "data-hx-get" not in html
    assert adresse("edition_fichier", prete) in html
    reponse = client.get(adresse("edition_fichier", prete), follow=True)
    assert (reponse["Content-Type"], reponse["Content-Disposition"]) == ("application/pdf", 'attachment; filename="essai-7.pdf"')


def test_le_jumeau_html_a_le_meme_texte(prete, porteuse, client_de):
    html = client_de(porteuse).get(adresse("edition_lecture", prete)).content.decode()
    assert "<h1>Essai 7</h1><p>Œuvre &amp; façade</p>" in html
    assert "documents/lecture" in html
    assert "file://" not in html


def test_un_echec_montre_sa_phrase_et_se_relance(echouee, porteuse, client_de):
    client = client_de(porteuse)
    html = client.get(adresse("edition_detail", echouee)).content.decode()
    assert "Le procès-verbal n’est pas encore clos." in html
    reponse = client.post(adresse("edition_relancer", echouee))
    assert (reponse.status_code, Edition.objects.get().etat) == (302, EtatEdition.EN_ATTENTE)


def test_pas_de_fichier_avant_la_fin(edition, porteuse, client_de):
    assert client_de(porteuse).get(adresse("edition_fichier", edition)).status_code == 404


@pytest.mark.parametrize("page", ["edition_detail", "edition_etat", "edition_lecture", "edition_fichier"])
def test_une_edition_est_a_son_demandeur_et_a_la_coordination(prete, coordinatrice, partenaire, observateur, client_de, page):
    statuts = [client_de(personne).get(adresse(page, prete)).status_code for personne in (partenaire, observateur, coordinatrice)]
    assert statuts == [404, 404, 302 if page == "edition_fichier" else 200]


def test_la_page_tient_en_cinq_requetes(prete, porteuse, client_de, compter_requetes):
    client = client_de(porteuse)
    with compter_requetes() as compte:
        client.get(adresse("edition_detail", prete))
    assert compte.nombre <= 5, compte.requetes
