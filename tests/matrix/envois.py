"""The routes that take a POST, as their views say."""

import inspect

from django.urls import get_resolver
from django.urls.resolvers import URLPattern


def routes_d_envoi() -> set[str]:
    """Return the names of our routes that take a POST (the pages of the account are allauth's)."""
    return {motif.name for debut, motif in _parcourir(get_resolver().url_patterns, "") if not debut.startswith("compte/") and _accepte(motif)}


def _parcourir(motifs, debut: str):
    for motif in motifs:
        if isinstance(motif, URLPattern):
            yield debut, motif
        else:
            yield from _parcourir(motif.url_patterns, debut + str(motif.pattern))


def _accepte(motif: URLPattern) -> bool:
    """A class says it by its method; a function by the decorator that names its methods. One without may take a POST."""
    if classe := getattr(motif.callback, "cls", None) or getattr(motif.callback, "view_class", None):
        return hasattr(classe, "post")
    return "POST" in _verbes(motif.callback)


def _verbes(vue) -> tuple[str, ...] | list[str]:
    while vue is not None:
        libres = inspect.getclosurevars(vue).nonlocals
        if "request_method_list" in libres:
            return libres["request_method_list"]
        vue = getattr(vue, "__wrapped__", None)
    return ("POST",)
