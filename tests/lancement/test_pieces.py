"""The parts of the launcher that start nothing."""

import os
import signal
import socket
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from config.lancement import cles, demarrage, demon, dossiers, externes, preparation, processus, services, systeme
from config.lancement.__main__ import demo_demandee, port_demande
from config.lancement.compte import Compte
from config.lancement.dossiers import LONGUEUR_MAX_SOCKET, PROJET, Installation
from config.lancement.erreurs import ErreurLancement
from config.lancement.systeme import Besoin

MOI = Compte(os.geteuid(), os.getegid())


def test_secrets_are_drawn_once_and_closed_to_others(tmp_path):
    premiers = cles.lire_ou_creer(tmp_path)
    assert set(premiers) == set(cles.NOMS)
    assert min(len(valeur) for nom, valeur in premiers.items() if nom != "INSTALLATION") == 48
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o600
    assert cles.lire_ou_creer(tmp_path) == premiers


def test_a_secret_added_later_leaves_the_others_alone(tmp_path):
    (tmp_path / "secrets").write_text("SECRET_KEY=ancienne\n")
    assert cles.lire_ou_creer(tmp_path)["SECRET_KEY"] == "ancienne"


@pytest.mark.parametrize(("profondeur", "attendu"), [(10, "postgres/sockets"), (200, "/manufactures-abc")])
def test_the_socket_path_always_fits(profondeur, attendu):
    services_ = Path("/srv") / ("d" * profondeur)
    installation = Installation(services_, services_, MOI, {"INSTALLATION": "abc"}, True)
    assert str(installation.sockets).endswith(attendu)
    assert len(f"{installation.sockets}/.s.PGSQL.5432") <= LONGUEUR_MAX_SOCKET


def test_a_folder_under_a_file_is_refused_in_one_sentence(tmp_path):
    (tmp_path / "fichier").touch()
    with pytest.raises(ErreurLancement) as refus:
        dossiers.ouvrir(tmp_path / "fichier" / "donnees")
    assert str(refus.value).startswith(f"Impossible d’écrire dans le dossier {tmp_path}/fichier/donnees : ")
    assert "\n" not in str(refus.value)


def test_erasing_refuses_a_folder_that_is_not_ours(tmp_path):
    (tmp_path / "precieux").touch()
    with pytest.raises(ErreurLancement, match="n’est pas un dossier de données"):
        dossiers.effacer(tmp_path)
    assert (tmp_path / "precieux").exists()


def test_a_folder_of_somebody_else_is_refused(tmp_path):
    with pytest.raises(ErreurLancement, match="appartient à un autre compte"):
        dossiers.dossier_prive(tmp_path, Compte(MOI.uid + 1, MOI.gid))


def test_a_taken_port_is_refused_with_another_to_try(monkeypatch):
    monkeypatch.setattr(demarrage, "PATIENCE_PORT", 0)
    with socket.socket() as occupant:
        occupant.bind(("127.0.0.1", 0))
        occupant.listen()
        port = occupant.getsockname()[1]
        with pytest.raises(ErreurLancement, match=f"Le port {port} .* déjà utilisé .*PORT={port + 1} make run"):
            demarrage.exiger_port_libre(port)


@pytest.mark.parametrize("valeur", ["abc", "0", "65536", "-1", "²"])
def test_a_port_that_is_none_is_refused(monkeypatch, valeur):
    monkeypatch.setenv("PORT", valeur)
    with pytest.raises(ErreurLancement, match="PORT doit être un nombre entre 1 et 65535"):
        port_demande()


@pytest.mark.parametrize(("valeur", "attendu"), [("", True), ("1", True), ("0", False)])
def test_the_demonstration_is_wanted_unless_refused(monkeypatch, valeur, attendu):
    monkeypatch.setenv("DEMO", valeur)
    assert demo_demandee() is attendu


def test_a_missing_package_is_named_with_the_line_to_type(monkeypatch):
    monkeypatch.setattr(systeme, "_installer", lambda paquets: None)
    with pytest.raises(ErreurLancement) as refus:
        systeme.exiger([Besoin("present", lambda: True), Besoin("libabsente", lambda: False)])
    assert "Il manque au système : libabsente." in str(refus.value)
    assert str(refus.value).endswith("sudo apt-get install -y --no-install-recommends libabsente")


def test_root_installs_only_what_is_missing(monkeypatch):
    demandes, presents = [], set()
    monkeypatch.setattr(systeme.os, "geteuid", lambda: 0)
    monkeypatch.setattr(systeme, "_programme", lambda nom: True)
    monkeypatch.setattr(systeme, "_installer", lambda paquets: (demandes.append(paquets), presents.update(paquets)))
    systeme.exiger([Besoin("la", lambda: True), Besoin("lib", lambda: "lib" in presents)])
    assert demandes == [["lib"]]


def test_a_step_is_done_again_only_when_its_fingerprint_changes(tmp_path):
    faits, marque = [], tmp_path / "etape.fait"
    for valeur in ("a", "a", "b"):
        preparation._selon_marque(marque, valeur, lambda: faits.append(1))
    assert len(faits) == 2


def test_a_step_that_fails_is_done_again(tmp_path):
    def echouer():
        raise ErreurLancement("non")

    with pytest.raises(ErreurLancement):
        preparation._selon_marque(tmp_path / "etape.fait", "a", echouer)
    assert not (tmp_path / "etape.fait").exists()


def test_the_fingerprint_sees_contents_and_names(tmp_path):
    un, deux = tmp_path / "un", tmp_path / "deux"
    un.write_text("x")
    deux.write_text("x")
    avant = preparation.empreinte([un, deux])
    deux.write_text("y")
    assert len({avant, preparation.empreinte([un, deux]), preparation.empreinte([un])}) == 3


def test_exported_lines_survive_a_shell():
    valeur = "postgres://r:m'o$t@/b?host=%2Ftmp&x=1"
    lignes = services.exporter({"ADRESSE": valeur})
    assert subprocess.run(["sh", "-c", f'{lignes}printf %s "$ADRESSE"'], capture_output=True, text=True).stdout == valeur


def test_every_process_has_a_command_of_this_python(tmp_path):
    for nom in processus.NOMS:
        assert processus.commande(nom, data_dir=tmp_path, port=8123)[0] == sys.executable
    assert "--bind=127.0.0.1:8123" in processus.commande("web", data_dir=tmp_path, port=8123)


def test_an_orphan_is_stopped_only_when_its_command_line_is_ours():
    etranger = subprocess.Popen(["sleep", "60"])
    try:
        demon.arreter_orphelin(etranger.pid, " /tmp/donnees ", signal.SIGTERM)
        assert etranger.poll() is None
    finally:
        etranger.kill()
        etranger.wait()


@pytest.mark.parametrize("adresse", ["mysql://x", "postgres://u:p@127.0.0.1:1/b"])
def test_an_outside_database_that_does_not_answer_is_said_in_one_line(adresse):
    with pytest.raises(ErreurLancement, match="La base de DATABASE_URL n’est pas joignable : ") as refus:
        externes.essayer_postgres(adresse)
    assert "\n" not in str(refus.value)


def test_an_outside_broker_that_does_not_answer_is_said():
    with pytest.raises(ErreurLancement, match="Le Valkey de REDIS_URL n’est pas joignable : "):
        externes.essayer_redis("redis://127.0.0.1:1/0")


def test_the_lock_is_compiled_from_the_list():
    listes = (PROJET / "requirements.in").read_text().splitlines()
    voulus = [ligne.split("=")[0].split("[")[0].lower() for ligne in listes if ligne and not ligne.startswith("#")]
    verrou = (PROJET / "requirements.txt").read_text().lower()
    assert [nom for nom in voulus if f"\n{nom}==" not in f"\n{verrou}" and f"\n{nom}[" not in f"\n{verrou}"] == []


def test_a_signal_during_a_fork_is_neither_lost_nor_leaves_a_child(monkeypatch):
    enfants, vrai = [], subprocess.Popen

    def derange(*arguments, **options):
        signal.pthread_kill(threading.get_ident(), signal.SIGINT)  # to this thread: a test runner has others
        enfants.append(vrai(*arguments, **options))
        return enfants[0]

    monkeypatch.setattr(subprocess, "Popen", derange)
    with pytest.raises(KeyboardInterrupt), demon.tenir(["sleep", "60"], arret=signal.SIGTERM, delai_arret=5):
        pytest.fail("the signal was lost")
    assert enfants[0].returncode == -signal.SIGTERM


def test_fingerprints_look_at_neither_data_nor_tests():
    noms = {paquet.name for paquet in preparation._paquets()}
    assert {"config", "socle", "manufactures"} <= noms
    assert not {"var", "tests", "node_modules"} & noms
