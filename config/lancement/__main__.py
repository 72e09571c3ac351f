"""``python -m config.lancement``: see ``make help``."""

import argparse
import os
import sys
from pathlib import Path

from config.lancement import demarrage, essais, processus, provision, services
from config.lancement.dossiers import PROJET
from config.lancement.erreurs import ErreurLancement, raison

PORT_MAX = 65535


def main() -> int:
    """Run one command and return its exit code; a reason not to start is told in one sentence."""
    demande, suite = _analyseur().parse_known_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each process would compile all of our code again: a second more
    services.interrompre_sur_signal()
    try:
        return demande.faire(demande, suite) or 0
    except ErreurLancement as erreur:
        print(erreur, file=sys.stderr)
        return 1
    except OSError as erreur:
        print(f"Le système a refusé {erreur.filename or 'une opération'} : {raison(erreur)}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0 if demande.faire is not _test else 130


def _analyseur() -> argparse.ArgumentParser:
    analyseur = argparse.ArgumentParser(prog="python -m config.lancement", allow_abbrev=False)
    commandes = analyseur.add_subparsers(required=True, metavar="command")
    aides = {
        "run": (_run, "start the whole platform"),
        "services": (_services, "start PostgreSQL and Valkey only, and print how to reach them"),
        "test": (_test, "run pytest with services of its own; unknown arguments go to pytest"),
        "provision": (_provision, "prepare the roles and the database of an outside PostgreSQL (POSTGRES_URL)"),
    } | {nom: (_processus, f"become the {nom} process (containers)") for nom in processus.NOMS}
    for nom, (faire, aide) in aides.items():
        commande = commandes.add_parser(nom, help=aide, allow_abbrev=False)
        commande.set_defaults(faire=faire, nom=nom)
        commande.add_argument("--data-dir", type=Path, default=None)
        commande.add_argument("--postgres-bin", type=Path, default=None)
    return analyseur


def _racine(demande: argparse.Namespace, defaut: str) -> Path:
    return (demande.data_dir or Path(os.environ.get("DATA_DIR") or PROJET / defaut)).absolute()


def _run(demande: argparse.Namespace, _suite: list[str]) -> int:
    return demarrage.lancer(_racine(demande, "var"), port=port_demande(), demo=demo_demandee())


def _services(demande: argparse.Namespace, _suite: list[str]) -> None:
    services.tenir_ouverts(_racine(demande, "var"), port=port_demande(), bindir=demande.postgres_bin)


def _test(demande: argparse.Namespace, suite: list[str]) -> int:
    racine = (demande.data_dir or PROJET / "var" / "test").absolute()
    return essais.essayer(racine, arguments=suite, bindir=demande.postgres_bin)


def _processus(demande: argparse.Namespace, _suite: list[str]) -> None:
    processus.remplacer_par(demande.nom, data_dir=_racine(demande, "var"), port=port_demande())


def _provision(_demande: argparse.Namespace, _suite: list[str]) -> None:
    provision.preparer_serveur_externe()


def port_demande() -> int:
    """Return PORT (8000 by default), or raise ErreurLancement."""
    valeur = os.environ.get("PORT") or "8000"
    if not valeur.isascii() or not valeur.isdigit() or not 0 < int(valeur) <= PORT_MAX:
        raise ErreurLancement(f"PORT doit être un nombre entre 1 et {PORT_MAX}, et non « {valeur} ».")
    return int(valeur)


def demo_demandee() -> bool:
    """Return whether the demonstration is wanted (it is unless DEMO=0), or raise ErreurLancement."""
    valeur = os.environ.get("DEMO") or "1"
    if valeur not in {"0", "1"}:
        raise ErreurLancement(f"DEMO doit valoir 0 ou 1, et non « {valeur} ».")
    return valeur == "1"


if __name__ == "__main__":
    sys.exit(main())
