"""Reading the body of a request: JSON, refused with a sentence when it is not (its size is bounded by Django)."""

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

ILLISIBLE = "Le corps de la demande n’est pas du JSON. Envoyez un objet, par exemple {\"choix\": \"attribuer\"}."


class JsonLisible(JSONParser):
    """Read JSON; malformed, or nested without end, it is told so in French."""

    def parse(self, stream, media_type=None, parser_context=None):
        try:
            return super().parse(stream, media_type, parser_context)
        except (ParseError, RecursionError) as erreur:
            raise ParseError(ILLISIBLE, code="json_illisible") from erreur
