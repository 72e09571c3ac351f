"""What the home and the page of a project show of its accompagnement: two statements, and the règlement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Prefetch, Q, Subquery

from accompagnement.enums import STATUTS_EN_COURS, StatutMission
from accompagnement.models import Creneau, DemiJourneeRetenue, Mission
from accompagnement.permissions import refus_de_toucher_aux_dates
from accompagnement.queries.credits import Credits, SoldeBesoin, credits_du_projet
from accompagnement.regles import limite_annulation
from manufactures.enums import StatutProjet
from manufactures.models import Projet
from socle.comptes import reglement
from socle.lib.refus import Refus

MONTRES = 4


@dataclass(frozen=True)
class RendezVous:
    """A half-day to come, and the mission it is of."""

    mission: Mission
    creneau: Creneau

    @property
    def convenu(self) -> bool:
        """Tell whether the expert said yes to it: it can move then."""
        return self.mission.etat in STATUTS_EN_COURS

    @property
    def refus(self) -> Refus | None:
        return refus_de_toucher_aux_dates(self.mission.projet.etat, self.mission.collective_id)


@dataclass(frozen=True)
class AccompagnementDuProjet:
    """Credits by need, and the missions whose half-day is agreed or asked for, the soonest first."""

    credits: Credits
    rendez_vous: tuple[RendezVous, ...]

    @property
    def prochaine(self) -> Mission | None:
        return self.rendez_vous[0].mission if self.rendez_vous else None

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
    """Read credits and coming missions of a project. ``missions``: what ``a_faire.missions_lues`` has read of it already."""
    if missions is None:
        suivantes = Mission.objects.pour_affichage().filter(a_venir(projet, maintenant)).order_by("creneau__debut", "pk")[:MONTRES]
    else:
        suivantes = [m for m in missions if m.a_venir]
    return AccompagnementDuProjet(credits_du_projet(projet), tuple(RendezVous(m, m.creneau) for m in suivantes))


def rendez_vous_du_projet(projet: Projet, maintenant: datetime) -> list[RendezVous]:
    """Return the half-days of a project to come, those of a mission of several dates one by one. Two statements at most."""
    retenues = DemiJourneeRetenue.objects.filter(liberee_at=None, creneau__debut__gt=maintenant).select_related("creneau")
    commencees = Q(projet=projet, statut__in=sorted(STATUTS_EN_COURS), dernier_creneau__debut__gt=maintenant)
    missions = Mission.objects.pour_affichage().filter(a_venir(projet, maintenant) | commencees)
    lus = [
        RendezVous(m, creneau)
        for m in missions.prefetch_related(Prefetch("suivantes", retenues, to_attr="dates"))
        for creneau in (m.creneau, *(d.creneau for d in m.dates))
        if creneau.debut > maintenant
    ]
    return sorted(lus, key=lambda r: (r.creneau.debut, r.creneau.pk))


def a_venir(projet: Projet, maintenant: datetime) -> Q:
    """The half-days of a project agreed or asked for, still to come."""
    return Q(projet=projet, statut__in=[*sorted(STATUTS_EN_COURS), StatutMission.PROPOSEE], creneau__debut__gt=maintenant)


def projet_aux_credits() -> Subquery:
    """The address of the youngest project in accompagnement where the person of an adhésion sits, NULL without one."""
    siens = Projet.objects.filter(equipe__utilisateur=OuterRef("utilisateur"), equipe__date_fin=None)
    siens = siens.filter(statut__in=[StatutProjet.EN_ACCOMPAGNEMENT, StatutProjet.SUSPENDU], plan_accompagnement__signe_at__isnull=False)
    return Subquery(siens.order_by("-pk").values("slug")[:1])
