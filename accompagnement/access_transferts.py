"""Doors of the transfers asked for (404 stranger, 403 with the sentence)."""

from django.shortcuts import get_object_or_404

from accompagnement.access import exiger_coordination
from accompagnement.models import DemandeTransfert
from accompagnement.queries.transferts import transferts_visibles
from socle.comptes.acteur import Acteur


def transfert_lisible(acteur: Acteur, pk: int) -> DemandeTransfert:
    """Return a request for the team of its project, the coordination or an observer."""
    return get_object_or_404(transferts_visibles(acteur), pk=pk)


def transfert_a_juger(acteur: Acteur, pk: int) -> DemandeTransfert:
    """Return a request, under its lock, for the answer of the coordination."""
    demande = get_object_or_404(transferts_visibles(acteur).select_for_update(of=("self",)), pk=pk)
    exiger_coordination(acteur)
    return demande
