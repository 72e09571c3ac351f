"""Errors met before any view of the API or after it: a program that asks under ``/api/`` reads JSON, a person reads a page."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import defaults

from parcours.api.problemes import INTROUVABLE, TITRES, TYPE_MIME, corps

PREFIXE = "/api/"


def _probleme(request: HttpRequest, statut: int, detail: str, code: str) -> JsonResponse | None:
    if not request.path_info.startswith(PREFIXE):
        return None
    return JsonResponse(corps(statut, detail, code=code), status=statut, content_type=TYPE_MIME)


def demande_fausse(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _probleme(request, 400, f"{TITRES[400]}.", "invalide") or defaults.bad_request(request, exception)


def interdit(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _probleme(request, 403, f"{TITRES[403]}.", "interdit") or defaults.permission_denied(request, exception)


def introuvable(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _probleme(request, 404, INTROUVABLE, "introuvable") or defaults.page_not_found(request, exception)


def panne(request: HttpRequest) -> HttpResponse:
    detail = "Rien n’a été enregistré. Attendez une minute, puis recommencez."
    return _probleme(request, 500, detail, "panne") or defaults.server_error(request)
