"""The booked half-days of an expert, written for her own calendar."""

from datetime import datetime, timedelta

from icalendar import Calendar, Event

from accompagnement.enums import STATUTS_SANS_CRENEAU, Lieu
from accompagnement.models import Creneau, Expert, Mission

PASSE = timedelta(days=90)


def agenda_en_ics(expert: Expert, maintenant: datetime) -> bytes:
    """Return the half-days held or worked since three months, one event each: project, need and place, nothing more.

    A shared mission gives its half-days once, whatever the number of its projects.
    """
    calendrier = Calendar()
    calendrier.add("prodid", "-//Manufactures de proximité//Accompagnement//FR")
    calendrier.add("version", "2.0")
    calendrier.add("x-wr-calname", "Missions d’accompagnement")
    missions = Mission.objects.pour_affichage().filter(expert=expert, creneau__fin__gt=maintenant - PASSE, collective=None)
    for m in missions.exclude(statut__in=STATUTS_SANS_CRENEAU):
        calendrier.add_component(_evenement(f"mission-{m.pk}", m.creneau, f"{m.projet.nom}, {m.besoin}", m.lieu, m.etat.label, maintenant))
    communs = Creneau.objects.filter(expert=expert, collective__isnull=False, fin__gt=maintenant - PASSE).select_related("collective")
    for c in communs.order_by("debut", "pk"):
        mots = (c.collective.titre, c.collective.lieu, c.collective.etat.label)
        calendrier.add_component(_evenement(f"creneau-{c.pk}", c, *mots, maintenant))
    return calendrier.to_ical()


def _evenement(uid: str, creneau: Creneau, titre: str, lieu: str, etat: str, maintenant: datetime) -> Event:
    evenement = Event()
    evenement.add("uid", f"{uid}@accompagnement")
    evenement.add("dtstamp", maintenant)
    evenement.add("dtstart", creneau.debut)
    evenement.add("dtend", creneau.fin)
    evenement.add("summary", titre)
    evenement.add("location", Lieu(lieu).label)
    evenement.add("description", etat)
    return evenement
