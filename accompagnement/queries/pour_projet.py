"""What the page of a project shows of its accompagnement: two statements, and the règlement."""

from dataclasses import dataclass
from datetime import datetime

from accompagnement.enums import StatutMission
from accompagnement.models import Mission
from accompagnement.queries.credits import Credits, credits_du_projet
from manufactures.models import Projet


@dataclass(frozen=True)
class AccompagnementDuProjet:
    """Credits by need, and the next half-day agreed or asked for."""

    credits: Credits
    prochaine: Mission | None

    @property
    def ouvert(self) -> bool:
        return bool(self.credits.besoins)


def accompagnement_du_projet(projet: Projet, maintenant: datetime) -> AccompagnementDuProjet:
    """Read credits and next mission of a project."""
    a_venir = Mission.objects.pour_affichage().filter(
        projet=projet, statut__in=[StatutMission.PLANIFIEE, StatutMission.PROPOSEE], creneau__debut__gt=maintenant
    )
    return AccompagnementDuProjet(credits_du_projet(projet), a_venir.order_by("creneau__debut", "pk").first())
