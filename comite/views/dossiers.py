"""The frozen file; the decisions."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comite.access import decisions_lisibles, dossier_lisible, place_de
from comite.queries.aides import cumuls_de_minimis
from comite.queries.proces_verbal import code_de_verification
from socle.comptes import reglement


def _rendre(request, place, dossier):
    contexte = {"place": place, "dossier": dossier, "point": dossier.point}
    contexte["code"] = code_de_verification(dossier.empreinte)
    contexte["lignes"] = {ligne.code: ligne.libelle for ligne in reglement.valeur("manufactures.lignes_subvention")}
    montants = dossier.contenu.get("montants_demandes", {})
    contexte["montants"] = [(contexte["lignes"].get(code, code), montant) for code, montant in montants.items()]
    contexte["de_minimis"] = cumuls_de_minimis([dossier.point], place.membre).get(dossier.point_id)
    return render(request, "comite/dossier_detail.html", contexte)


@require_safe
def dossier_detail(request, programme, pk):
    """The file as it was frozen."""
    place, dossier = dossier_lisible(request.acteur, pk)
    return _rendre(request, place, dossier)


@require_safe
def decision_liste(request, programme):
    """The decisions a person may read, the latest first."""
    place = place_de(request.acteur)
    decisions = decisions_lisibles(place).select_related("point__projet", "point__seance", "ajournement").order_by("-prise_at")
    page = Paginator(decisions, 25).get_page(request.GET.get("page"))
    return render(request, "comite/decision_liste.html", {"place": place, "page": page})
