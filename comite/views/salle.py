"""The room: the item under discussion, who is there, the ballot, live."""

from decimal import Decimal

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from comite.access import dossier_visible, point_preside, refus_d_ouvrir, salle_ouverte
from comite.actions.presences import arriver, partir
from comite.actions.sorties import revenir, sortir
from comite.enums import ModePresence
from comite.forms import OuvertureScrutinForm, choix_de_vote
from comite.pdf import synthese_de
from comite.queries.agenda import membres_de
from comite.queries.aides import alerte_de_minimis, cumuls_de_minimis
from comite.queries.interets import declaration_exigee
from comite.queries.pouls import pouls
from comite.queries.salle import LigneDeMontant, Salle, lire_salle, montants_proposes, point_courant, points_de
from comite.views.reponses import executer
from socle.comptes import reglement


def _lire(request, pk: int, point_pk: int | None):
    place, seance = salle_ouverte(request.acteur, pk)
    points = points_de(seance, place.membre)
    point = point_courant(points, point_pk)
    if point is None and point_pk is not None:
        raise Http404
    return place, seance, point and lire_salle(seance, place.membre, points, point)


@require_safe
def seance_salle(request, programme, pk, point=None):
    """The room on an item; without one, on the item under discussion."""
    place, seance, salle = _lire(request, pk, point)
    return rendre_salle(request, place, seance, salle)


def rendre_salle(request, place, seance, salle: Salle | None, ouverture: OuvertureScrutinForm | None = None, status: int = 200):
    """Draw the room, with the form that opens a ballot for the chair."""
    contexte = {"place": place, "seance": seance, "salle": salle, "exigee": declaration_exigee()}
    if salle:
        contexte["pouls"] = pouls(request.acteur, seance.pk, salle.point.pk)
        contexte["reponses"] = choix_de_vote(seance.type)
        if ouverture is None and _ouvrable(place, salle):
            ouverture = formulaire_d_ouverture(salle.montants, propose=montants_proposes(salle.point) or salle.montants_du_rapporteur)
        contexte |= {"ouverture": ouverture} | _pieces(request, place, salle)
        if ouverture:
            contexte |= _de_minimis(place, salle, ouverture)
    return render(request, "comite/salle.html", contexte, status=status)


def _pieces(request, place, salle: Salle) -> dict:
    """What the tab asked for shows of the file: its amounts, else in short what it says, to who has opened it."""
    if salle.dossier is None or (salle.montants and request.GET.get("onglet") != "synthese"):
        return {"onglet": "montants"}
    _, dossier = dossier_visible(request.acteur, salle.dossier.pk)
    refus = refus_d_ouvrir(place, dossier)
    return {"onglet": "synthese", "refus_de_lire": refus, "synthese": [] if refus else synthese_de(dossier.contenu)}


def _de_minimis(place, salle: Salle, ouverture: OuvertureScrutinForm) -> dict:
    """What the undertaking has received under the regime, and by how much the amounts of the form would exceed the ceiling."""
    salle.point.seance = salle.seance  # read already
    cumul = cumuls_de_minimis([salle.point], place.membre).get(salle.point.pk)
    return {"de_minimis": cumul, "depassement": alerte_de_minimis(cumul, ouverture.total())}


def _ouvrable(place, salle: Salle) -> bool:
    return place.preside and salle.scrutin is None and salle.decision is None


def formulaire_d_ouverture(lignes: list[LigneDeMontant], donnees=None, propose: dict[str, Decimal] | None = None) -> OuvertureScrutinForm:
    """The amounts put to the vote start from the scenario kept by the chair, else from what a rapporteur proposes, else from what is asked; the mode from the règlement."""
    depart = {f"montant_{m.code}": (propose or {}).get(m.code, m.demande) for m in lignes} | {"mode": reglement.valeur("comite.scrutin")}
    return OuvertureScrutinForm(donnees, lignes=lignes, initial=depart)


@require_safe
def salle_direct(request, programme, pk, point):
    """The live part of the room: nothing when nothing moved, the whole page when the ballot changed state.

    The pulse is read before the page, so that what moves in between shows at the next beat.
    """
    battement = pouls(request.acteur, pk, point)
    if battement and request.GET.get("vu") == battement:
        return HttpResponse(status=204)
    place, seance, salle = _lire(request, pk, point)
    contexte = {"place": place, "seance": seance, "salle": salle, "pouls": battement, "oob": True}
    reponse = render(request, "comite/_salle_direct.html", contexte)
    if request.GET.get("etat") != salle.phase:
        reponse.headers["HX-Refresh"] = "true"
    return reponse


@require_POST
def presence_noter(request, programme, pk):
    """Note an arrival or a departure: one's own, or anybody's for the chair."""
    place, seance = salle_ouverte(request.acteur, pk)
    membre = _membre_nomme(request, seance)
    if not (place.preside or place.membre == membre):
        raise Http404
    retour = ("seance_salle", programme, pk)
    if "retour" in request.POST:
        return executer(request, f"Retour noté\u00a0: {membre}.", retour, revenir, seance=seance, membre=membre, acteur=request.acteur)
    if "depart" in request.POST:
        return executer(request, f"Départ noté\u00a0: {membre}.", retour, partir, seance=seance, membre=membre, acteur=request.acteur)
    mode = ModePresence.A_DISTANCE if "a_distance" in request.POST else ModePresence.EN_SALLE
    phrase = f"Arrivée notée, {mode.label.lower()}\u00a0: {membre}."
    return executer(request, phrase, retour, arriver, seance=seance, membre=membre, mode=mode, acteur=request.acteur)


def _membre_nomme(request, seance):
    """Return the seat that a form names; 404 for anything else."""
    cle = request.POST.get("membre", "")
    membre = membres_de(seance).filter(pk=cle).first() if cle.isdecimal() else None
    if membre is None:
        raise Http404
    return membre


@require_POST
def sortie_noter(request, programme, pk):
    """Note that a recused member is out of the room for an item."""
    _, point = point_preside(request.acteur, pk)
    membre = _membre_nomme(request, point.seance)
    retour = ("point_salle", programme, point.seance_id, pk)
    return executer(request, f"Sortie notée\u00a0: {membre}.", retour, sortir, point=point, membre=membre, acteur=request.acteur)
