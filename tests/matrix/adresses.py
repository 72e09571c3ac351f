"""The real resolver, flattened, and the addresses of the matrix filled in."""

import re

from django.urls import get_resolver

from tests.matrix.routes import Route

PROGRAMME = "p/<slug:programme>"


def adresses() -> list[str]:
    """Return every route of ours as the table writes it (the pages of the account are allauth's)."""
    return [a.replace(PROGRAMME, "P") for a in toutes_les_adresses() if not a.startswith("/compte/")]


def toutes_les_adresses() -> list[str]:
    """Return every route of the resolver."""
    return _parcourir(get_resolver().url_patterns, "/")


def _parcourir(motifs, debut: str) -> list[str]:
    trouvees = []
    for motif in motifs:
        ici = debut + str(motif.pattern)
        trouvees += _parcourir(motif.url_patterns, ici) if hasattr(motif, "url_patterns") else [ici]
    return trouvees


def remplir(route: Route, arguments: dict, programme: str = "manufactures") -> str:
    """Return the address of a route for an object, in a programme."""
    return re.sub(r"<\w+:(\w+)>", lambda trou: str(arguments[trou[1]]), route.adresse).replace("/P/", f"/p/{programme}/", 1)
