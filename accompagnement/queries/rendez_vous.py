"""A confirmed mission written for any calendar (RFC 5545): one event for each half-day, that a later file moves or cancels."""

from datetime import datetime

from django.db.models import Q
from icalendar import Event

from accompagnement.enums import Lieu, StatutMission
from accompagnement.models import Creneau, Mission
from accompagnement.queries.abonnements import calendrier_vide, evenement
from accompagnement.queries.demandes import creneaux_de
from socle.journal.models import Evenement


def rendez_vous_en_ics(mission: Mission, maintenant: datetime, lien: str) -> bytes:
    """Return the half-days of a mission, cancelled when it is; ``lien``: the address of its page.

    A half-day is known by its rank in the mission, so that one moved keeps its UID. SEQUENCE is the number of lines the journal
    has on the mission: each move or cancellation writes one, and none is removed.
    """
    calendrier, version = calendrier_vide(), Evenement.objects.filter(fil=mission.projet.fil, objet=f"mission:{mission.pk}").count()
    for rang, creneau in enumerate(_creneaux(mission), start=1):
        calendrier.add_component(_evenement(mission, rang, creneau, version, maintenant, lien))
    return calendrier.to_ical()


def _creneaux(mission: Mission) -> list[Creneau]:
    """Return the half-days held, or those that were when the mission was cancelled."""
    if mission.etat != StatutMission.ANNULEE:
        return creneaux_de(mission)
    tenus = Q(pk=mission.creneau_id) | Q(retenues__mission=mission.pk, retenues__liberee_at__gte=mission.annulee_at)
    return list(Creneau.objects.filter(tenus).distinct().order_by("debut", "pk"))


def _evenement(mission: Mission, rang: int, creneau: Creneau, version: int, maintenant: datetime, lien: str) -> Event:
    uid = f"mission-{mission.pk}" if rang == 1 else f"mission-{mission.pk}-{rang}"
    titre = f"{mission.besoin}, {mission.projet.nom}, avec {mission.expert}"
    fait = evenement(uid, creneau, titre, _lieu(mission), f"{mission.objet}\n\n{lien}", maintenant)
    fait.add("sequence", version)
    fait.add("status", "CANCELLED" if mission.etat == StatutMission.ANNULEE else "CONFIRMED")
    fait.add("url", lien)
    return fait


def _lieu(mission: Mission) -> str:
    """Write where it takes place: on site, with the town of the project."""
    mots = [Lieu(mission.lieu).label]
    if mission.lieu == Lieu.SUR_PLACE and mission.projet.commune:
        mots.append(mission.projet.commune)
    return ", ".join(mots)
