"""The credits of a project: balances, movements, transfer, CSV."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accompagnement.access import projet_coordonne, projet_lisible
from accompagnement.actions.credits import doter, transferer
from accompagnement.enums import Figure
from accompagnement.forms import TransfertForm, cle_nouvelle
from accompagnement.forms_plan import DotationForm
from accompagnement.models import Besoin
from accompagnement.permissions import peut_coordonner, peut_reserver, refus_si_suspendu
from accompagnement.queries.credits import credits_du_projet
from accompagnement.queries.enveloppe import controle_du_registre, reste_a_accorder
from accompagnement.queries.pour_projet import rendez_vous_du_projet
from accompagnement.queries.registre import mouvements_de, soldes_du_projet
from accompagnement.queries.transferts import transferts_du_projet
from accompagnement.queries.veille import inutilisees_prevues
from accompagnement.regles import refus_de_plan_fini
from accompagnement.views.exports import mouvements_csv
from accompagnement.views.registre import mouvements_a_exporter
from socle.lib.francais import demi_journees as en_demi_journees
from socle.lib.refus import ActionRefusee

DERNIERS = 10


@require_safe
def credits_projet(request, programme, slug):
    """Screen 07: what is granted, used, held, left, and the last movements; each figure opens those behind it."""
    projet = projet_lisible(request.acteur, slug)
    mouvements = Paginator(mouvements_de(projet), DERNIERS)
    credits = credits_du_projet(projet)
    soldes = soldes_du_projet(projet, credits)
    fini = refus_de_plan_fini(projet.plan_accompagnement.date_fin, timezone.localdate())
    contexte = {
        "projet": projet,
        "plan": projet.plan_accompagnement,
        "credits": credits,
        "soldes": [s for figure, s in soldes.items() if figure != Figure.EXPIREES],
        "expirees": soldes[Figure.EXPIREES],
        "rendez_vous": rendez_vous_du_projet(projet, timezone.now()),
        "transferts": list(transferts_du_projet(projet)),
        "page": mouvements.page(1),
        "controle": controle_du_registre(projet=projet),
        "maintenant": timezone.now(),
        "refus_de_reserver": peut_reserver(projet.fonction, projet.etat) or fini,
        "fini": fini,
        "prevues": inutilisees_prevues(projet.plan_accompagnement, credits.total.usage, timezone.localdate()),
        "suspendu": refus_si_suspendu(projet.etat),
        "coordonne": peut_coordonner(request.acteur) is None,
    }
    return render(request, "accompagnement/credits.html", contexte)


@require_safe
def credits_exporter(request, programme, slug):
    """The movements of a project as CSV, with the filters of their list."""
    projet = projet_lisible(request.acteur, slug)
    return mouvements_csv(projet.slug, mouvements_a_exporter(request, projet))


@require_http_methods(["GET", "POST"])
def credits_transferer(request, programme, slug):
    """The coordination moves half-days from a need to another."""
    projet = projet_coordonne(request.acteur, slug)
    formulaire = TransfertForm(request.POST or None, initial={"cle": cle_nouvelle(), "de": request.GET.get("de")})
    if request.method == "POST" and formulaire.is_valid():
        try:
            mouvement = transferer(projet=projet, acteur=request.acteur, **_sans_uuid(formulaire.cleaned_data))
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, f"Transfert inscrit au registre : {en_demi_journees(mouvement.quantite)}.")
            return redirect("credits_projet", programme, projet.slug)
    contexte = {"projet": projet, "formulaire": formulaire, "credits": credits_du_projet(projet)}
    return render(request, "accompagnement/transfert.html", contexte)


@require_http_methods(["GET", "POST"])
def credits_doter(request, programme, slug):
    """The coordination grants more half-days, on the ground of a decision."""
    projet = projet_coordonne(request.acteur, slug)
    formulaire = DotationForm(request.POST or None, besoins=Besoin.objects.all(), initial={"cle": cle_nouvelle()})
    if request.method == "POST" and formulaire.is_valid():
        try:
            lignes = doter(projet=projet, acteur=request.acteur, **formulaire.lu)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, f"Dotation inscrite au registre : {en_demi_journees(sum(m.quantite for m in lignes))}.")
            return redirect("credits_projet", programme, projet.slug)
    contexte = {"projet": projet, "formulaire": formulaire, "credits": credits_du_projet(projet), "reste": reste_a_accorder()}
    return render(request, "accompagnement/dotation.html", contexte)


def _sans_uuid(donnees: dict) -> dict:
    return donnees | {"cle": str(donnees["cle"])}
