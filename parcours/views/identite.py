"""How a programme presents itself: its page for the coordination, its logo for everybody."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from parcours.access import exiger_coordination, logo_public
from parcours.actions.identite import changer_identite
from parcours.formulaire_identite import IdentiteForm
from parcours.regles_identite import type_du_logo
from socle.lib.refus import ActionRefusee


@require_http_methods(["GET", "HEAD", "POST"])
def programme_identite(request, programme):
    """Change the name, the tagline, the logo and the colours of the programme."""
    exiger_coordination(request.acteur)
    initiales = IdentiteForm.initiales(request.programme)
    formulaire = IdentiteForm(request.POST or None, request.FILES or None, initial=initiales, programme=request.programme)
    if request.method == "POST" and formulaire.is_valid():
        try:
            changer_identite(**formulaire.valeurs, acteur=request.acteur)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            messages.success(request, "L’identité du programme est enregistrée.")
            return redirect("programme_identite", programme)
    return render(request, "parcours/identite.html", {"formulaire": formulaire})


@require_safe
@login_not_required
def programme_logo(request, programme):
    """The logo of the programme; only what its own bytes say is an image is served."""
    contenu = logo_public(request.programme)
    type_mime = type_du_logo(contenu)
    if type_mime is None:
        raise Http404
    entetes = {"Cache-Control": "max-age=300", "X-Content-Type-Options": "nosniff", "Content-Disposition": "inline"}
    return HttpResponse(contenu, content_type=type_mime, headers=entetes)
