"""What is added to signed minutes."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comite.access import additif_lisible, pv_redige
from comite.actions.additifs import abandonner_additif, rediger_additif, refus_d_abandonner
from comite.enums import EtatPV
from comite.forms_pv import AdditifForm
from comite.pdf import CODE_ADDITIF
from comite.queries.signatures import additifs_avec_signatures, qualites_libres, signataires_de
from comite.regles_pv import code_de_verification
from comite.views.reponses import executer, reussir
from socle.documents.actions import demander_edition
from socle.documents.liens import lien_signe
from socle.lib.refus import autoriser


@require_http_methods(["GET", "HEAD", "POST"])
def additif_rediger(request, programme, pk):
    """Write an additif."""
    seance, pv, _ = pv_redige(request.acteur, pk)
    formulaire = AdditifForm(request.POST or None)
    if (
        request.method == "POST"
        and formulaire.is_valid()
        and reussir(request, formulaire, rediger_additif, seance=seance, acteur=request.acteur, **formulaire.cleaned_data)
    ):
        return redirect("seance_pv", programme, pk)
    return render(request, "comite/additif_rediger.html", {"seance": seance, "pv": pv, "formulaire": formulaire})


@require_safe
def additif_detail(request, programme, pk, numero):
    """An additif on screen, with its signatures."""
    place, additif = additif_lisible(request.acteur, pk, numero)
    contexte = {"place": place, "seance": additif.pv.seance, "additif": additif, "code": code_de_verification(additif.empreinte)}
    contexte["signatures"] = list(additif.signatures.order_by("signe_at", "pk"))
    lu = additifs_avec_signatures().get(pk=additif.pk)
    contexte["a_signer"] = additif.etat == EtatPV.A_SIGNER and qualites_libres(lu, signataires_de(additif.pv.seance), request.acteur)
    return render(request, "comite/additif_detail.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def additif_abandonner(request, programme, pk, numero):
    """Ask for a confirmation, then take back an additif that nobody has signed."""
    seance, _, _ = pv_redige(request.acteur, pk)
    _, additif = additif_lisible(request.acteur, pk, numero)
    if request.method == "POST":
        retour = ("seance_pv", programme, seance.pk)
        return executer(request, "L’additif est abandonné.", retour, abandonner_additif, additif=additif, acteur=request.acteur)
    autoriser(refus_d_abandonner(additif))
    return render(request, "comite/additif_abandonner.html", {"seance": seance, "additif": additif})


@require_POST
def additif_editer(request, programme, pk, numero):
    """Open the PDF of a signed additif, or ask for that of a draft."""
    _, additif = additif_lisible(request.acteur, pk, numero)
    if additif.version_id:
        return redirect(lien_signe(additif.version, request.user.pk))
    edition = demander_edition(code=CODE_ADDITIF, objet_id=additif.pk, acteur=request.acteur, titre=additif.contenu["titre"])
    return redirect("edition_detail", programme, edition.pk)
