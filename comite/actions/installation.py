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
DITS = ("libelle", "poids", "aide", "critique")
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
    Critere.objects.bulk_create(
        [Critere(type_seance=TypeSeance(c["type"]), ordre=ordre, code=c["code"], **_champs(c)) for ordre, c in enumerate(criteres, 1)],
        update_conflicts=True,
        unique_fields=["programme", "type_seance", "code"],
        update_fields=["ordre", *DITS],
    )
    _dater_le_plafond()
    noter("comite.installe", fil="programme", acteur=None, criteres=len(criteres))
    return comite


def _champs(critere: dict) -> dict:
    return {c: critere[c] for c in DITS if c in critere}


def _dater_le_plafond() -> None:
    """Write the ceilings of de minimis aid at their dates, unless the programme has set its own."""
    if not Reglage.objects.filter(cle=PLAFOND).exists():
        for jour, valeur, texte in PLAFONDS_DE_MINIMIS:
            fixer_reglage(cle=PLAFOND, valeur=valeur, motif=texte, date_effet=jour, auteur=None)
