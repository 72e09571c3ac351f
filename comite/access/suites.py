"""Doors to what follows a decision: conditions, proofs, waiting list, letters."""

from comite.access import place_de, place_de_secretariat, trouver
from comite.actions.suites import refus_de_lever
from comite.models import ConditionALever, Decision, GesteCondition, PlaceEnAttente
from comite.permissions import peut_preparer, peut_prouver
from comite.queries.sieges import siege_de
from comite.queries.suites import conditions_lisibles, places_en_attente
from manufactures.models import MembreEquipe
from socle.comptes.acteur import Acteur
from socle.documents.models import VersionDocument
from socle.lib.refus import autoriser


def conditions_du_comite(acteur: Acteur):
    """Return the conditions that a person of the committee's floor may list."""
    place_de(acteur)
    return conditions_lisibles(acteur)


def condition_lisible(acteur: Acteur, pk: int) -> ConditionALever:
    """Return a condition for the floor of the committee, the team of its project or the person in charge."""
    return trouver(conditions_lisibles(acteur), pk=pk)


def condition_a_prouver(acteur: Acteur, pk: int) -> ConditionALever:
    """Return a condition for who hands in its proof or takes it back."""
    condition = condition_lisible(acteur, pk)
    autoriser(peut_prouver(acteur, condition.dans_l_equipe, condition.responsable_id))
    return condition


def condition_a_examiner(acteur: Acteur, pk: int) -> ConditionALever:
    """Return a condition for who lifts it or refuses its proof."""
    condition = condition_lisible(acteur, pk)
    autoriser(refus_de_lever(condition, acteur))
    return condition


def condition_a_soumettre(acteur: Acteur, pk: int) -> ConditionALever:
    """Return a condition for who submits its proof to a sitting."""
    condition = condition_lisible(acteur, pk)
    autoriser(peut_preparer(acteur, siege_de(acteur)))
    return condition


def preuve_lisible(acteur: Acteur, pk: int) -> VersionDocument:
    """Return a file handed in as a proof, for whoever may read its condition."""
    return trouver(GesteCondition.objects.select_related("version"), pk=pk, condition__in=conditions_lisibles(acteur), version__isnull=False).version


def place_en_attente_preparee(acteur: Acteur, pk: int) -> PlaceEnAttente:
    """Return a place of the waiting list for an act of the secretary."""
    place = place_de_secretariat(acteur)
    return trouver(places_en_attente(place.membre, publiees=False), pk=pk)


def decision_notifiee(acteur: Acteur, pk: int) -> Decision:
    """Return a decision with its letter: for the floor of the committee, and for the team once the chair has published."""
    membre = siege_de(acteur) if acteur.est_comite else None
    decisions = Decision.objects.visibles_par(membre).exclude(lettre={}).select_related("point__projet", "point__seance")
    if not (acteur.est_coordination or membre):
        decisions = decisions.publiees()
        if not acteur.est_observateur:
            siens = MembreEquipe.objects.filter(utilisateur=acteur.pk, date_fin=None)
            decisions = decisions.filter(point__projet__in=siens.values("projet"))
    return trouver(decisions, pk=pk)
