"""The ballot of an item: open, vote, close, cancel, proclaim."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from comite.access import point_preside, scrutin_preside
from comite.actions.decisions import PAS_CLOS, proclamer_decision
from comite.actions.scrutins import annuler_scrutin, clore_scrutin, ouvrir_scrutin
from comite.enums import SEANCES_A_VENIR, Choix, StatutScrutin, TypeSeance
from comite.forms import MotifForm, ProclamationForm
from comite.models import Scrutin, Seance
from comite.queries.depouillements import depouiller_scrutin, lignes_de_voix, notations
from comite.queries.salle import lire_salle, montants_de, points_de
from comite.views.reponses import executer, reussir
from comite.views.salle import formulaire_d_ouverture, rendre_salle
from manufactures.models import MembreEquipe
from socle.comptes import reglement
from socle.comptes.enums import Role
from socle.comptes.models import Utilisateur


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
    _, scrutin = scrutin_preside(request.acteur, pk)
    if scrutin.etat != StatutScrutin.CLOS:  # nothing of the tally is read before
        messages.error(request, PAS_CLOS.phrase)
        return redirect(*_salle(programme, scrutin))
    resultat = depouiller_scrutin(scrutin)
    formulaire = _formulaire(request, scrutin, resultat)
    if (
        request.method == "POST"
        and formulaire.is_valid()
        and reussir(request, formulaire, proclamer_decision, scrutin=scrutin, acteur=request.acteur, **formulaire.arguments())
    ):
        messages.success(request, "La décision est proclamée.")
        return redirect(*_salle(programme, scrutin))
    contexte = {"scrutin": scrutin, "resultat": resultat, "formulaire": formulaire, "gagnant": resultat.choix and Choix(resultat.choix)}
    contexte["voix"] = lignes_de_voix(scrutin.point.seance.type, resultat.comptes)
    libelles = {ligne.code: ligne.libelle for ligne in reglement.valeur("manufactures.lignes_subvention")}
    contexte["lignes"] = [(libelles.get(ligne.ligne, ligne.ligne), ligne.montant) for ligne in scrutin.lignes.all()]
    return render(request, "comite/scrutin_proclamer.html", contexte)


def _formulaire(request, scrutin: Scrutin, resultat) -> ProclamationForm:
    point = scrutin.point
    equipe = MembreEquipe.objects.filter(projet=point.projet_id, date_fin=None).values("utilisateur")
    coordination = Q(adhesions__role=Role.COORDINATION, adhesions__date_fin=None, adhesions__programme=point.programme_id)
    seances = Seance.objects.filter(type=TypeSeance.FINANCEMENT, statut__in=sorted(SEANCES_A_VENIR))
    return ProclamationForm(
        request.POST or None,
        resultat=resultat,
        notation=notations(point.seance_id).get(point.pk),
        personnes=Utilisateur.objects.filter(Q(pk__in=equipe) | coordination).distinct().order_by("nom", "prenom", "pk"),
        seances=seances.order_by("date_prevue"),
        initial={"personne_en_charge": point.projet.referent_id},
    )
