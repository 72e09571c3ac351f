"""The booked half-days of an expert, written for her own calendar."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from django.db.models import Prefetch, Q
from icalendar import Calendar, Event

from accompagnement.enums import STATUTS_SANS_CRENEAU, Lieu
from accompagnement.models import Creneau, DemiJourneeRetenue, Expert, Mission
from accompagnement.regles_rendez_vous import Fait, demi_journees_nommees
from socle.journal.models import Evenement

PASSE = timedelta(days=90)


def agenda_en_ics(expert: Expert, maintenant: datetime) -> bytes:
    """Return the half-days held or worked since three months, one event each: project, need and place, nothing more.

    A shared mission gives its half-days once, whatever the number of its projects.
    """
    calendrier = calendrier_vide()
    calendrier.add("x-wr-calname", "Missions d’accompagnement")
    for m, nom, creneau in _demi_journees(expert, maintenant - PASSE):
        mots = (f"{m.projet.nom}, {m.besoin}", Lieu(m.lieu).label, m.etat.label)
        calendrier.add_component(evenement(uid_de(m, nom), creneau, *mots, maintenant))
    communs = Creneau.objects.filter(expert=expert, collective__isnull=False, fin__gt=maintenant - PASSE).select_related("collective")
    for c in communs.order_by("debut", "pk"):
        mots = (c.collective.titre, Lieu(c.collective.lieu).label, c.collective.etat.label)
        calendrier.add_component(evenement(f"creneau-{c.pk}", c, *mots, maintenant))
    return calendrier.to_ical()


def _demi_journees(expert: Expert, depuis: datetime) -> Iterator[tuple[Mission, int, Creneau]]:
    """Yield the half-days of an expert over since ``depuis`` or to come, with the name each has in a calendar; shared missions apart."""
    suivantes = DemiJourneeRetenue.objects.filter(liberee_at=None).select_related("creneau")
    missions = Mission.objects.pour_affichage().filter(expert=expert, collective=None).exclude(statut__in=STATUTS_SANS_CRENEAU)
    missions = missions.filter(Q(creneau__fin__gt=depuis) | Q(dernier_creneau__fin__gt=depuis))
    lues = list(missions.prefetch_related(Prefetch("suivantes", suivantes, to_attr="dates")))
    faits = _faits_de(lues)
    for m in lues:
        tenus = {c.pk: c for c in (m.creneau, *(d.creneau for d in m.dates))}
        nommees = [(m, d.nom, tenus[d.creneau]) for d in demi_journees_nommees(faits[m.pk], tenus) if d.tenue]
        yield from (lue for lue in nommees if lue[-1].fin > depuis)


def _faits_de(missions: Sequence[Mission]) -> dict[int, list[Fait]]:
    """Return what the journal says of the slots of missions, in one statement."""
    objets = {f"mission:{m.pk}": m.pk for m in missions}
    lignes: dict[int, list] = {m.pk: [] for m in missions}
    nommes = Evenement.objects.filter(fil__in={m.projet.fil for m in missions}, objet__in=objets, details__has_key="creneaux")
    for objet, code, details in nommes.order_by("pk").values_list("objet", "verbe_code", "details"):
        lignes[objets[objet]].append((code, details))
    return {pk: faits_lus(siennes) for pk, siennes in lignes.items()}


def faits_lus(lignes: Iterable[tuple[str, dict]]) -> list[Fait]:
    """Return the lines of the journal, code and details, that name slots of a mission."""
    return [Fait(details["creneaux"], code == "mission.deplacee") for code, details in lignes if "creneaux" in details]


def uid_de(mission: Mission, nom: int) -> str:
    """Return how every calendar knows a half-day of a mission."""
    return f"mission-{mission.pk}-{nom}"


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
