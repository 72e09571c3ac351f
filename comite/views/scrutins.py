"""The ballot of an item: open, vote, close, cancel, proclaim."""

from decimal import Decimal

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from comite.access import point_preside, scrutin_a_proclamer, scrutin_preside
from comite.actions.decisions import PAS_CLOS, proclamer_decision
from comite.actions.scrutins import annuler_scrutin, clore_scrutin, ouvrir_scrutin
from comite.enums import Choix, StatutScrutin, TypeSeance
from comite.forms import MotifForm
from comite.forms_proclamation import ProclamationForm
from comite.models import Scrutin, Seance
from comite.permissions import DOSSIER_PREPARE, refus_quatre_yeux
from comite.queries.aides import alerte_de_minimis, cumuls_de_minimis
from comite.queries.depouillements import lignes_de_voix
from comite.queries.proclamation import lire_proclamation
from comite.queries.salle import enveloppe_lisible, lire_salle, montants_de, points_de
from comite.regles import enveloppe_restante
from comite.views.reponses import executer, reussir
from comite.views.salle import formulaire_d_ouverture, rendre_salle
from socle.comptes import reglement


@require_POST
def scrutin_ouvrir(request, programme, pk):
    """Open the ballot of an item with what is put to the vote."""
    place, point = point_preside(request.acteur, pk)
    formulaire = formulaire_d_ouverture(montants_de(point.seance, point), request.POST)
    if formulaire.is_valid() and reussir(
        request, formulaire, ouvrir_scrutin, point=point, acteur=request.acteur,
        montants=formulaire.montants(), mode=formulaire.cleaned_data["mode"],
    ):  # fmt: skip
        messages.success(request, "Le scrutin est ouvert.")
        return redirect("point_salle", programme, point.seance_id, pk)
    points = points_de(point.seance, place.membre)
    salle = lire_salle(point.seance, place.membre, points, next(p for p in points if p.pk == pk))
    return rendre_salle(request, place, point.seance, salle, formulaire)


def _salle(programme, scrutin: Scrutin) -> tuple:
    return ("point_salle", programme, scrutin.point.seance_id, scrutin.point_id)


@require_POST
def scrutin_clore(request, programme, pk):
    """Close the ballot."""
    _, scrutin = scrutin_preside(request.acteur, pk)
    return executer(request, "Le scrutin est clos.", _salle(programme, scrutin), clore_scrutin, scrutin=scrutin, acteur=request.acteur)


@require_http_methods(["GET", "HEAD", "POST"])
def scrutin_annuler(request, programme, pk):
    """Cancel the ballot, with its reason."""
    _, scrutin = scrutin_preside(request.acteur, pk)
    formulaire = MotifForm(request.POST or None)
    if (
        request.method == "POST"
        and formulaire.is_valid()
        and reussir(request, formulaire, annuler_scrutin, scrutin=scrutin, acteur=request.acteur, **formulaire.cleaned_data)
    ):
        messages.success(request, "Le scrutin est annulé.")
        return redirect(*_salle(programme, scrutin))
    return render(request, "comite/scrutin_annuler.html", {"scrutin": scrutin, "formulaire": formulaire})


@require_http_methods(["GET", "HEAD", "POST"])
def scrutin_proclamer(request, programme, pk):
    """Read the result and proclaim the decision."""
    place, scrutin = scrutin_a_proclamer(request.acteur, pk, verrou=request.method == "POST")
    if scrutin.etat != StatutScrutin.CLOS:  # nothing of the tally is read before
        messages.error(request, PAS_CLOS.phrase)
        return redirect(*_salle(programme, scrutin))
    lue = lire_proclamation(scrutin)
    formulaire = _formulaire(request, lue)
    if (
        request.method == "POST"
        and formulaire.is_valid()
        and reussir(request, formulaire, proclamer_decision, scrutin=scrutin, acteur=request.acteur, lue=lue, **formulaire.arguments())
    ):
        messages.success(request, "La décision est proclamée.")
        return redirect(*_salle(programme, scrutin))
    return render(request, "comite/scrutin_proclamer.html", _contexte(request, place, lue, formulaire))


def _contexte(request, place, lue, formulaire) -> dict:
    """The result, the amounts with what the ceiling of de minimis aid says of them, and why the button may be dead."""
    scrutin, resultat = lue.scrutin, lue.resultat
    contexte = {"scrutin": scrutin, "resultat": resultat, "formulaire": formulaire, "gagnant": resultat.choix and Choix(resultat.choix)}
    contexte["voix"] = lignes_de_voix(scrutin.point.seance.type, resultat.comptes)
    libelles = {ligne.code: ligne.libelle for ligne in reglement.valeur("manufactures.lignes_subvention")}
    contexte["lignes"] = [(libelles.get(code, code), montant) for code, montant in lue.lignes.items()]
    contexte["quatre_yeux"] = refus_quatre_yeux(request.acteur, [scrutin.fige_par_id], DOSSIER_PREPARE)
    contexte["de_minimis"] = cumuls_de_minimis([scrutin.point], place.membre).get(scrutin.point_id)
    total = sum(lue.lignes.values(), Decimal(0))
    contexte["depassement"] = alerte_de_minimis(contexte["de_minimis"], total)
    return contexte | _reste(place, lue, total)


def _reste(place, lue, total: Decimal) -> dict:
    """What is left of the envelope before this decision, and after it if it may grant something."""
    enveloppe = enveloppe_lisible(place.membre) if lue.lignes else None
    if enveloppe is None:
        return {"total": total}
    reste = enveloppe_restante(enveloppe.montant_total, enveloppe.montant_attribue)
    possibles = {lue.resultat.choix} if lue.resultat.choix else set(lue.resultat.egalite)
    attribue = bool(possibles & {Choix.ATTRIBUER, Choix.SOUS_RESERVE})
    return {"total": total, "enveloppe": enveloppe, "reste": reste, "reste_apres": reste - total if attribue else reste}


def _formulaire(request, lue) -> ProclamationForm:
    seances = Seance.objects.qui_s_inscrivent(TypeSeance.FINANCEMENT).order_by("date_prevue")
    depart = {"personne_en_charge": lue.scrutin.point.projet.referent_id, "rang_attente": lue.scrutin.rang_libre}
    return ProclamationForm(
        request.POST or None, resultat=lue.resultat, notation=lue.notation, rang_propose=lue.rang_propose,
        rangs_donnes=lue.scrutin.rangs_donnes, personnes=lue.personnes, seances=seances, initial=depart,
    )  # fmt: skip
