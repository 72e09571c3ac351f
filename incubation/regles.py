"""Pure rules of the incubation: no database, no clock."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from incubation.enums import TRANSITIONS, DemiJournee, EtatLivrable, GesteLivrable, Moment, StatutLivrable
from manufactures.enums import BINOME
from socle.lib.dates import a_paris, ajouter_jours_ouvres, est_ouvre

HEURE_LIMITE = time(18)
CHIFFRES_DU_CODE = 6


# --- Presence ----------------------------------------------------------------------------------


def code_de_presence(secret: str, instant: datetime, pas: int = 60) -> str:
    """Return the six digits shown in the room at ``instant``; they change every ``pas`` seconds."""
    return _code(secret, int(instant.timestamp()) // pas)


def code_accepte(saisi: str, secret: str, instant: datetime, pas: int = 60) -> bool:
    """Tell whether a typed code is the current one or the one before it, accepted one step more."""
    rang = int(instant.timestamp()) // pas
    chiffres = "".join(c for c in saisi if c.isdigit())
    valides = [_code(secret, rang), _code(secret, rang - 1)]
    return any([hmac.compare_digest(chiffres, code) for code in valides])


def _code(secret: str, rang: int) -> str:
    condense = hmac.new(secret.encode(), str(rang).encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(condense[:8]) % 10**CHIFFRES_DU_CODE:0{CHIFFRES_DU_CODE}d}"


def secondes_restantes(instant: datetime, pas: int = 60) -> int:
    """Return how many seconds the current code will still be shown, from 1 to ``pas``."""
    return pas - int(instant.timestamp()) % pas


def binome_complet(fonctions: Iterable[str]) -> bool:
    """Tell whether porteur and partenaire are both there: « Les porteurs de projets sont invités à se présenter en binôme à toutes les sessions »."""
    return set(fonctions) >= BINOME


def demi_journee_en_cours(matin_fin: time | None, apres_midi_debut: time | None, heure: time) -> DemiJournee:
    """Return the half-day that is signed at an hour: the only one there is, else the afternoon from the middle of lunch on."""
    if matin_fin is None or apres_midi_debut is None:
        return DemiJournee.MATIN if apres_midi_debut is None else DemiJournee.APRES_MIDI
    milieu = (_minutes(matin_fin) + _minutes(apres_midi_debut)) / 2
    return DemiJournee.APRES_MIDI if _minutes(heure) >= milieu else DemiJournee.MATIN


def _minutes(heure: time) -> int:
    return heure.hour * 60 + heure.minute


def signatures_attendues(demi_journees: int, binome: bool = True) -> int:
    """Return how many signatures a project owes for a number of half-days."""
    return demi_journees * (len(BINOME) if binome else 1)


def assiduite(signatures: int, attendues: int) -> Fraction | None:
    """Return the share of presences, from 0 to 1, or None while no half-day was held."""
    return Fraction(min(signatures, attendues), attendues) if attendues else None


# --- Livrables ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class EcheancePrevue:
    """The window of a module: its livrable opens at ``ouverture`` and is due at ``echeance`` (instants, Paris)."""

    numero: int
    ouverture_at: datetime
    echeance_at: datetime


def plan_de_livrables(debut: date, fin: date, numeros: list[int]) -> list[EcheancePrevue]:
    """Spread the livrables of the modules, in their order, evenly between two days; each falls due on a worked day at 18 h."""
    duree = (fin - debut).days
    bornes = [debut + timedelta(days=duree * rang // len(numeros)) for rang in range(len(numeros) + 1)]
    return [
        EcheancePrevue(numero, a_paris(ouverture, time(0)), a_paris(_jour_ouvre_avant(echeance, ouverture), HEURE_LIMITE))
        for numero, ouverture, echeance in zip(numeros, bornes[:-1], bornes[1:], strict=True)
    ]


def _jour_ouvre_avant(jour: date, plancher: date) -> date:
    """Return the last worked day up to ``jour``, or ``jour`` itself when the window holds none."""
    recul = jour
    while recul > plancher and not est_ouvre(recul):
        recul -= timedelta(days=1)
    return recul if est_ouvre(recul) else jour


def echeance_apres_renvoi(echeance: datetime, maintenant: datetime, jours_ouvres: int) -> datetime:
    """Return the deadline of the next version: never sooner than the one in force, at least ``jours_ouvres`` from today."""
    jour = ajouter_jours_ouvres(maintenant.astimezone(a_paris(date.min).tzinfo).date(), jours_ouvres)
    return max(echeance, a_paris(jour, HEURE_LIMITE))


def statut_affiche(
    statut: StatutLivrable, *, ouverture_at: datetime, echeance_initiale_at: datetime, echeance_at: datetime, maintenant: datetime
) -> EtatLivrable:
    """Read a stored status at an instant: what waits for the team is « à venir », « à déposer » or « en retard » by its dates."""
    if statut not in (StatutLivrable.ATTENDU, StatutLivrable.A_COMPLETER):
        return EtatLivrable(statut.value)
    if maintenant > echeance_at:
        return EtatLivrable.EN_RETARD
    if statut == StatutLivrable.A_COMPLETER:
        return EtatLivrable.A_COMPLETER
    if echeance_at > echeance_initiale_at:
        return EtatLivrable.DELAI_ACCORDE
    return EtatLivrable.A_VENIR if maintenant < ouverture_at else EtatLivrable.A_DEPOSER


def apres(statut: StatutLivrable, geste: GesteLivrable) -> StatutLivrable | None:
    """Return the status a gesture leads to, or None when it cannot be made from there."""
    return TRANSITIONS.get((statut, geste))


# --- Maturity ----------------------------------------------------------------------------------


def axes_critiques_faibles(notes: Iterable[tuple[str, bool, int]], seuil: int = 1) -> list[str]:
    """Return the codes of the critical axes rated at most ``seuil``; ``notes`` are (code, critical, rating from 0 to 5).

    « Si l’état de maturité des projets ne paraît pas suffisamment avancé […], notamment sur les perspectives économiques,
    juridiques et foncières, le Comité de Sélection se réservera le droit de ne pas attribuer de subvention. »
    """
    return [code for code, critique, note in notes if critique and note <= seuil]


def moment_a_noter(debut: date, fin: date, jour: date) -> tuple[Moment, date]:
    """Return the rating that is asked on a day and until when: entry in the first quarter, exit in the last one, midway between."""
    quart = (fin - debut) // 4
    if jour <= debut + quart:
        return Moment.ENTREE, debut + quart
    return (Moment.MILIEU, fin - quart) if jour <= fin - quart else (Moment.SORTIE, fin)
