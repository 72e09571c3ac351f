"""French typography for amounts, dates and counts, shared by pages, mails, PDFs and exports.

No-break space is always U+00A0 (the fonts shipped have no U+202F), minus is U+2212.
Aware datetimes are shown in the current time zone (Europe/Paris).
"""

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

ESPACE = "\u00a0"
MOINS = "\u2212"
JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
MOIS_COURTS = (
    "janv.", "févr.", "mars", "avril", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip


def nombre(valeur, decimales: int | None = None) -> str:
    """Write a number with thousands apart: `1 234,5`.

    `decimales` fixes the digits after the comma; by default only those the number has.
    """
    valeur = _decimal(valeur)
    if decimales is None:
        valeur = _sans_zeros(valeur)
    else:
        valeur = valeur.quantize(Decimal(1).scaleb(-decimales), ROUND_HALF_UP)
    ecrit = f"{abs(valeur):,f}".replace(",", ESPACE).replace(".", ",")
    return MOINS + ecrit if valeur < 0 else ecrit


def montant(valeur) -> str:
    """Write euros: `255 000 €` when whole, `18,50 €` otherwise (rounded to the cent)."""
    centimes = _decimal(valeur).quantize(Decimal("0.01"), ROUND_HALF_UP)
    decimales = 0 if centimes == centimes.to_integral_value() else 2
    return f"{nombre(centimes, decimales)}{ESPACE}€"


def pourcent(valeur, decimales: int | None = None) -> str:
    """Write a percentage given in points (12.5 is `12,5 %`)."""
    return f"{nombre(valeur, decimales)}{ESPACE}%"


def quantieme(jour: int) -> str:
    """Write the day of the month: `1er`, `2`."""
    return "1er" if jour == 1 else str(jour)


def jour(valeur) -> str:
    """Write a date in short: `1er juil. 2022`."""
    valeur = _local(valeur)
    return f"{quantieme(valeur.day)}{ESPACE}{MOIS_COURTS[valeur.month - 1]}{ESPACE}{valeur.year}"


def date_longue(valeur) -> str:
    """Write a date with its weekday: `jeudi 24 nov. 2022`."""
    return f"{JOURS[_local(valeur).weekday()]} {jour(valeur)}"


def date_entiere(valeur) -> str:
    """Write a date in full, as in a letter: `1er mars 2022`."""
    valeur = _local(valeur)
    return f"{quantieme(valeur.day)}{ESPACE}{MOIS[valeur.month - 1]}{ESPACE}{valeur.year}"


def date_du_jour(valeur) -> str:
    """Write the date above a page title: `Jeudi 17 novembre 2022`."""
    return f"{JOURS[_local(valeur).weekday()]} {date_entiere(valeur)}".capitalize()


def jour_de_semaine(valeur) -> str:
    """Write the weekday of a calendar tile: `jeu.`."""
    return JOURS[_local(valeur).weekday()][:3] + "."


def numero_du_jour(valeur) -> str:
    """Write the day of a calendar tile: `24`, `1er`."""
    return quantieme(_local(valeur).day)


def mois_court(valeur) -> str:
    """Write the month of a calendar tile: `nov.`."""
    return MOIS_COURTS[_local(valeur).month - 1]


def heure(valeur: datetime | time) -> str:
    """Write an hour: `18 h`, `14 h 30`."""
    valeur = _local(valeur)
    minutes = f"{ESPACE}{valeur.minute:02d}" if valeur.minute else ""
    return f"{valeur.hour}{ESPACE}h{minutes}"


def echeance(valeur: datetime) -> str:
    """Write a deadline, always a day, a date and an hour: `jeudi 24 nov. 2022, 18 h`."""
    return f"{date_longue(valeur)}, {heure(valeur)}"


def plage(debut: datetime | time, fin: datetime | time) -> str:
    """Write a range of hours: `9 h – 12 h 30`."""
    return f"{heure(debut)}{ESPACE}–{ESPACE}{heure(fin)}"


def pluriel(quantite, singulier: str, au_pluriel: str | None = None) -> str:
    """Write a count and its noun, `0 projet`, `1,5 jour`, `2 projets`; the plural starts at two."""
    nom = singulier if abs(_decimal(quantite)) < 2 else (au_pluriel or singulier + "s")
    return f"{nombre(quantite)}{ESPACE}{nom}"


def demi_journees(quantite) -> str:
    """Write a number of credits: `1 demi-journée`, `3 demi-journées`."""
    return pluriel(quantite, "demi-journée")


def taille(octets: int) -> str:
    """Write a file size: `184 ko`, `2,4 Mo` (1 ko = 1000 bytes)."""
    if octets < 1_000_000:
        return f"{nombre(max(1, round(octets / 1000)))}{ESPACE}ko"
    return f"{nombre(round(Decimal(octets) / 1_000_000, 1))}{ESPACE}Mo"


def enumeration(mots) -> str:
    """Join words as a sentence does: `un, deux et trois`."""
    mots = [str(mot) for mot in mots]
    return " et ".join([", ".join(mots[:-1]), mots[-1]]) if len(mots) > 1 else "".join(mots)


def _decimal(valeur) -> Decimal:
    return valeur if isinstance(valeur, Decimal) else Decimal(str(valeur))


def _sans_zeros(valeur: Decimal) -> Decimal:
    entier = valeur.to_integral_value()
    return entier if valeur == entier else valeur.normalize()


def _local(valeur: date | datetime | time):
    if isinstance(valeur, datetime) and timezone.is_aware(valeur):
        return timezone.localtime(valeur)
    return valeur
