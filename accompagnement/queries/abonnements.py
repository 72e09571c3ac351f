"""The booked half-days of an expert, written for her own calendar."""

from datetime import datetime, timedelta

from icalendar import Calendar, Event

from accompagnement.enums import STATUTS_SANS_CRENEAU, Lieu
from accompagnement.models import Expert, Mission

PASSE = timedelta(days=90)


def agenda_en_ics(expert: Expert, maintenant: datetime) -> bytes:
    """Return the half-days held or worked since three months, one event each: project, need and place, nothing more."""
    calendrier = Calendar()
    calendrier.add("prodid", "-//Manufactures de proximité//Accompagnement//FR")
    calendrier.add("version", "2.0")
    calendrier.add("x-wr-calname", "Missions d’accompagnement")
    missions = Mission.objects.pour_affichage().filter(expert=expert, creneau__fin__gt=maintenant - PASSE).exclude(statut__in=STATUTS_SANS_CRENEAU)
    for mission in missions:
        calendrier.add_component(_evenement(mission, maintenant))
    return calendrier.to_ical()


def _evenement(mission: Mission, maintenant: datetime) -> Event:
    evenement = Event()
    evenement.add("uid", f"mission-{mission.pk}@accompagnement")
    evenement.add("dtstamp", maintenant)
    evenement.add("dtstart", mission.creneau.debut)
    evenement.add("dtend", mission.creneau.fin)
    evenement.add("summary", f"{mission.projet.nom}, {mission.besoin}")
    evenement.add("location", Lieu(mission.lieu).label)
    evenement.add("description", mission.etat.label)
    return evenement
