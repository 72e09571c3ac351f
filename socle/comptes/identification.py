"""A fresh proof of who is there, asked for just before an act that binds: by password, or by the second factor of who has one.

The pages that take the proof are allauth's; it keeps in the session how and when a person identified herself.
"""

import time
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse

from socle.comptes.enums import Preuve

METHODES = {Preuve.MOT_DE_PASSE: "password", Preuve.SECOND_FACTEUR: "mfa"}
PAGES = {Preuve.MOT_DE_PASSE: "account_reauthenticate", Preuve.SECOND_FACTEUR: "mfa_reauthenticate"}


def preuve_exigee(utilisateur) -> Preuve:
    """Return what a person must give: her second factor when she has one. One query."""
    return Preuve.SECOND_FACTEUR if is_mfa_enabled(utilisateur) else Preuve.MOT_DE_PASSE


def est_recente(request, preuve: Preuve) -> bool:
    """Tell whether this proof was given again less than ``ACCOUNT_REAUTHENTICATION_TIMEOUT`` seconds ago."""
    depuis = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    preuves = get_authentication_records(request, request.user)
    return any(p.get("reauthenticated") and p["method"] == METHODES[preuve] and p["at"] > depuis for p in preuves)


def demander(preuve: Preuve, suite: str) -> HttpResponseRedirect:
    """Send the person to the page that takes the proof, then back to ``suite``."""
    return HttpResponseRedirect(f"{reverse(PAGES[preuve])}?{urlencode({'next': suite})}")
