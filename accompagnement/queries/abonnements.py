"""The booked half-days of an expert, written for her own calendar."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from accompagnement.enums import STATUTS_SANS_CRENEAU, Lieu
from accompagnement.models import Creneau, Expert, Mission

PASSE = timedelta(days=90)


def agenda_en_ics(expert: Expert, maintenant: datetime) -> bytes:
    """Return the half-days held or worked since three months, one event each: project, need and place, nothing more.

    A shared mission gives its half-days once, whatever the number of its projects.
    """
    calendrier = calendrier_vide()
    calendrier.add("x-wr-calname", "Missions d’accompagnement")
    missions = Mission.objects.pour_affichage().filter(expert=expert, creneau__fin__gt=maintenant - PASSE, collective=None)
    for m in missions.exclude(statut__in=STATUTS_SANS_CRENEAU):
        calendrier.add_component(evenement(f"mission-{m.pk}", m.creneau, f"{m.projet.nom}, {m.besoin}", Lieu(m.lieu).label, m.etat.label, maintenant))
    communs = Creneau.objects.filter(expert=expert, collective__isnull=False, fin__gt=maintenant - PASSE).select_related("collective")
    for c in communs.order_by("debut", "pk"):
        mots = (c.collective.titre, Lieu(c.collective.lieu).label, c.collective.etat.label)
        calendrier.add_component(evenement(f"creneau-{c.pk}", c, *mots, maintenant))
    return calendrier.to_ical()


def calendrier_vide() -> Calendar:
    """Return a calendar of ours, without events."""
    calendrier = Calendar()
    calendrier.add("prodid", "-//Manufactures de proximité//Accompagnement//FR")
    calendrier.add("version", "2.0")
    return calendrier


def evenement(uid: str, creneau: Creneau, titre: str, lieu: str, texte: str, maintenant: datetime) -> Event:
    """Return a half-day as an event, its hours in UTC: the clock of the reader follows, whatever the season."""
    evenement = Event()
    evenement.add("uid", f"{uid}@accompagnement")
    evenement.add("dtstamp", maintenant)
    evenement.add("dtstart", creneau.debut.astimezone(UTC))
    evenement.add("dtend", creneau.fin.astimezone(UTC))
    evenement.add("summary", titre)
    evenement.add("location", lieu)
    evenement.add("description", texte)
    return evenement
