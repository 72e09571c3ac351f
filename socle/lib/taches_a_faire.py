"""One line of somebody's "À faire": what, until when, and the one verb that opens it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone


@dataclass(frozen=True)
class Tache:
    """``titre`` says what is asked, ``detail`` who and what, ``verbe`` is the button, ``echeance`` the day and hour."""

    titre: str
    detail: str
    url: str
    verbe: str
    icone: str = "circle"
    ton: str = "laiton"
    echeance: datetime | None = None

    @property
    def en_retard(self) -> bool:
        return self.echeance is not None and self.echeance < timezone.now()

    @property
    def pressee(self) -> bool:
        """Due within three days."""
        return self.echeance is not None and self.echeance < timezone.now() + timedelta(days=3)


def par_echeance(taches: list[Tache]) -> list[Tache]:
    """Return the tasks, the soonest first, those without a deadline last."""
    return sorted(taches, key=lambda t: (t.echeance is None, t.echeance.timestamp() if t.echeance else 0))
