"""The calendar invitation of a session (RFC 5545), which calendars keep up to date by its UID and SEQUENCE."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

FUSEAU = """BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE"""
LARGEUR = 75  # bytes of a line of the format


@dataclass(frozen=True)
class Invitation:
    """What a calendar needs of a session; hours are those of Paris."""

    uid: str
    sequence: int
    titre: str
    lieu: str
    description: str
    lien: str
    organisateur: str
    invite: str
    jour: date
    debut: time
    fin: time
    emise_at: datetime


def ecrire(invitation: Invitation) -> bytes:
    """Return the .ics file of an invitation (METHOD:REQUEST)."""
    lignes = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Programme d'ingénierie//Incubation//FR",
        "METHOD:REQUEST",
        *FUSEAU.splitlines(),
        *_evenement(invitation),
        "END:VCALENDAR",
    ]
    return b"".join(_plier(ligne) for ligne in lignes)


def _evenement(i: Invitation) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{i.uid}",
        f"SEQUENCE:{i.sequence}",
        f"DTSTAMP:{i.emise_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;TZID=Europe/Paris:{i.jour:%Y%m%d}T{i.debut:%H%M%S}",
        f"DTEND;TZID=Europe/Paris:{i.jour:%Y%m%d}T{i.fin:%H%M%S}",
        f"SUMMARY:{_texte(i.titre)}",
        f"LOCATION:{_texte(i.lieu)}",
        f"DESCRIPTION:{_texte(i.description)}",
        f"URL:{i.lien}",
        f"ORGANIZER:mailto:{i.organisateur}",
        f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:{i.invite}",
        "STATUS:CONFIRMED",
        "END:VEVENT",
    ]


def _texte(valeur: str) -> str:
    for signe in ("\\", ";", ","):
        valeur = valeur.replace(signe, f"\\{signe}")
    return valeur.replace("\r\n", "\n").replace("\n", "\\n")


def _plier(ligne: str) -> bytes:
    """Fold a line at 75 bytes without cutting a character."""
    lignes, courante = [], b""
    for caractere in ligne:
        octets = caractere.encode()
        if len(courante) + len(octets) > LARGEUR:
            lignes.append(courante)
            courante = b" "
        courante += octets
    return b"\r\n".join([*lignes, courante]) + b"\r\n"
