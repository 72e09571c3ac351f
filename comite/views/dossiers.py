"""The frozen file and its marks; the decisions."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from comite.access import decisions_lisibles, dossier_a_noter, dossier_lisible, place_de
from comite.actions.dossiers import noter_dossier
from comite.forms import NotationForm
from comite.models import Note
from comite.queries.depouillements import criteres_de
from comite.queries.proces_verbal import code_de_verification
from comite.views.reponses import reussir
from socle.comptes import reglement


def _formulaire(place, dossier, donnees=None) -> NotationForm | None:
    if place.membre is None or not place.membre.voix:
        return None
    notes = Note.objects.filter(dossier=dossier, membre=place.membre).values_list("critere__code", "valeur", "commentaire")
    depart = {f"note_{code}": valeur for code, valeur, _ in notes} | {f"texte_{code}": texte for code, _, texte in notes}
    criteres = criteres_de(dossier.point.seance.type)
    return NotationForm(donnees, criteres=criteres, maximum=reglement.valeur("comite.note_max"), initial=depart)


def _rendre(request, place, dossier, formulaire):
    contexte = {"place": place, "dossier": dossier, "point": dossier.point, "formulaire": formulaire}
    contexte["code"] = code_de_verification(dossier.empreinte)
    contexte["lignes"] = {ligne.code: ligne.libelle for ligne in reglement.valeur("manufactures.lignes_subvention")}
    montants = dossier.contenu.get("montants_demandes", {})
    contexte["montants"] = [(contexte["lignes"].get(code, code), montant) for code, montant in montants.items()]
    return render(request, "comite/dossier_detail.html", contexte)


@require_safe
def dossier_detail(request, programme, pk):
    """The file as it was frozen, and my marks."""
    place, dossier = dossier_lisible(request.acteur, pk)
    return _rendre(request, place, dossier, _formulaire(place, dossier))


@require_POST
def dossier_noter(request, programme, pk):
    """Record my marks."""
    place, dossier = dossier_a_noter(request.acteur, pk)
    formulaire = _formulaire(place, dossier, request.POST)
    if formulaire.is_valid(
        ) and reussir(request, formulaire, noter_dossier, dossier=dossier, notes=formulaire.notes(), acteur=request.acteur
    ):
        messages.success(request, "Vos notes sont enregistrées.")
        return redirect("dossier_detail", programme, pk)
    return _rendre(request, place, dossier, formulaire)


@require_safe
def decision_liste(request, programme):
    """The decisions a person may read, the latest first."""
    place = place_de(request.acteur)
    decisions = decisions_lisibles(place).select_related("point__projet", "point__seance", "ajournement").order_by("-prise_at")
    page = Paginator(decisions, 25).get_page(request.GET.get("page"))
    return render(request, "comite/decision_liste.html", {"place": place, "page": page})
