import socket
import struct
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from socle.documents import actions, antivirus
from socle.documents.enums import EtatAnalyse
from socle.documents.models import AnalyseAntivirus, VersionDocument
from socle.documents.tasks import analyser as tache_analyser


class Clamd(threading.Thread):
    """Speaks INSTREAM on a loopback port: finds the word EICAR, answers ERROR to the word ENORME."""

    def __init__(self):
        super().__init__(daemon=True)
        self.prise = socket.create_server(("127.0.0.1", 0))
        self.adresse = f"127.0.0.1:{self.prise.getsockname()[1]}"
        self.recus = []

    def run(self):
        while True:
            try:
                client, _ = self.prise.accept()
            except OSError:
                return
            with client, client.makefile("rb") as flux:
                client.sendall(self.repondre(flux))

    def repondre(self, flux) -> bytes:
        assert flux.read(10) == b"zINSTREAM\0"
        contenu = b""
        while taille := struct.unpack("!I", flux.read(4))[0]:
            contenu += flux.read(taille)
        self.recus.append(contenu)
        if b"ENORME" in contenu:
            return b"INSTREAM size limit exceeded. ERROR\0"
        return b"stream: Eicar-Test-Signature FOUND\0" if b"EICAR" in contenu else b"stream: OK\0"


@pytest.fixture
def clamd(settings):
    serveur = Clamd()
    serveur.start()
    settings.ANTIVIRUS_ADRESSE = serveur.adresse
    yield serveur
    serveur.prise.shutdown(socket.SHUT_RDWR)
    serveur.prise.close()
    serveur.join(5)


def test_clamd_dit_sain_ou_nomme_ce_qu_il_trouve(clamd):
    assert antivirus.analyser([b"bon", b"jour"], clamd.adresse) == ""
    assert clamd.recus == [b"bonjour"]
    assert antivirus.analyser([b"EI", b"CAR"], clamd.adresse) == "Eicar-Test-Signature"


def test_une_reponse_etrange_ne_vaut_pas_un_verdict(clamd):
    with pytest.raises(antivirus.AntivirusIndisponible, match="size limit"):
        antivirus.analyser([b"ENORME"], clamd.adresse)


def test_un_depot_est_mis_a_l_analyse(programme, envoye, clamd, django_capture_on_commit_callbacks, monkeypatch):
    envois = []
    monkeypatch.setattr("celery.app.base.Celery.send_task", lambda self, nom, args: envois.append((nom, args)))
    with django_capture_on_commit_callbacks(execute=True):
        version = actions.deposer(fichier=envoye(), libelle="Bail", acteur=None)
    assert envois == [("documents.analyser", (version.pk, programme.pk))]


@pytest.mark.parametrize(
    ("suite", "etat", "signature"), [(b"", EtatAnalyse.SAIN, ""), (b"EICAR", EtatAnalyse.INFECTE, "Eicar-Test-Signature")]
)
def test_le_verdict_est_enregistre_une_fois(programme, envoye, clamd, suite, etat, signature):
    version = actions.deposer(fichier=envoye(contenu=b"%PDF-1.7 " + suite), libelle="Bail", acteur=None)
    tache_analyser(version.pk, programme.pk)
    tache_analyser(version.pk, programme.pk)
    analyse = AnalyseAntivirus.objects.get()
    assert (analyse.version, analyse.etat, analyse.signature) == (version, etat, signature)
    assert len(clamd.recus) == 1
    assert VersionDocument.objects.get().etat_analyse == etat


def test_sans_reponse_le_fichier_reste_sans_verdict(programme, envoye, settings):
    settings.ANTIVIRUS_ADRESSE = "127.0.0.1:1"
    version = actions.deposer(fichier=envoye(), libelle="Bail", acteur=None)
    with pytest.raises(OSError), transaction.atomic():  # noqa: PT011  the message is the system's
        actions.analyser_version(version_id=version.pk)
    assert version.etat_analyse == EtatAnalyse.NON_ANALYSE


def test_un_fichier_infecte_porte_le_nom_de_ce_qui_l_infecte(programme, envoye):
    version = actions.deposer(fichier=envoye(), libelle="Bail", acteur=None)
    with pytest.raises(IntegrityError, match="analyse_verdict_et_signature"), transaction.atomic():
        AnalyseAntivirus.objects.create(version=version, etat=EtatAnalyse.INFECTE)
    with pytest.raises(IntegrityError, match="analyse_verdict_et_signature"), transaction.atomic():
        AnalyseAntivirus.objects.create(version=version, etat=EtatAnalyse.NON_ANALYSE)


def test_la_commande_examine_ce_qui_ne_l_a_pas_ete(programme, envoye, clamd, capsys):
    version = actions.deposer(fichier=envoye(), libelle="Bail", acteur=None)
    call_command("documents_analyser")
    assert capsys.readouterr().out == f"{version.pk} sain\n"


def test_la_commande_demande_une_adresse(db):
    with pytest.raises(CommandError, match="ANTIVIRUS_ADRESSE"):
        call_command("documents_analyser")
