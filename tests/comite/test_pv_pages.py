"""The PDF never changes by a byte, its code is verified by anybody, and a recused member reads nothing of her file."""

import hashlib
import os
import subprocess
import sys
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from comite.actions.additifs import abandonner_additif, rediger_additif
from comite.actions.deports import declarer_deport
from comite.actions.signatures import signer_additif
from comite.enums import Choix
from comite.models import Additif, Membre, ProcesVerbal
from comite.pdf import CODE, CODE_ADDITIF, imprimer_document
from comite.queries.a_faire import a_faire
from comite.regles_pv import code_de_verification
from comite.tasks import sceller_l_additif, sceller_le_pv
from socle.comptes.acteur import acteur_de
from socle.comptes.enums import Preuve, Role
from socle.comptes.models import Adhesion, Programme
from socle.documents.composition import rendre_html
from socle.documents.liens import lien_signe
from socle.documents.models import Edition
from socle.documents.registre import modele
from socle.documents.tasks import produire
from tests.comite import fabriques as f
from tests.comite import pv as p


@pytest.fixture(autouse=True)
def _fichiers_a_part(settings, tmp_path):
    settings.MFA_EXIGEE = False
    options = {"location": tmp_path / "fichiers", "base_url": None}
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}}


def url(nom, *cles):
    return reverse(nom, args=["manufactures", *cles])


def lire(version) -> bytes:
    with version.ouvrir() as fichier:
        return fichier.read()


# --- The file ----------------------------------------------------------------------------------


def test_le_pdf_signe_est_garde_avec_son_empreinte_et_se_refait_a_l_octet(signe, programme):
    sceller_le_pv(signe.pk, programme.pk)
    version = ProcesVerbal.objects.get(pk=signe.pk).version
    contenu = lire(version)
    assert version.sha256 == hashlib.sha256(contenu).hexdigest()
    Programme.objects.filter(pk=programme.pk).update(nom="Un autre nom")
    type(signe.seance.comite).objects.update(nom="Un autre comité")
    assert imprimer_document(CODE, signe.pk) == contenu
    sceller_le_pv(signe.pk, programme.pk)
    assert ProcesVerbal.objects.get(pk=signe.pk).version == version


IMPRIMER = """
import hashlib, sys, django
django.setup()
from socle.documents.rendu import imprimer
print(hashlib.sha256(imprimer(sys.stdin.read())).hexdigest())
"""


def test_un_autre_processus_rend_les_memes_octets(signe):
    lu = modele(CODE)
    html = rendre_html(lu.gabarit, lu.lire(signe.pk))
    environnement = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONHASHSEED": "7"}
    autre = subprocess.run([sys.executable, "-c", IMPRIMER], input=html, capture_output=True, text=True, env=environnement, check=True)
    assert autre.stdout.strip() == hashlib.sha256(imprimer_document(CODE, signe.pk)).hexdigest()


def test_le_projet_dit_qu_il_en_est_un(a_signer, presidente):
    assert modele(CODE).lire(a_signer.pk)["etat"] == "Projet, à signer"
    p.signer(a_signer, presidente)
    lu = modele(CODE).lire(a_signer.pk)
    assert (lu["etat"], len(lu["signatures"])) == ("Projet, à signer", 1)


def test_l_additif_a_son_pdf(signe, presidente, coordinatrice, programme):
    additif = rediger_additif(seance=signe.seance, texte="Lire « atelier ».", acteur=None)
    for personne in (presidente, coordinatrice):
        signer_additif(additif=additif, acteur=acteur_de(personne), preuve=Preuve.MOT_DE_PASSE, empreinte=additif.empreinte)
    sceller_l_additif(additif.pk, programme.pk)
    version = Additif.objects.get().version
    assert lire(version) == imprimer_document(CODE_ADDITIF, additif.pk)
    assert version.nom == f"additif-1-proces-verbal-{signe.seance.reference}.pdf"


# --- The code ----------------------------------------------------------------------------------


def page_du_code(pv):
    return url("verification_detail", code_de_verification(pv.empreinte))


def test_un_code_ne_dit_rien_avant_la_publication_ni_avant_la_signature(a_signer, client, presidente, coordinatrice):
    assert client.get(page_du_code(a_signer)).status_code == 404
    p.publier(a_signer)
    assert client.get(page_du_code(a_signer)).status_code == 404
    p.signer(a_signer, presidente, coordinatrice)
    assert client.get(page_du_code(a_signer)).status_code == 200


def test_sous_embargo_un_code_signe_repond_comme_un_code_inconnu(signe, client):
    connu, inconnu = client.get(page_du_code(signe)), client.get(url("verification_detail", "7K4M-92QX-TR"))
    assert connu.status_code == inconnu.status_code == 404
    sans_code = connu.content.decode().replace(code_de_verification(signe.empreinte), "7K4M-92QX-TR")
    assert sans_jeton(sans_code) == sans_jeton(inconnu.content.decode())


def sans_jeton(html: str) -> list[str]:
    return [morceau for morceau in html.split('"') if len(morceau) != 64]


def test_la_page_dit_l_authenticite_et_rien_du_contenu(signe, client, pret, presidente):
    empreinte = hashlib.sha256(p.sceller(signe)).hexdigest()
    p.publier(signe)
    rendu = client.post(url("document_verifier"), {"code": code_de_verification(signe.empreinte)}, follow=True).content.decode()
    for dit in ("Authentique", signe.empreinte, empreinte, "La présidence de séance", signe.seance.reference):
        assert dit in rendu
    for tu in (str(pret), "255", str(presidente), "Attribu"):
        assert tu not in rendu


def test_un_octet_change_et_le_fichier_n_est_plus_le_bon(signe, client):
    contenu = bytearray(p.sceller(signe))
    p.publier(signe)

    def comparer(octets) -> str:
        return client.post(page_du_code(signe), {"fichier": SimpleUploadedFile("pv.pdf", bytes(octets))}).content.decode()

    assert "Fichier authentique" in comparer(contenu)
    contenu[len(contenu) // 2] ^= 1
    rendu = comparer(contenu)
    assert "Fichier modifié" in rendu
    assert "Fichier authentique" not in rendu


def test_on_ne_cherche_pas_un_code_sans_fin(client, programme):
    statuts = [client.get(url("verification_detail", "7K4M-92QX-TR")).status_code for _ in range(61)]
    assert (set(statuts[:60]), statuts[60]) == ({404}, 429)


# --- Who reads ---------------------------------------------------------------------------------


@pytest.fixture
def deporte(comite, pret, coordinatrice):
    """Minutes of two files, the second member recused from the first."""
    declarer_deport(membre=comite[1], projet=pret, acteur=None)
    seance = f.seance_ouverte(pret, f.creer_projet(2), presents=comite)
    p.proclamer_decision(scrutin=f.scrutin_clos(seance, f.tous([comite[0], comite[2]], Choix.ATTRIBUER)), acteur=None, motifs="Motif caché")
    p.proclamer_decision(scrutin=f.scrutin_clos(seance, f.tous(comite, Choix.NE_PAS_ATTRIBUER), 1), acteur=None, motifs="Bail")
    return p.generer_pv(seance=p.lever_seance(seance=seance, acteur=None), acteur=None)


def test_le_deporte_ne_lit_rien_de_son_dossier(deporte, membre, pret, client_de):
    client, pk = client_de(membre), deporte.seance_id
    for page in ("seance_pv", "pv_exporter"):
        rendu = client.get(url(page, pk)).content.decode()
        assert "Manufacture d’exemple 2" in rendu
        for tu in (str(pret), "Motif caché", "Déports", "Enveloppe"):
            assert tu not in rendu.replace("Manufacture d’exemple 2", "")
    assert client.post(url("pv_editer", pk)).status_code == 403
    assert client.get(url("desaccord_noter", deporte.contenu["points"][0]["point"])).status_code == 404
    p.publier(deporte)
    assert client.post(url("pv_editer", pk)).status_code == 302


def test_le_secretaire_deporte_ne_corrige_ni_ne_lit_les_remarques_de_son_dossier(deporte, comite, membre, pret, client_de):
    type(comite[1]).objects.filter(pk=comite[1].pk).update(est_secretariat=True)
    point, page = deporte.contenu["points"][0]["point"], url("pv_corriger", deporte.seance_id)
    p.corriger(deporte, {f"point-{point}": "Remarque cachée"})
    client = client_de(membre)
    assert str(pret) not in client.get(page).content.decode().replace("Manufacture d’exemple 2", "")
    assert "Remarque cachée" not in client.get(page).content.decode()
    client.post(page, {f"point-{point}": "Effacée", "ouverture": "Bonjour"})
    lu = ProcesVerbal.objects.get(pk=deporte.pk).contenu
    assert (lu["points"][0]["remarque"], lu["ouverture"]) == ("Remarque cachée", "Bonjour")


def test_l_export_dit_les_voix_et_les_decisions(signe, observateur, client_de):
    client, page = client_de(observateur), url("pv_exporter", signe.seance_id)
    assert client.get(page).status_code == 403
    p.publier(signe)
    entete, ligne = client.get(page).content.decode("utf-8-sig").splitlines()
    assert entete.startswith("séance;rang;projet;décision;montant")
    assert ligne.startswith(f"{signe.seance.reference};1;Manufacture d’exemple 1;Attribué;255\u00a0000\u00a0€;")
    assert ligne.endswith(";3;0;0;0;0")


def test_la_liste_montre_ce_qui_est_a_signer_puis_signe(a_signer, presidente, coordinatrice, observateur, client_de):
    def lus(personne, etat="") -> bool:
        return a_signer.seance.reference in client_de(personne).get(url("pv_liste"), {"etat": etat}).content.decode()

    assert [lus(presidente, e) for e in ("", "a-signer", "signes", "additifs")] == [True, True, False, False]
    assert not lus(observateur)
    p.signer(a_signer, presidente, coordinatrice)
    rediger_additif(seance=a_signer.seance, texte="Lire « atelier ».", acteur=None)
    assert [lus(presidente, e) for e in ("", "a-signer", "signes", "additifs")] == [True, False, True, True]
    p.publier(a_signer)
    assert lus(observateur)


def test_a_faire_signer(a_signer, presidente, coordinatrice, membre, compter_requetes):
    def a_signer_par(personne) -> list[str]:
        return [t.titre for t in a_faire(acteur_de(personne)) if t.verbe.startswith("Relire et signer")]

    assert [len(a_signer_par(q)) for q in (presidente, coordinatrice, membre)] == [1, 1, 0]
    p.signer(a_signer, presidente)
    assert [len(a_signer_par(q)) for q in (presidente, coordinatrice, membre)] == [0, 1, 0]
    p.signer(a_signer, coordinatrice)
    assert [len(a_signer_par(q)) for q in (presidente, coordinatrice, membre)] == [0, 0, 0]
    rediger_additif(seance=a_signer.seance, texte="Lire « atelier ».", acteur=None)
    with compter_requetes() as requetes:
        assert [len(a_signer_par(q)) for q in (presidente, coordinatrice)] == [1, 1]
    assert requetes.nombre <= 6


def test_chaque_page_tient_son_budget(a_signer, presidente, coordinatrice, client, client_de, compter_requetes):
    pk, lectrice = a_signer.seance_id, client_de(coordinatrice)
    p.vient_de_s_identifier(lectrice, coordinatrice)

    def cout(navigateur, adresse: str) -> int:
        navigateur.get(adresse)
        with compter_requetes() as requetes:
            assert navigateur.get(adresse).status_code == 200
        assert requetes.repetees == []
        return requetes.nombre

    p.corriger(a_signer, {"ouverture": "Bonjour"})
    pages = {nom: cout(lectrice, url(nom, pk)) for nom in ("seance_pv", "pv_corriger", "pv_signer", "pv_exporter")}
    signe = p.signer(ProcesVerbal.objects.get(pk=a_signer.pk), presidente, coordinatrice)
    rediger_additif(seance=signe.seance, texte="Lire « atelier ».", acteur=None)
    p.publier(signe)
    pages |= {"additif": cout(lectrice, url("additif_detail", pk, 1)), "code": cout(client, page_du_code(signe))}
    assert max(pages.values()) <= 12, pages
    assert cout(lectrice, url("pv_liste")) <= 8


@pytest.mark.parametrize("fin_de_mandat", [False, True])
def test_un_projet_de_pv_demande_avant_un_deport_se_ferme_avec_lui(a_signer, comite, pret, membre, client_de, fin_de_mandat):
    client = client_de(membre)
    client.post(url("pv_editer", a_signer.seance_id))
    produire(Edition.objects.get().pk, a_signer.programme_id)
    edition = Edition.objects.select_related("version").get()
    page, fichier = url("edition_detail", edition.pk), lien_signe(edition.version, membre.pk)
    assert [client.get(adresse).status_code for adresse in (page, fichier)] == [200, 200]
    declarer_deport(membre=comite[1], projet=pret, acteur=None)
    if fin_de_mandat:
        Membre.objects.filter(pk=comite[1].pk).update(mandat_fin=date(2021, 12, 31))
    assert [client.get(adresse).status_code for adresse in (page, fichier)] == [404, 404]
    p.publier(a_signer)
    assert client.get(page).status_code == 200


# --- An additif taken back ---


def test_abandonner_un_additif_demande_confirmation(signe, coordinatrice, client_de):
    additif = rediger_additif(seance=signe.seance, texte="Lire 255 000 €.", acteur=None)
    client, page = client_de(coordinatrice), url("additif_abandonner", signe.seance_id, additif.numero)
    assert page in client.get(url("additif_detail", signe.seance_id, additif.numero)).content.decode()
    assert "Lire 255 000 €." in client.get(page).content.decode()
    assert Additif.objects.count() == 1
    client.post(page)
    assert Additif.objects.count() == 0


def test_un_additif_signe_ne_propose_plus_son_abandon(signe, presidente, coordinatrice, client_de):
    additif = rediger_additif(seance=signe.seance, texte="Lire 255 000 €.", acteur=None)
    signer_additif(additif=additif, acteur=acteur_de(presidente), preuve=Preuve.MOT_DE_PASSE, empreinte=additif.empreinte)
    reponse = client_de(coordinatrice).get(url("additif_abandonner", signe.seance_id, additif.numero))
    assert (reponse.status_code, "porte une signature" in reponse.content.decode()) == (403, True)


def test_le_texte_d_un_additif_abandonne_reste_ferme_au_journal(deporte, comite, presidente, coordinatrice, membre, observateur, client_de):
    """As on its own page: not to who is recused from a file of the sitting, nor to who waits for the publication."""
    Adhesion.objects.create(utilisateur=membre, role=Role.COORDINATION, date_debut=date(2020, 1, 1))
    pv = p.signer(deporte, presidente, coordinatrice)
    abandonner_additif(additif=rediger_additif(seance=pv.seance, texte="Nom caché", acteur=None), acteur=None)

    def lisent() -> list[bool]:
        journal = "/p/manufactures/journal/"
        return ["Nom caché" in client_de(personne).get(journal).content.decode() for personne in (coordinatrice, membre, observateur)]

    assert lisent() == [True, False, False]
    p.publier(pv)
    assert lisent() == [True, True, True]
