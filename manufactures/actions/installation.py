"""What a programme's model gives to the manufactures: its waves and its admission conditions."""

from django.db import transaction

from manufactures.models import ConditionAdmission, Vague
from socle.lib.dates import a_paris
from socle.lib.francais import MOIS


@transaction.atomic
def installer(*, vagues: list[dict], conditions: list[dict]) -> None:
    """Write waves and conditions of a new programme.

    A wave is ``{"numero", "nom", "ouverture_at", "cloture_at", "selection_prevue", "publication_at"}``: hours without zone are
    Paris time, ``selection_prevue`` is the day of the announced month or None. A condition is
    ``{"code", "libelle", "preuve_attendue"}``.
    """
    Vague.objects.bulk_create(_vague(v) for v in vagues)
    ConditionAdmission.objects.bulk_create(ConditionAdmission(ordre=rang, **c) for rang, c in enumerate(conditions, 1))


def _vague(v: dict) -> Vague:
    prevue = v.get("selection_prevue")
    return Vague(
        numero=v["numero"],
        nom=v["nom"],
        ouverture_at=_a_paris(v["ouverture_at"]),
        cloture_at=_a_paris(v["cloture_at"]),
        cloture_prevue=f"{MOIS[prevue.month - 1]} {prevue.year}" if prevue else "",
        publication_at=_a_paris(v["publication_at"]) if v.get("publication_at") else None,
    )


def _a_paris(instant):
    return instant if instant.tzinfo else a_paris(instant.date(), instant.time())
