"""``make run``: from nothing to a platform that answers, and back to nothing on Ctrl-C."""

import http.client
import os
import socket
import subprocess
import sys
from pathlib import Path

from config.lancement import demon, preparation, processus, services, systeme
from config.lancement.dossiers import PROJET
from config.lancement.erreurs import ErreurLancement, raison
from config.lancement.gestionnaire import Gestionnaire, ajouter

DELAI_WEB = 90.0  # seconds before the web process is declared silent
PATIENCE_PORT = 2.0  # seconds


def lancer(racine: Path, *, port: int, demo: bool) -> int:
    """Start everything, stay until a signal, and return the exit code."""
    exiger_port_libre(port)
    systeme.exiger(systeme.PDF)
    with services.ouvrir(racine, jetable=False, port=port) as ouverts:
        environnement = _environnement(ouverts, port=port, demo=demo)
        embarquee = "postgres" in ouverts.processus
        preparation.preparer(ouverts.installation, environnement, base_embarquee=embarquee, demo=demo)
        gestionnaire = Gestionnaire(lambda moi: _veiller(moi, ouverts, environnement, port))
        for nom in processus.NOMS:
            commande = processus.commande(nom, data_dir=racine, port=port)
            ajouter(gestionnaire, nom, commande, environnement, PROJET)
        code = gestionnaire.tourner()
    if code is not None:
        raise ErreurLancement("Un processus s’est arrêté tout seul : la plateforme est arrêtée, voir ses messages.")
    print("La plateforme est arrêtée.", flush=True)
    return 0


def exiger_port_libre(port: int) -> None:
    """Raise ErreurLancement when the port of the web cannot be had.

    A platform killed outright a moment ago is still letting go of it, hence the short patience.
    """
    if not demon.attendre(lambda: _refus_du_port(port) is None, PATIENCE_PORT):
        raise ErreurLancement(
            f"Le port {port} ne peut pas être utilisé ({_refus_du_port(port)}) :"
            f" en choisir un autre, par exemple « PORT={max(port, 8000) + 1} make run »."
        )


def _refus_du_port(port: int) -> str | None:
    with socket.socket() as prise:
        prise.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prise.bind(("127.0.0.1", port))
        except OSError as erreur:
            return raison(erreur)
    return None


def _environnement(ouverts: services.Services, *, port: int, demo: bool) -> dict[str, str]:
    propres = {
        "DATA_DIR": str(ouverts.installation.racine),
        "DEMO": "1" if demo else "0",
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
    }
    return dict(os.environ) | ouverts.environnement | propres


def _veiller(gestionnaire: Gestionnaire, ouverts: services.Services, environnement: dict[str, str], port: int) -> None:
    """Announce the platform once it answers, then watch over the services until the end."""
    annonce = _annonce(environnement, port)
    for _tour in range(int(DELAI_WEB * 5)):
        if _repond(port) or gestionnaire.termine.wait(0.2):
            break
    else:
        gestionnaire.abandonner(f"La plateforme n’a pas répondu en {DELAI_WEB:.0f} secondes.")
    if not gestionnaire.termine.is_set():
        print(annonce, flush=True)
    while not gestionnaire.termine.wait(1):
        try:
            ouverts.verifier()
        except ErreurLancement as erreur:
            gestionnaire.abandonner(str(erreur))


def _annonce(environnement: dict[str, str], port: int) -> str:
    titre = f"\nLa plateforme est prête : http://localhost:{port}  (Ctrl-C pour arrêter)\n"
    if environnement["DEMO"] == "0":
        return titre
    commande = [sys.executable, "manage.py", "comptes_demo"]
    return titre + subprocess.run(commande, cwd=PROJET, env=environnement, stdout=subprocess.PIPE, text=True).stdout


def _repond(port: int) -> bool:
    """Tell whether the web answers, whatever it says."""
    connexion = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connexion.request("GET", "/", headers={"Host": f"localhost:{port}"})
        return connexion.getresponse().status < http.client.INTERNAL_SERVER_ERROR
    except OSError:
        return False
    finally:
        connexion.close()
