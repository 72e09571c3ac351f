"""The public page that tells whether a document is ours and unchanged, and nothing of what it says."""

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from comite.forms_pv import CodeForm, FichierForm
from comite.queries.verification import est_le_fichier, verifier

METHODES = ["GET", "HEAD", "POST"]
DEBIT = {"app": "comite", "action": "verifier", "config": {"verifier": "60/m/ip"}, "limit_get": True}


@require_http_methods(METHODES)
@login_not_required
def document_verifier(request, programme):
    """Type the code printed at the foot of a document."""
    formulaire = CodeForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        return redirect("verification_detail", programme, formulaire.cleaned_data["code"].strip().replace("/", ""))
    return render(request, "comite/verifier.html", {"formulaire": formulaire})


@require_http_methods(METHODES)
@login_not_required
def verification_detail(request, programme, code):
    """What the code names; a PDF handed in is compared byte for byte and forgotten."""
    if (trop := ratelimit.consume_or_429(request, **DEBIT)) is not None:
        return trop
    verification = verifier(code)
    if verification is None:
        contexte = {"formulaire": CodeForm(initial={"code": code}), "inconnu": True}
        return render(request, "comite/verifier.html", contexte, status=404)
    formulaire = FichierForm(request.POST or None, request.FILES or None)
    contexte = {"verification": verification, "formulaire": formulaire}
    if request.method == "POST" and formulaire.is_valid():
        contexte["compare"] = True
        contexte["identique"] = est_le_fichier(verification, formulaire.cleaned_data["fichier"].chunks())
    return render(request, "comite/verification.html", contexte)
