"""Setting the committee up when a programme is created from its model."""

from django.db import transaction

from comite.enums import TypeSeance
from comite.models import Comite, Critere, Enveloppe
from socle.comptes import reglement
from socle.journal.actions import noter

NOM = "Comité de sélection"


@transaction.atomic
def installer(*, criteres: list[dict]) -> Comite:
    """Create the committee, its envelope (``comite.enveloppe_subventions``, euros) and its weighted criteria.

    ``criteres``: ``{"type", "code", "libelle", "poids"}``, optional ``aide`` and ``critique``. Run again, it updates them.
    """
    comite, _ = Comite.objects.get_or_create(nom=NOM)
    Enveloppe.objects.get_or_create(defaults={"montant_total": reglement.valeur("comite.enveloppe_subventions")})
    for ordre, critere in enumerate(criteres, 1):
        _poser_critere(ordre, critere)
    noter("comite.installe", fil="programme", acteur=None, criteres=len(criteres))
    return comite


def _poser_critere(ordre: int, critere: dict) -> None:
    champs = {c: critere[c] for c in ("libelle", "poids", "aide", "critique") if c in critere}
    Critere.objects.update_or_create(
        type_seance=TypeSeance(critere["type"]), code=critere["code"], defaults=champs | {"ordre": ordre}
    )
