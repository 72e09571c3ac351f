"""One transaction per request, the programme of the URL, and the person who acts."""

import re

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Cast
from django.http import Http404
from django.shortcuts import redirect, render

from socle.comptes.acteur import acteur_de
from socle.comptes.enums import ROLES_SOUS_MFA
from socle.comptes.models import Programme
from socle.comptes.portee import contexte_python
from socle.lib.refus import ActionRefusee

CHEMIN = re.compile(r"^/(?:api/v1/)?p/(?P<slug>[-\w]+)/", re.ASCII)  # as wide as the slug of the routes
LECTURE = frozenset({"GET", "HEAD", "OPTIONS"})
CODES_DE_SECOURS = re.compile(r"^/compte/2fa/recovery-codes/(download/)?$")  # allauth dates there their first reading


def entetes(get_response):
    """Headers that Django does not send by itself; pages of a signed-in person are not kept by caches."""

    def middleware(request):
        reponse = get_response(request)
        reponse.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        reponse.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            reponse.headers.setdefault("Cache-Control", "no-store")
        return reponse

    return middleware


def _reglage(nom: str, valeur) -> Func:
    return Func(Value(nom), Cast(valeur, TextField()), Value(True), function="set_config", output_field=TextField())


def _ouvrir(slug: str, utilisateur_pk: int | None, lecture: bool) -> Programme:
    """Read the programme and set the transaction up in the same statement."""
    programme = (
        Programme.objects.select_related("operateur")
        .annotate(
            _programme=_reglage("app.programme", F("pk")),
            _utilisateur=_reglage("app.utilisateur", Value(str(utilisateur_pk or ""))),
            _lecture=_reglage("transaction_read_only", Value("on" if lecture else "off")),
        )
        .filter(slug=slug)
        .first()
    )
    if programme is None:
        raise Http404
    return programme


def _regler(utilisateur_pk: int | None, lecture: bool) -> None:
    """Set the transaction of a platform page up: no programme is open there."""
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT set_config('app.utilisateur', %s, true), set_config('transaction_read_only', %s, true)",
            [str(utilisateur_pk or ""), "on" if lecture else "off"],
        )


def est_publique(vue) -> bool:
    """Tell whether a view is open to people who are not signed in (``login_not_required``)."""
    return not getattr(vue, "login_required", True)


class TransactionEtProgramme:
    """Open the transaction (read-only for GET) and the scope of ``/p/<programme>/``; a refused write leaves nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.programme = request.acteur = None
        trouve = CHEMIN.match(request.path_info)
        lecture = request.method in LECTURE and not CODES_DE_SECOURS.match(request.path_info)
        utilisateur = request.user if request.user.is_authenticated else None
        with transaction.atomic():
            if trouve:
                request.programme = _ouvrir(trouve["slug"], utilisateur and utilisateur.pk, lecture)
            else:
                _regler(utilisateur and utilisateur.pk, lecture)
            with contexte_python(request.programme):
                return self._repondre(request, utilisateur)

    def _repondre(self, request, utilisateur):
        if request.programme and utilisateur:
            request.acteur = acteur_de(utilisateur)
        reponse = self.get_response(request)
        if reponse.status_code >= 400 and not connection.needs_rollback:
            transaction.set_rollback(True)
        return reponse

    def process_view(self, request, vue, args, kwargs):
        if est_publique(vue):
            return None
        if request.programme and not (request.acteur and request.acteur.roles):
            raise Http404
        return self._exiger_mfa(request)

    def process_exception(self, request, exception):
        """Say why an action was refused, when its view had no better place for the sentence."""
        if isinstance(exception, ActionRefusee):
            return render(request, "409.html", {"refus": exception.refus}, status=409)
        return None

    def _exiger_mfa(self, request):
        """Coordination, committee and platform staff sign in with a second factor."""
        if request.path_info.startswith("/compte/"):
            request.session.pop("mfa_enrole", None)  # the factor may be taken off there: look again on leaving
            return None
        concerne = request.user.is_staff or (request.acteur and request.acteur.a(*ROLES_SOUS_MFA))
        if not settings.MFA_EXIGEE or not concerne:
            return None
        if not request.session.get("mfa_enrole") and not is_mfa_enabled(request.user):
            return redirect("mfa_index")
        request.session["mfa_enrole"] = True
        return None
