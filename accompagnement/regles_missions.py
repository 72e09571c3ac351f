"""Pure rules of missions asked for: who is asked first and why, what an order costs, what two sides saying a thing means."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from accompagnement.enums import Lieu, StatutMission
from accompagnement.enums_missions import Constat, Cote
from accompagnement.regles import HEURE_LIMITE, debit_d_annulation
from accompagnement.regles_distance import distance_km, phrase_de_distance, proximite
from socle.lib.dates import PARIS, a_paris, ajouter_jours_ouvres
from socle.lib.francais import demi_journees as en_demi_journees
from socle.lib.francais import echeance, nombre, pluriel, pourcent
from socle.lib.refus import Refus

CRITERES = ("competence", "distance", "charge", "avis", "equite")
PARTOUT = ("toute la france", "france entiere")
AVIS_MAX = 5
CHARGE_MAX = 20  # half-days ahead from which an expert has no room left
RECENTES_MAX = 10  # missions of the last year from which fairness gives nothing


@dataclass(frozen=True)
class Candidat:
    """What is known of an expert when a mission looks for one. ``avis`` is the mean of past ratings, out of 5, None without any."""

    expert_pk: int
    missions_du_besoin: int
    territoire: str
    a_distance: bool
    a_venir: int  # half-days ahead
    recentes: int  # missions of the last twelve months
    part_du_lot: Fraction  # share of the missions of the last twelve months that went to the holder of her lot
    avis: Decimal | None = None
    departement: str = ""  # code of the one she leaves from, when she says it
    distance_max: int | None = None  # kilometres


@dataclass(frozen=True)
class Raison:
    """One criterion: what it is worth, from 0 to 1, and why, in words."""

    critere: str
    valeur: Fraction
    phrase: str


@dataclass(frozen=True)
class Classe:
    """An expert with her score out of 100 and its reasons."""

    expert_pk: int
    score: int
    raisons: tuple[Raison, ...]


def raisons_de(candidat: Candidat, lieux: Iterable[str], lieu: Lieu, departement: str = "") -> tuple[Raison, ...]:
    """Say what each criterion gives an expert; a rating that does not exist is left out, and costs nothing."""
    raisons = (_competence(candidat), _distance(candidat, lieux, lieu, departement), _charge(candidat), _equite(candidat))
    return raisons if candidat.avis is None else (*raisons, _avis(candidat.avis))


def _competence(c: Candidat) -> Raison:
    faites = min(c.missions_du_besoin, 4)
    passees = pluriel(c.missions_du_besoin, "mission faite", "missions faites") if faites else "pas encore de mission faite"
    phrase = f"Accompagne ce besoin, {passees}"
    return Raison("competence", Fraction(4 + faites, 8), phrase)


def _distance(c: Candidat, lieux: Iterable[str], lieu: Lieu, departement: str) -> Raison:
    """The kilometres when both places are known, else the words of the territory."""
    if lieu == Lieu.A_DISTANCE:
        return Raison("distance", Fraction(int(c.a_distance)), "Intervient à distance" if c.a_distance else "N’intervient que sur place")
    km = distance_km(c.departement, departement)
    if km is not None:
        trop = f", au-delà de ses {c.distance_max} km" if c.distance_max is not None and km > c.distance_max else ""
        return Raison("distance", proximite(km, c.distance_max), f"Se déplace, {phrase_de_distance(c.departement, departement)}{trop}")
    zone = _simple(c.territoire)
    if any(_simple(nom) in zone for nom in lieux if nom):
        return Raison("distance", Fraction(1), f"Se déplace dans votre territoire ({c.territoire})")
    if any(mot in zone for mot in PARTOUT):
        return Raison("distance", Fraction(3, 4), "Se déplace dans toute la France")
    return Raison("distance", Fraction(0), f"Se déplace ailleurs ({c.territoire})" if c.territoire else "Ne dit pas où elle ou il se déplace")


def _simple(texte: str) -> str:
    sans = unicodedata.normalize("NFD", texte.casefold())
    return "".join(c for c in sans if not unicodedata.combining(c)).replace("-", " ").strip()


def _charge(c: Candidat) -> Raison:
    libre = Fraction(CHARGE_MAX - min(c.a_venir, CHARGE_MAX), CHARGE_MAX)
    return Raison("charge", libre, f"{en_demi_journees(c.a_venir)} à venir" if c.a_venir else "Aucune demi-journée à venir")


def _avis(avis: Decimal) -> Raison:
    return Raison("avis", Fraction(avis) / AVIS_MAX, f"Avis des projets : {nombre(avis, 1)} sur {AVIS_MAX}")


def _equite(c: Candidat) -> Raison:
    peu = Fraction(RECENTES_MAX - min(c.recentes, RECENTES_MAX), RECENTES_MAX)
    siennes = pluriel(c.recentes, "mission") if c.recentes else "Aucune mission"
    phrase = f"{siennes} en douze mois, son lot en porte {pourcent(round(c.part_du_lot * 100))}"
    return Raison("equite", (peu + 1 - c.part_du_lot) / 2, phrase)


def score_de(raisons: Iterable[Raison], poids: Mapping[str, int]) -> Fraction:
    """Return the mean of the criteria by weight, from 0 to 1; 0 when no weight counts."""
    raisons = list(raisons)
    total = sum(poids.get(r.critere, 0) for r in raisons)
    return sum((r.valeur * poids.get(r.critere, 0) for r in raisons), Fraction(0)) / total if total else Fraction(0)


def classer(
    candidats: Iterable[Candidat], poids: Mapping[str, int], *, lieux: Iterable[str], lieu: Lieu, departement: str = ""
) -> list[Classe]:
    """Rank experts, the best first; of two equal, the one with fewer recent missions, then the first named.

    ``lieux``: the names of the project's place; ``departement``: the code of its own, for the kilometres.
    """
    lieux = list(lieux)
    lus = [(c, raisons_de(c, lieux, lieu, departement)) for c in candidats]
    lus.sort(key=lambda lu: (-score_de(lu[1], poids), lu[0].recentes, lu[0].expert_pk))
    return [Classe(c.expert_pk, round(score_de(raisons, poids) * 100), raisons) for c, raisons in lus]


def echeance_de_mission(demande: datetime, jours_ouvres: int) -> datetime:
    """Return when the expert asked for a mission must have answered: 18 h in Paris, ``jours_ouvres`` after."""
    return a_paris(ajouter_jours_ouvres(demande.astimezone(PARIS).date(), jours_ouvres), HEURE_LIMITE)


def refus_de_demander(demi_journees: int, maximum: int, jours: int) -> Refus | None:
    """Refuse a mission of no half-day, above the ceiling of the règlement, or a period that runs backwards (``jours`` < 0)."""
    if not 1 <= demi_journees <= maximum:
        return Refus("demi_journees_hors_bornes", f"Indiquez un nombre de demi-journées entre 1 et {maximum}.")
    return Refus("periode_inversee", "La fin de la période vient avant son début : corrigez l’une des deux dates.") if jours < 0 else None


def refus_d_ajuster(demi_journees: int, maximum: int, demandees: int, motif: str) -> Refus | None:
    """Refuse an adjustment that changes nothing, goes beyond the ceiling, or says not why."""
    if not motif.strip():
        return Refus("motif_manquant", "Indiquez vos conditions : l’équipe les lit avant de confirmer.")
    return refus_de_demander(demi_journees, max(maximum, demandees), 0)


def statut_apres_accord(demi_journees: int, seuil: int) -> StatutMission:
    """Return where a mission goes once both agree: above the threshold, the coordination approves first."""
    return StatutMission.A_APPROUVER if demi_journees > seuil else StatutMission.A_PLANIFIER


def statut_apres_confirmation(demi_journees: int, seuil: int) -> StatutMission:
    """Return where a mission that has its slot goes once both agree."""
    return StatutMission.A_APPROUVER if demi_journees > seuil else StatutMission.PLANIFIEE


def montant_du_bon(demi_journees: int, prix: Decimal, deplacement: Decimal) -> Decimal:
    """Return the amount of an order, before tax, in euros."""
    return demi_journees * prix + deplacement


def frais_de_deplacement(lieu: Lieu, demi_journees: int, forfait: Decimal, km: int | None = None, par_km: Decimal = Decimal(0)) -> Decimal:
    """Return the travel of an order: by half-day on site a flat amount and the kilometres there and back, nothing at a distance.

    ``km``: how far the expert comes from, None when it is not known; ``par_km``: euros.
    """
    return demi_journees * (forfait + 2 * (km or 0) * par_km) if lieu == Lieu.SUR_PLACE else Decimal(0)


def debit_des_demi_journees(
    debuts: Iterable[datetime], *, maintenant: datetime, heures: int, debit: int, retenues: int, engagee: bool, par_l_equipe: bool
) -> int:
    """Return what cancelling several half-days costs: each one too late costs as one alone, never more than what is held."""
    regle = {"maintenant": maintenant, "heures": heures, "debit": debit, "retenues": retenues, "engagee": engagee, "par_l_equipe": par_l_equipe}
    return min(sum(debit_d_annulation(debut=debut, **regle) for debut in debuts), retenues)


def refus_de_planifier(statut: StatutMission, planifiees: int, retenues: int, debut: datetime, maintenant: datetime) -> Refus | None:
    """Refuse to plan a half-day of a mission that waits for none, one too many, or one in the past."""
    if statut != StatutMission.A_PLANIFIER or planifiees >= retenues:
        return Refus("rien_a_planifier", "Toutes les demi-journées de cette mission ont leur créneau, ou elle n’est pas encore commandée.")
    return None if debut > maintenant else Refus("creneau_passe", "Ce créneau est passé : choisissez-en un autre.")


def issue_des_constats(dits: Mapping[Cote, Constat]) -> Constat | None:
    """Return what happened: the word of the coordination if she gave it, else what both sides agree on, else nothing yet."""
    if Cote.COORDINATION in dits:
        return dits[Cote.COORDINATION]
    projet, expert = dits.get(Cote.PROJET), dits.get(Cote.EXPERT)
    return projet if projet == expert else None


def en_desaccord(dits: Mapping[Cote, Constat]) -> bool:
    """Tell that both sides spoke, not alike, and the coordination has not settled it."""
    return Cote.PROJET in dits and Cote.EXPERT in dits and issue_des_constats(dits) is None


def refus_de_constater(fin: datetime, maintenant: datetime, dits: Mapping[Cote, Constat], cote: Cote, rendu_avant: datetime) -> Refus | None:
    """Refuse a statement before the half-day is over, said twice, or of the coordination with nothing to settle.

    It settles a disagreement, and, once the report is late (``rendu_avant``), what one side alone said or nobody did.
    """
    if maintenant < fin:
        return Refus("constat_trop_tot", "Dites ce qui s’est passé une fois la demi-journée finie.")
    if cote in dits:
        return Refus("constat_deja_dit", "Vous avez déjà dit ce qui s’est passé ce jour-là.")
    if cote == Cote.COORDINATION and issue_des_constats(dits) is not None:
        return Refus("constat_sans_desaccord", "Les deux côtés disent la même chose : il n’y a rien à trancher.")
    if cote == Cote.COORDINATION and not en_desaccord(dits) and maintenant < rendu_avant:
        return Refus("constat_attendu", f"Les deux côtés ont jusqu’au {echeance(rendu_avant)} pour répondre : tranchez ensuite.")
    return None


def debit_du_constat(constat: Constat, debit_absence: int) -> int:
    """Return the half-days that an agreed statement debits at once: an absence of the project costs as a late cancellation."""
    return debit_absence if constat == Constat.ABSENCE_PROJET else 0


def debit_en_mots(debit: int) -> str:
    """Write what an act debits, the participle agreed: « 2 demi-journées débitées », « sans débit »."""
    return pluriel(debit, "demi-journée débitée", "demi-journées débitées") if debit else "sans débit"


def bornes_de_charge(maintenant: datetime) -> tuple[datetime, datetime]:
    """Return since when missions are recent and now, the window of fairness: twelve months."""
    return maintenant - timedelta(days=365), maintenant
