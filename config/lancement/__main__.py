"""``python -m config.lancement``: see ``make help``."""

import argparse
import os
import sys
from pathlib import Path

from config.lancement import services
from config.lancement.dossiers import PROJET
from config.lancement.erreurs import ErreurLancement


def main() -> int:
    """Run one command and return its exit code; a reason not to start is told in one sentence."""
    demande = _lire_arguments()
    services.interrompre_sur_sigterm()
    try:
        return demande.faire(demande) or 0
    except ErreurLancement as erreur:
        print(erreur, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def _lire_arguments() -> argparse.Namespace:
    analyseur = argparse.ArgumentParser(prog="python -m config.lancement")
    commandes = analyseur.add_subparsers(required=True)
    tenir = commandes.add_parser("services", help="start PostgreSQL and Valkey and stay in the foreground")
    tenir.set_defaults(faire=_services)
    for commande in (tenir,):
        commande.add_argument("--data-dir", type=Path, default=Path(os.environ.get("DATA_DIR") or PROJET / "var"))
        commande.add_argument("--postgres-bin", type=Path, default=None)
    return analyseur.parse_args()


def _services(demande: argparse.Namespace) -> None:
    services.tenir_ouverts(demande.data_dir.absolute(), port=8000, bindir=demande.postgres_bin)


if __name__ == "__main__":
    sys.exit(main())
