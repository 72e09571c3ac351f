"""``Idempotency-Key`` on the POST of a view of the API (draft-ietf-httpapi-idempotency-key-header)."""

import hashlib

from django.http import HttpResponse
from rest_framework.exceptions import APIException, ValidationError

from socle.comptes.actions.idempotence import garder_reponse, reprendre_demande
from socle.comptes.models import DemandeRejouable

EN_TETE = "Idempotency-Key"
CLE_MAX = 255
CLE_FAUSSE = f"La clé d’idempotence compte de 1 à {CLE_MAX} caractères lisibles : envoyez par exemple un UUID."


class _DejaRepondue(APIException):
    """Leaves a view before it acts: the answer is known."""


class Rejouable:
    """A view whose POST, sent again under the same key, does nothing more and answers the same bytes."""

    demande: DemandeRejouable | None = None

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if request.method == "POST" and (cle := request.headers.get(EN_TETE)) is not None:
            if not (0 < len(cle) <= CLE_MAX and cle.isprintable()):
                raise ValidationError({EN_TETE: [CLE_FAUSSE]})
            demande = reprendre_demande(utilisateur=request.user, cle=cle, empreinte=_empreinte(request))
            self.demande = demande
            if demande.statut is not None:
                raise _DejaRepondue

    def handle_exception(self, exc):
        if isinstance(exc, _DejaRepondue):
            entetes = {"Idempotency-Replayed": "true"}
            return HttpResponse(self.demande.corps, status=self.demande.statut, content_type="application/json", headers=entetes)
        return super().handle_exception(exc)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        if self.demande is not None and self.demande.statut is None and response.status_code < 300:
            garder_reponse(demande=self.demande, statut=response.status_code, corps=response.rendered_content.decode())
        return response


def _empreinte(request) -> str:
    """Hash what was asked: the verb, the address, the body as it came."""
    demande = request._request
    return hashlib.sha256(b"\0".join((demande.method.encode(), demande.get_full_path().encode(), demande.body))).hexdigest()
