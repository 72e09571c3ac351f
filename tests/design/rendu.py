"""Render a piece of template in the tests as the loader would."""

from django.template import engines
from django_cotton.compiler_regex import CottonCompiler


def rendre(source: str, **contexte) -> str:
    """Return the HTML of `source`, cotton components included."""
    return engines["django"].from_string(CottonCompiler().process(source)).render(contexte)
