"""Checks of ``check --database default``: the installation refuses to run behind a wall that is not there."""

from django.core.checks import Error, Tags, Warning, register
from django.db import connections

from socle.comptes import securite


@register(Tags.database)
def role_sans_privilege(databases=None, **_):
    """The runtime role must be neither SUPERUSER nor BYPASSRLS, else the row-level policies do not bind it."""
    problemes = []
    for alias in databases or []:
        with connections[alias].cursor() as curseur:
            curseur.execute("SELECT current_user")
            if securite.contourne_les_murs(curseur, curseur.fetchone()[0]):
                problemes.append(Error("The runtime role bypasses row-level security.", id="comptes.E001"))
            if not securite.recherche_indexable(curseur):
                problemes.append(Warning("Searches cannot use their index under row-level security.", id="comptes.W001"))
    return problemes
