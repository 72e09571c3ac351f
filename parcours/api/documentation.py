"""What the OpenAPI document says of every operation of a programme, written once: its address and its problems."""

from typing import Any

from parcours.api.problemes import TITRES, TYPE_MIME

VERBES = frozenset({"get", "post", "put", "patch", "delete"})
LECTURE, ECRITURE = (401, 403, 404), (400, 401, 403, 404, 409, 413, 415)
DU_PROGRAMME = "{programme}"


def documenter(result: dict[str, Any], generator, request, public: bool) -> dict[str, Any]:
    """Add the problems that any operation of a programme may answer; a view may describe its own in better words."""
    for adresse, verbes in result["paths"].items():
        for verbe, operation in verbes.items():
            if DU_PROGRAMME in adresse and verbe in VERBES:
                _documenter(operation, LECTURE if verbe == "get" else ECRITURE)
    for schema in result["components"]["schemas"].values():
        schema.pop("description", None)  # the docstrings are for those who read the code
    return result


def _documenter(operation: dict[str, Any], statuts: tuple[int, ...]) -> None:
    for statut in statuts:
        reponse = operation["responses"].setdefault(str(statut), {})
        reponse["description"] = reponse.get("description") or TITRES[statut]
        reponse["content"] = {TYPE_MIME: {"schema": {"$ref": "#/components/schemas/Probleme"}}}
    for parametre in operation.get("parameters", []):
        if parametre["name"] == "programme":
            parametre["description"] = "Adresse du programme"
