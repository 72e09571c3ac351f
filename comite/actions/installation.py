"""Setting the committee up when a programme is created from its model."""

from datetime import date

from django.db import transaction

from comite.enums import TypeSeance
from comite.models import Comite, Critere, Enveloppe
from comite.queries.aides import PLAFOND
from socle.comptes import reglement
from socle.comptes.actions.reglages import fixer_reglage
from socle.comptes.models import Reglage
from socle.journal.actions import noter

NOM = "Comité de sélection"
PLAFONDS_DE_MINIMIS = (
    (date(2014, 1, 1), 200_000, "Règlement (UE) n° 1407/2013"),
    (date(2024, 1, 1), 300_000, "Règlement (UE) 2023/2831"),
)


@transaction.atomic
def installer(*, criteres: list[dict]) -> Comite:
    """Create the committee, its envelope (``comite.enveloppe_subventions``, euros) and its weighted criteria.

    ``criteres``: ``{"type", "code", "libelle", "poids"}``, optional ``aide`` and ``critique``. Run again, it updates them.
    """
    comite, _ = Comite.objects.get_or_create(nom=NOM)
    Enveloppe.objects.get_or_create(defaults={"montant_total": reglement.valeur("comite.enveloppe_subventions")})
    for ordre, critere in enumerate(criteres, 1):
        _poser_critere(ordre, critere)
    _dater_le_plafond()
    noter("comite.installe", fil="programme", acteur=None, criteres=len(criteres))
    return comite


def _poser_critere(ordre: int, critere: dict) -> None:
    champs = {c: critere[c] for c in ("libelle", "poids", "aide", "critique") if c in critere}
    Critere.objects.update_or_create(
        type_seance=TypeSeance(critere["type"]), code=critere["code"], defaults=champs | {"ordre": ordre}
    )


def _dater_le_plafond() -> None:
    """Write the ceilings of de minimis aid at their dates, unless the programme has set its own."""
    if not Reglage.objects.filter(cle=PLAFOND).exists():
        for jour, valeur, texte in PLAFONDS_DE_MINIMIS:
            fixer_reglage(cle=PLAFOND, valeur=valeur, motif=texte, date_effet=jour, auteur=None)
