"""From a template and plain values to the HTML of a document, for the printer or for the screen."""

from typing import Any

from django.template.loader import render_to_string


def rendre_html(gabarit: str, contexte: dict[str, Any], *, lecture: bool = False) -> str:
    """Compose a document; ``lecture`` asks for its screen twin."""
    return render_to_string(gabarit, {"lecture": lecture} | contexte)
