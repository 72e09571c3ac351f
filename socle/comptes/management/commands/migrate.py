"""``migrate`` as the owner of the tables, followed by rights, policies and triggers."""

from contextlib import contextmanager

from django.conf import settings
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections, transaction

from socle.comptes import securite


@contextmanager
def connexion_du_proprietaire(alias: str):
    """Make a connection alias talk as the owner for the time of a block."""
    connexion = connections[alias]
    connexion.close()
    avant = connexion.settings_dict.copy()
    connexion.settings_dict.update({c: settings.BASE_PROPRIETAIRE[c] for c in ("USER", "PASSWORD", "OPTIONS")})
    try:
        yield connexion
    finally:
        connexion.close()
        connexion.settings_dict.update(avant)


class Command(Migrate):
    help = "Migrates as the owner, then puts rights, row-level policies and append-only triggers in place."

    def check(self, *args, databases=None, **kwargs):
        """Leave out the checks of the database: they are about the runtime role, and migrate is the owner."""
        super().check(*args, databases=None, **kwargs)

    def handle(self, *args, **options):
        migre = not options["plan"] and not options["check_unapplied"]
        with connexion_du_proprietaire(options["database"]) as connexion:
            with connexion.cursor() as curseur:
                securite.creer_role(curseur, settings.ROLE_APPLICATION)
                self._marquer_la_recherche(curseur)
                if migre:
                    securite.lever(curseur)
            super().handle(*args, **options)
            if migre:
                # In one transaction: no request ever finds a table without its policy.
                with transaction.atomic(using=options["database"]), connexion.cursor() as curseur:
                    securite.poser(curseur, settings.ROLE_APPLICATION)

    def _marquer_la_recherche(self, curseur) -> None:
        curseur.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if curseur.fetchone()[0]:
            for fonction in securite.FONCTIONS_DE_RECHERCHE:
                curseur.execute(f"ALTER FUNCTION {fonction} LEAKPROOF")
