"""The expert's day: requests to answer, half-days ahead, reports due, services for the next statement. One statement."""

from dataclasses import dataclass
from datetime import datetime

from accompagnement.enums import STATUTS_EN_COURS, StatutMission
from accompagnement.models import Mission
from accompagnement.queries.collectives import une_par_collective
from accompagnement.queries.missions import missions_de_l_expert
from accompagnement.queries.pour_projet import RendezVous, dates_a_venir, rendez_vous_de
from socle.comptes.acteur import Acteur


@dataclass(frozen=True)
class BlocExpert:
    """Missions of an expert, and her half-days to come one by one, the soonest first in each list."""

    demandes: tuple[Mission, ...]
    a_venir: tuple[RendezVous, ...]
    a_rendre: tuple[Mission, ...]
    a_planifier: tuple[Mission, ...] = ()
    a_relever: tuple[Mission, ...] = ()


def bloc_expert(acteur: Acteur, maintenant: datetime) -> BlocExpert:
    """Read what an expert has in hand."""
    vives = (StatutMission.PROPOSEE, StatutMission.A_PLANIFIER, StatutMission.PLANIFIEE, StatutMission.CONTESTEE, StatutMission.VALIDE)
    siennes = missions_de_l_expert(acteur).filter(statut__in=vives).exclude(statut=StatutMission.PROPOSEE, collective__accord_at__isnull=False)
    lues = siennes.annotate(dates_lues=dates_a_venir(maintenant)).order_by("creneau__debut", "pk")
    missions = une_par_collective(lues)
    return BlocExpert(
        demandes=_parmi(missions, maintenant, StatutMission.PROPOSEE),
        a_venir=tuple(rendez_vous_de(m for m in missions if m.etat in STATUTS_EN_COURS)),
        a_rendre=_parmi(missions, maintenant, StatutMission.COMPTE_RENDU_ATTENDU, StatutMission.CONTESTEE),
        a_planifier=_parmi(missions, maintenant, StatutMission.A_PLANIFIER),
        a_relever=_parmi(missions, maintenant, StatutMission.VALIDE),
    )


def _parmi(missions: list[Mission], maintenant: datetime, *etats: StatutMission) -> tuple[Mission, ...]:
    return tuple(m for m in missions if m.etat_a(maintenant, de_l_expert=True) in etats)
