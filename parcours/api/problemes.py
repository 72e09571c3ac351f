"""Errors as RFC 9457 problems, in French."""

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response

from socle.lib.refus import AccesInterdit, ActionRefusee

TITRES = {
    400: "La demande est incomplète ou mal écrite",
    401: "Un jeton valable est demandé",
    403: "Vous n’avez pas ce droit",
    404: "Introuvable",
    405: "Cette adresse ne répond pas à ce verbe",
    406: "Seul le format JSON est servi",
    409: "L’état du dossier ne le permet pas",
    413: "La demande est trop lourde",
    415: "Envoyez du JSON",
    429: "Trop de demandes",
    500: "Une panne de notre côté",
}
TYPE_MIME = "application/problem+json"
TROP_LOURD = "Le corps de la demande est trop lourd. Envoyez seulement les champs demandés."
INTROUVABLE = "Rien ne se trouve à cette adresse dans ce programme."


def repondre(exc: Exception, context: dict) -> Response | None:
    """Turn an exception of a view into a problem; None lets a bug be a 500."""
    if isinstance(exc, ActionRefusee):
        return probleme(status.HTTP_409_CONFLICT, exc.refus.phrase, code=exc.refus.code)
    if isinstance(exc, AccesInterdit):
        return probleme(status.HTTP_403_FORBIDDEN, exc.refus.phrase, code=exc.refus.code)
    if isinstance(exc, Http404 | exceptions.NotFound):
        return probleme(status.HTTP_404_NOT_FOUND, INTROUVABLE, code="introuvable")
    if isinstance(exc, PermissionDenied):
        return probleme(status.HTTP_403_FORBIDDEN, TITRES[403] + ".", code="interdit")
    if isinstance(exc, RequestDataTooBig):
        return probleme(status.HTTP_413_REQUEST_ENTITY_TOO_LARGE, TROP_LOURD, code="trop_lourd")
    return _d_api(exc) if isinstance(exc, exceptions.APIException) else None


def _d_api(exc: exceptions.APIException) -> Response:
    if isinstance(exc, exceptions.ValidationError):
        return probleme(exc.status_code, "Corrigez les champs cités dans « erreurs ».", code="invalide", erreurs=exc.detail)
    reponse = probleme(exc.status_code, str(exc.detail), code=getattr(exc.detail, "code", "refus"))
    if isinstance(exc, exceptions.AuthenticationFailed | exceptions.NotAuthenticated):
        reponse.headers["WWW-Authenticate"] = 'Bearer realm="api"'
    return reponse


def probleme(statut: int, detail: str, *, code: str, **plus) -> Response:
    """Return one problem document, from a view of the API."""
    return Response(corps(statut, detail, code=code) | plus, status=statut, content_type=TYPE_MIME)


def corps(statut: int, detail: str, *, code: str) -> dict[str, str | int]:
    """Return the members of one problem document."""
    titre = TITRES.get(statut, "La demande a été refusée")
    return {"type": f"urn:manufactures:{code}", "title": titre, "status": statut, "detail": detail, "code": code}
