"""Signing the minutes and their additifs, after a fresh proof of identity."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from comite.access import additif_lisible, proces_verbal_lisible
from comite.actions.signatures import refus_de_signer, signer_additif, signer_pv
from comite.forms_pv import SignatureForm
from comite.queries.signatures import additifs_avec_signatures, pv_avec_signatures, qualites_libres, signataires_de
from comite.regles_pv import code_de_verification
from comite.views.reponses import reussir
from socle.comptes.identification import demander, est_recente, preuve_exigee

METHODES = ["GET", "HEAD", "POST"]


@require_http_methods(METHODES)
def pv_signer(request, programme, pk):
    """Read once more, then sign the minutes."""
    _, seance, caches = proces_verbal_lisible(request.acteur, pk)
    if not hasattr(seance, "proces_verbal"):
        raise Http404
    preuve = preuve_exigee(request.user)
    if not est_recente(request, preuve):
        return demander(preuve, request.path)
    return _signer(request, seance.proces_verbal, seance, signer_pv, {"seance": seance}, preuve, bool(caches))


@require_http_methods(METHODES)
def additif_signer(request, programme, pk, numero):
    """Read once more, then sign an additif."""
    _, additif = additif_lisible(request.acteur, pk, numero)
    preuve = preuve_exigee(request.user)
    if not est_recente(request, preuve):
        return demander(preuve, request.path)
    return _signer(request, additif, additif.pv.seance, signer_additif, {"additif": additif}, preuve)


def _signer(request, document, seance, action, objet: dict, preuve, deporte: bool = False):
    formulaire = SignatureForm(request.POST or None, initial={"empreinte": document.empreinte})
    if request.method == "POST" and formulaire.is_valid():
        empreinte = formulaire.cleaned_data["empreinte"]
        if reussir(request, formulaire, action, **objet, acteur=request.acteur, preuve=preuve, empreinte=empreinte):
            messages.success(request, "Votre signature est enregistrée.")
            return redirect("seance_pv", request.programme.slug, seance.pk)
    lus = additifs_avec_signatures() if "additif" in objet else pv_avec_signatures()
    document, signataires = lus.get(pk=document.pk), signataires_de(seance)
    contexte = {"document": document, "seance": seance, "formulaire": formulaire, "preuve": preuve, "deporte": deporte}
    contexte["code"] = code_de_verification(document.empreinte)
    contexte["refus"] = refus_de_signer(document, signataires, request.acteur)
    contexte["qualites"] = qualites_libres(document, signataires, request.acteur)
    contexte["est_la_derniere"] = len(document.signees) == 1
    return render(request, "comite/pv_signer.html", contexte)
