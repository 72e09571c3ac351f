"""Downloading a file, and following a document in preparation."""

from django.contrib import messages
from django.core.files.storage import FileSystemStorage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from socle.documents import registre
from socle.documents.access import obtenir_edition, obtenir_version
from socle.documents.actions import relancer_edition
from socle.documents.composition import rendre_html
from socle.documents.liens import lien_signe
from socle.documents.models import VersionDocument
from socle.lib.refus import ActionRefusee

DUREE_S3 = 60  # seconds


@require_GET
def fichier_telecharger(request, programme, jeton):
    """Hand over the file of a signed link, always as an attachment."""
    version = obtenir_version(jeton, request.acteur)
    if isinstance(version.fichier.storage, FileSystemStorage):
        return _servir(version)
    return redirect(_lien_du_seau(version))


def _servir(version: VersionDocument) -> FileResponse:
    try:
        fichier = version.ouvrir()
    except FileNotFoundError:
        raise Http404 from None
    reponse = FileResponse(fichier, as_attachment=True, filename=version.nom, content_type=version.type_mime)
    reponse["X-Content-Type-Options"] = "nosniff"
    return reponse


def _lien_du_seau(version: VersionDocument) -> str:
    entetes = {
        "ResponseContentDisposition": content_disposition_header(True, version.nom),
        "ResponseContentType": version.type_mime,
    }
    return version.fichier.storage.url(version.fichier.name, parameters=entetes, expire=DUREE_S3)


@require_GET
def edition_detail(request, programme, pk):
    """Follow a document in preparation; the page can be left and found again."""
    return render(request, "documents/edition.html", {"edition": obtenir_edition(pk, request.acteur)})


@require_GET
def edition_etat(request, programme, pk):
    """Answer the page that asks every second; nothing (204) while nothing has moved."""
    edition = obtenir_edition(pk, request.acteur)
    if edition.ouverte and not edition.bloquee and request.GET.get("vu") == edition.repere:
        return HttpResponse(status=204)
    return render(request, "documents/_edition_etat.html", {"edition": edition})


@require_GET
def edition_fichier(request, programme, pk):
    """Open the PDF of a ready edition by a signed link."""
    edition = obtenir_edition(pk, request.acteur)
    if edition.version is None:
        raise Http404
    return redirect(lien_signe(edition.version, request.user.pk))


@require_GET
def edition_lecture(request, programme, pk):
    """Show the HTML twin of a document: same template, same data."""
    edition = obtenir_edition(pk, request.acteur)
    modele = registre.modele(edition.code)
    contexte = {"programme": request.programme, "edition": edition} | modele.lire(edition.objet_id)
    return HttpResponse(rendre_html(modele.gabarit, contexte, lecture=True))


@require_POST
def edition_relancer(request, programme, pk):
    """Start a failed or stuck edition again."""
    edition = obtenir_edition(pk, request.acteur)
    try:
        relancer_edition(edition_id=edition.pk, acteur=request.acteur)
    except ActionRefusee as refus:
        messages.error(request, str(refus))
    return redirect("edition_detail", programme, pk)
