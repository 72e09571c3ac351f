"""The outbox, the reminders to come, and the mails of the demonstration."""

from pathlib import Path
from urllib.parse import urlencode

from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_GET, require_POST

from socle.comptes import reglement
from socle.courriers.access import autoriser_relances, obtenir_boite, obtenir_courrier
from socle.courriers.actions import publier, reessayer
from socle.courriers.demonstration import derniers_courriels
from socle.courriers.enums import EtatCourrier
from socle.courriers.queries import previsions
from socle.courriers.registre import phases
from socle.lib.refus import ActionRefusee

PAR_PAGE = 50
JOURS_PREVUS = 14
COURRIELS_MONTRES = 30


@require_GET
def courrier_liste(request, programme):
    """List the mails of the programme, by state."""
    etat = request.GET.get("etat", "")
    courriers = obtenir_boite(request.acteur)
    if etat in EtatCourrier.values:
        courriers = courriers.filter(etat=etat)
    contexte = {
        "page": Paginator(courriers, PAR_PAGE).get_page(request.GET.get("page")),
        "onglets": _onglets(etat),
        "parametres": urlencode({"etat": etat}) + "&" if etat else "",
    }
    return render(request, "courriers/liste.html", contexte)


def _onglets(choisi: str) -> list[dict]:
    etats = [{"libelle": e.label, "url": f"?etat={e.value}", "actif": e.value == choisi} for e in EtatCourrier]
    return [{"libelle": "Tous", "url": "?", "actif": choisi not in EtatCourrier.values}, *etats]


@require_GET
def courrier_detail(request, programme, pk):
    """Show one mail as its reader gets it."""
    courrier = obtenir_courrier(pk, request.acteur)
    return render(request, "courriers/detail.html", {"courrier": courrier, "pieces": courrier.pieces.defer("contenu")})


@require_POST
def courrier_publier(request, programme, pk):
    """Let a mail go that was held back."""
    courrier = obtenir_courrier(pk, request.acteur)
    if publier(courriers=[courrier], acteur=request.acteur):
        messages.success(request, "Le courriel va partir.")
    else:
        messages.info(request, "Ce courriel n’était plus retenu.")
    return redirect("courrier_detail", programme, pk)


@require_POST
def courrier_reessayer(request, programme, pk):
    """Send again a mail that failed."""
    courrier = obtenir_courrier(pk, request.acteur)
    try:
        reessayer(courrier_id=courrier.pk, acteur=request.acteur)
        messages.success(request, "Le courriel va partir à nouveau.")
    except ActionRefusee as refus:
        messages.error(request, str(refus))
    return redirect("courrier_detail", programme, pk)


def _nom(phase: str) -> str:
    """Name a phase by the app that is its own."""
    return capfirst(apps.get_app_config(phase).verbose_name) if apps.is_installed(phase) else phase


@require_GET
def relance_liste(request, programme):
    """Show what would leave in the next 14 days, a phase at a time: each reads its own tables."""
    autoriser_relances(request.acteur)
    demandee, toutes = request.GET.get("phase", ""), phases()
    phase = demandee if demandee in toutes else next(iter(toutes), "")
    contexte = {
        "jours": JOURS_PREVUS,
        "actives": reglement.valeur("courriers.relances_actives"),
        "previsions": previsions(timezone.localdate(), JOURS_PREVUS, phase),
        "onglets": [{"libelle": _nom(p), "url": f"?phase={p}", "actif": p == phase} for p in toutes],
    }
    return render(request, "courriers/relances.html", contexte)


@login_not_required
@require_GET
def demo_courriels(request):
    """Show the last mails of a demonstration; anywhere else this page does not exist."""
    if not settings.DEMO:
        raise Http404
    courriels = derniers_courriels(Path(settings.EMAIL_FILE_PATH), COURRIELS_MONTRES)
    return render(request, "courriers/demonstration.html", {"messages_envoyes": courriels})
