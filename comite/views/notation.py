"""Scoring a file: my marks, then those of the committee; the rapporteurs and their reports."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comite.access import dossier_a_noter, dossier_des_notes, point_preside, points_visibles, seance_preparee
from comite.actions.notation import deposer_rapport, designer_rapporteurs, noter_dossier, ouvrir_les_notes
from comite.enums import TypeSeance
from comite.forms import NotationForm
from comite.forms_notation import RapporteursForm, RapportForm, sieges_admis
from comite.models import Rapporteur
from comite.permissions import NOTES_CACHEES
from comite.queries.agenda import avec_deportes, membres_de
from comite.queries.depouillements import criteres_de
from comite.queries.notation import NotesDuDossier, notes_du_dossier, rapporteurs_de
from comite.queries.tableur import csv_des_notes
from comite.regles_notation import repartir_rapporteurs
from comite.views.reponses import executer, reponse_csv, reussir
from socle.comptes import reglement
from socle.lib.refus import autoriser


def _formulaire(place, notes: NotesDuDossier) -> NotationForm | None:
    if place.membre is None or not place.membre.voix or notes.ouvertes:
        return None
    depart = {f"note_{code}": n.valeur for code, n in notes.miennes.items()} | {
        f"texte_{code}": n.commentaire for code, n in notes.miennes.items()
    }
    return NotationForm(criteres=notes.criteres, maximum=reglement.valeur("comite.note_max"), initial=depart)


def _rendre(request, place, dossier, notes: NotesDuDossier, formulaire, rapport: RapportForm | None = None):
    rapporteurs = rapporteurs_de(dossier.point)
    mien = next((r for r in rapporteurs if place.membre and r.membre_id == place.membre.pk), None)
    if mien and not notes.ouvertes:
        depart = {"texte": mien.rapport} | {f"montant_{lu['ligne']}": lu["montant"] for lu in mien.proposes}
        rapport = rapport or RapportForm(initial=depart, lignes=_lignes_a_proposer(dossier))
    contexte = {"place": place, "dossier": dossier, "point": dossier.point, "notes": notes, "formulaire": formulaire}
    contexte["gauche"] = formulaire or mien or not notes.lisibles or any(r.rapport for r in rapporteurs)
    contexte |= {"rapporteurs": rapporteurs, "mien": mien, "rapport": rapport, "maximum": reglement.valeur("comite.note_max")}
    return render(request, "comite/dossier_notes.html", contexte)


def _lignes_a_proposer(dossier):
    """The lines on which a rapporteur proposes an amount: those of a grant."""
    return reglement.valeur("manufactures.lignes_subvention") if dossier.point.seance.type == TypeSeance.FINANCEMENT else ()


@require_safe
def dossier_notes(request, programme, pk):
    """My marks on a file, then the table of all once it may be read."""
    place, dossier = dossier_des_notes(request.acteur, pk)
    notes = notes_du_dossier(dossier, place.membre)
    return _rendre(request, place, dossier, notes, _formulaire(place, notes))


@require_POST
def dossier_noter(request, programme, pk):
    """Record my marks."""
    place, dossier = dossier_a_noter(request.acteur, pk)
    formulaire = NotationForm(request.POST, criteres=criteres_de(dossier.point.seance.type), maximum=reglement.valeur("comite.note_max"))
    if formulaire.is_valid() and reussir(
        request, formulaire, noter_dossier, dossier=dossier, notes=formulaire.notes(), acteur=request.acteur
    ):
        messages.success(request, "Vos notes sont enregistrées.")
        return redirect("dossier_notes", programme, pk)
    return _rendre(request, place, dossier, notes_du_dossier(dossier, place.membre), formulaire)


@require_POST
def notes_ouvrir(request, programme, pk):
    """Open the marks of an item to all who sit."""
    _, point = point_preside(request.acteur, pk)
    retour = ("dossier_notes", programme, point.dossier.pk) if hasattr(point, "dossier") else ("seance_detail", programme, point.seance_id)
    phrase = "Les notes sont ouvertes à tous les membres\u00a0: elles ne changent plus."
    return executer(request, phrase, retour, ouvrir_les_notes, point=point, acteur=request.acteur)


@require_safe
def notes_csv(request, programme, pk):
    """The marks of a file as a table, for those who may read them."""
    place, dossier = dossier_des_notes(request.acteur, pk)
    notes = notes_du_dossier(dossier, place.membre)
    autoriser(None if notes.lisibles else NOTES_CACHEES)
    return reponse_csv(csv_des_notes(notes), f"notes-{dossier.point.projet.slug}")


@require_POST
def rapport_deposer(request, programme, pk):
    """Hand in my report on a file."""
    place, dossier = dossier_des_notes(request.acteur, pk)
    formulaire = RapportForm(request.POST, lignes=_lignes_a_proposer(dossier))
    rapport = {"point": dossier.point, "acteur": request.acteur}
    if formulaire.is_valid() and reussir(
        request, formulaire, deposer_rapport, texte=formulaire.cleaned_data["texte"], montants=formulaire.montants(), **rapport
    ):
        messages.success(request, "Votre rapport est déposé.")
        return redirect("dossier_notes", programme, pk)
    notes = notes_du_dossier(dossier, place.membre)
    return _rendre(request, place, dossier, notes, _formulaire(place, notes), formulaire)


@require_http_methods(["GET", "HEAD", "POST"])
def rapporteur_designer(request, programme, pk):
    """Share the files of a sitting among rapporteurs; ``?proposition=1`` fills a balanced sharing in."""
    place, seance = seance_preparee(request.acteur, pk)
    points = list(avec_deportes(points_visibles(place).filter(seance=seance)).select_related("projet").order_by("rang"))
    sieges = [s for s in membres_de(seance) if not s.suppleant_de_id]
    deports = {(membre, p.projet_id) for p in points for membre in p.deportes}
    lignes = [(p, sieges_admis(sieges, p.projet_id, deports)) for p in points]
    formulaire = RapporteursForm(request.POST or None, lignes=lignes, initial=_depart(request, points, sieges, deports))
    if (
        request.method == "POST"
        and formulaire.is_valid()
        and reussir(request, formulaire, designer_rapporteurs, seance=seance, choix=formulaire.choix(), acteur=request.acteur)
    ):
        messages.success(request, "Les rapporteurs sont désignés et prévenus.")
        return redirect("seance_detail", programme, pk)
    return render(request, "comite/rapporteur_designer.html", {"seance": seance, "formulaire": formulaire, "points": points})


def _depart(request, points, sieges, deports) -> dict[str, int]:
    """What the form shows first; nothing is read for one that comes back filled in."""
    if request.method == "POST":
        return {}
    return _proposition(points, sieges, deports) if "proposition" in request.GET else _en_place(points)


def _proposition(points, sieges, deports) -> dict[str, int]:
    """The balanced sharing, one rapporteur by file."""
    recuses = {(membre, p.pk) for p in points for membre, projet in deports if projet == p.projet_id}
    partage = repartir_rapporteurs([p.pk for p in points], [s.pk for s in sieges], recuses)
    return {f"point_{point}_{rang}": membre for point, gens in partage.items() for rang, membre in enumerate(gens, 1)}


def _en_place(points) -> dict[str, int]:
    initial: dict[str, int] = {}
    for point, membre in Rapporteur.objects.actifs().filter(point__in=points).order_by("point", "pk").values_list("point", "membre"):
        initial[f"point_{point}_{2 if f'point_{point}_1' in initial else 1}"] = membre
    return initial
