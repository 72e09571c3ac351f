"""The home page of each role: what do I have to do now?"""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accompagnement.queries.a_faire_releves import releves_recents
from parcours.queries.accueil import (
    blocs_de,
    embargo_de,
    mes_projets,
    missions_du_projet_ouvert,
    phases_de,
    taches_de,
    titre_accueil,
)
from parcours.queries.cockpit import chiffres, livrables_en_retard, taches_du_cockpit
from socle.comptes import reglement
from socle.lib.taches_a_faire import par_echeance

MONTREES = 6  # tasks on the first screen


@require_safe
def programme_accueil(request, programme):
    """Home of the person in the programme: the cockpit for those who see everything, her own page for the others."""
    return _cockpit(request) if request.acteur.voit_tout else _accueil(request)


def _accueil(request):
    acteur = request.acteur
    projets = mes_projets(acteur)
    embargo = embargo_de(projets)
    phases = phases_de(acteur, projets, embargo)
    missions = missions_du_projet_ouvert(acteur, projets, embargo)
    releves = releves_recents(acteur)
    taches = taches_de(acteur, phases, projets, missions, releves)
    contexte = {
        "maintenant": timezone.now(),
        "titre": titre_accueil(len(taches)),
        "taches": taches[:MONTREES],
        "reste": max(len(taches) - MONTREES, 0),
        "releves": releves,
        "blocs": blocs_de(acteur, projets, embargo, missions),
        "reponse_jours": reglement.valeur("courriers.reponse_coordination_jours_ouvres"),
        "rappel": reglement.valeur("courriers.rappel_telephonique"),
    }
    return render(request, "parcours/accueil.html", contexte)


def _cockpit(request):
    acteur = request.acteur
    lus = chiffres(acteur)
    taches = par_echeance(taches_du_cockpit(lus) + taches_de(acteur, phases_de(acteur, []))) if acteur.est_coordination else []
    contexte = {
        "maintenant": timezone.now(),
        "titre": titre_accueil(len(taches)) if acteur.est_coordination else "Où en est le programme",
        "taches": taches[:MONTREES],
        "reste": max(len(taches) - MONTREES, 0),
        "chiffres": lus,
        "retards": livrables_en_retard(3),
    }
    return render(request, "parcours/cockpit.html", contexte)
