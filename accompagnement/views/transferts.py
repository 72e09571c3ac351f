"""Transfers asked for: the team asks, the coordination answers."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accompagnement.access import exiger_regard, projet_reservable
from accompagnement.access_transferts import transfert_a_juger, transfert_lisible
from accompagnement.actions.transferts import accepter_transfert, demander_transfert, refuser_transfert
from accompagnement.forms import DemandeTransfertForm, JugementTransfertForm
from accompagnement.permissions import peut_coordonner
from accompagnement.queries.credits import credits_du_projet
from accompagnement.queries.transferts import transferts_visibles
from accompagnement.views.actes import accomplir

PAR_PAGE = 50
ACCEPTE = "Transfert accepté et inscrit au registre : l’équipe est prévenue."
REFUSE = "Transfert refusé : l’équipe lit votre motif."
DEMANDE = "Demande envoyée : la coordination vous répond par courriel."


@require_http_methods(["GET", "POST"])
def transfert_demander(request, programme, slug):
    """The team asks to move half-days from a need to another."""
    projet = projet_reservable(request.acteur, slug)
    formulaire = DemandeTransfertForm(request.POST or None, initial={"de": request.GET.get("de"), "vers": request.GET.get("vers")})

    def demander(lu: dict) -> str:
        demander_transfert(projet=projet, acteur=request.acteur, **lu)
        return DEMANDE

    if request.method == "POST" and accomplir(request, formulaire, demander):
        return redirect("credits_projet", programme, slug)
    contexte = {"projet": projet, "formulaire": formulaire, "credits": credits_du_projet(projet)}
    return render(request, "accompagnement/transfert_demander.html", contexte)


@require_safe
def transfert_liste(request, programme):
    """All requests of the programme, those that wait first."""
    exiger_regard(request.acteur)
    page = Paginator(transferts_visibles(request.acteur), PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "accompagnement/transferts.html", {"page": page, "coordonne": peut_coordonner(request.acteur) is None})


@require_http_methods(["GET", "POST"])
def transfert_detail(request, programme, pk):
    """One request: what is asked, why, and the answer."""
    if request.method == "POST":
        return _juger(request, programme, pk)
    demande = transfert_lisible(request.acteur, pk)
    return _montrer(request, demande, JugementTransfertForm() if peut_coordonner(request.acteur) is None and demande.ouverte else None)


def _montrer(request, demande, formulaire: JugementTransfertForm | None):
    contexte = {"demande": demande, "formulaire": formulaire, "credits": credits_du_projet(demande.projet)}
    return render(request, "accompagnement/transfert_demande.html", contexte)


def _juger(request, programme: str, pk: int):
    demande, formulaire = transfert_a_juger(request.acteur, pk), JugementTransfertForm(request.POST)

    def juger(lu: dict) -> str:
        if lu["accord"] == "oui":
            accepter_transfert(demande=demande, acteur=request.acteur)
            return ACCEPTE
        refuser_transfert(demande=demande, motif=lu["motif"], acteur=request.acteur)
        return REFUSE

    if accomplir(request, formulaire, juger):
        return redirect("transfert_detail", programme, pk)
    return _montrer(request, demande, formulaire)
