"""Fetch and authorise: the only way views reach the outbox."""

from django.shortcuts import get_object_or_404

from socle.comptes.acteur import Acteur
from socle.courriers.models import Courrier, CourrierQuerySet
from socle.courriers.permissions import refus_de_lire
from socle.lib.refus import autoriser


def obtenir_boite(acteur: Acteur) -> CourrierQuerySet:
    """Return the mails of the programme; ``AccesInterdit`` unless the coordination asks."""
    autoriser(refus_de_lire(acteur))
    return Courrier.objects.select_related("destinataire").order_by("-pk")


def obtenir_courrier(pk: int, acteur: Acteur) -> Courrier:
    """Return one mail; ``Http404`` when there is none, ``AccesInterdit`` unless the coordination asks."""
    return get_object_or_404(obtenir_boite(acteur), pk=pk)


def autoriser_relances(acteur: Acteur) -> None:
    """Raise ``AccesInterdit`` unless the coordination asks."""
    autoriser(refus_de_lire(acteur))
