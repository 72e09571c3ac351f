"""What the home and the page of a project show of its accompagnement: two statements, and the règlement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from accompagnement.enums import StatutMission
from accompagnement.models import Mission
from accompagnement.queries.credits import Credits, SoldeBesoin, credits_du_projet
from accompagnement.regles import limite_annulation
from manufactures.models import Projet
from socle.comptes import reglement


@dataclass(frozen=True)
class AccompagnementDuProjet:
    """Credits by need, and the next half-day agreed or asked for."""

    credits: Credits
    prochaine: Mission | None

    @property
    def gratuite_avant(self) -> datetime | None:
        """Until when the next half-day may be cancelled for nothing."""
        if self.prochaine is None:
            return None
        return limite_annulation(self.prochaine.creneau.debut, reglement.valeur("accompagnement.annulation_gratuite_heures"))

    @property
    def le_plus_disponible(self) -> SoldeBesoin | None:
        """The need that has most half-days left, when any has."""
        return max((s for s in self.credits.besoins if s.disponibles), key=lambda s: s.disponibles, default=None)

    @property
    def ouvert(self) -> bool:
        return bool(self.credits.besoins)


def accompagnement_du_projet(
    projet: Projet, maintenant: datetime, missions: Iterable[Mission] | None = None
) -> AccompagnementDuProjet:
    """Read credits and next mission of a project. ``missions``: what ``a_faire.missions_lues`` has read of it already."""
    if missions is not None:
        return AccompagnementDuProjet(credits_du_projet(projet), next((m for m in missions if m.a_venir), None))
    suivantes = Mission.objects.pour_affichage().filter(a_venir(projet, maintenant))
    return AccompagnementDuProjet(credits_du_projet(projet), suivantes.order_by("creneau__debut", "pk").first())


def a_venir(projet: Projet, maintenant: datetime) -> Q:
    """The half-days of a project agreed or asked for, still to come."""
    return Q(projet=projet, statut__in=[StatutMission.PLANIFIEE, StatutMission.PROPOSEE], creneau__debut__gt=maintenant)
