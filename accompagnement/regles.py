"""Pure rules of the accompagnement: no ORM, no clock. Half-days are whole numbers; instants are aware."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from accompagnement.enums import STATUTS_ANNULABLES, Moment, StatutMission, Verdict
from socle.lib.dates import PARIS, a_paris, ajouter_jours_ouvres, est_ouvre
from socle.lib.francais import date_entiere
from socle.lib.refus import Refus

MATIN = ("Matin", time(9), time(12, 30))
APRES_MIDI = ("Après-midi", time(14), time(17, 30))
HEURE_LIMITE = time(18)
PLAGE_MAX = 92  # days


@dataclass(frozen=True)
class DemiJournee:
    """A half-day of the clock in Paris."""

    nom: str
    debut: datetime
    fin: datetime


def demi_journees_du_jour(jour: date, territoire: str | None = None) -> tuple[DemiJournee, ...]:
    """Return the morning and the afternoon of a worked day, none on other days; hours are those of the wall clock."""
    if not est_ouvre(jour, territoire):
        return ()
    return tuple(DemiJournee(nom, a_paris(jour, debut), a_paris(jour, fin)) for nom, debut, fin in (MATIN, APRES_MIDI))


def demi_journees_entre(debut: date, fin: date, territoire: str | None = None) -> list[DemiJournee]:
    """Return the half-days of the worked days of a territory from ``debut`` to ``fin``, both included."""
    jours = (debut + timedelta(days=n) for n in range((fin - debut).days + 1))
    return [d for jour in jours for d in demi_journees_du_jour(jour, territoire)]


def refus_de_plage(debut: date, fin: date) -> Refus | None:
    """Refuse a range of dates that is backwards or longer than three months."""
    if fin < debut:
        return Refus("plage_inversee", "Le dernier jour vient avant le premier : corrigez l’une des deux dates.")
    if (fin - debut).days > PLAGE_MAX:
        return Refus("plage_longue", "Ouvrez trois mois au plus à la fois.")
    return None


def nom_de_la_demi_journee(debut: datetime) -> str:
    """Return « Matin » or « Après-midi » for the start of a slot."""
    return MATIN[0] if debut.astimezone(PARIS).time() < MATIN[2] else APRES_MIDI[0]


def moment_de_la_demi_journee(debut: datetime) -> Moment:
    """Return the half of the day a slot starts in, by the clock of Paris."""
    return Moment.MATIN if nom_de_la_demi_journee(debut) == MATIN[0] else Moment.APRES_MIDI


def limite_annulation(debut: datetime, heures: int) -> datetime:
    """Return the last instant of free cancellation: ``heures`` of elapsed time before the start."""
    return debut.astimezone(UTC) - timedelta(hours=heures)


def peut_annuler_gratuitement(debut: datetime, maintenant: datetime, heures: int) -> bool:
    """Tell whether a cancellation costs nothing: until ``heures`` before, that instant included."""
    return maintenant <= limite_annulation(debut, heures)


def debit_d_annulation(
    *, debut: datetime, maintenant: datetime, heures: int, debit: int, retenues: int, engagee: bool, par_l_equipe: bool
) -> int:
    """Return the half-days a cancellation costs the project: none in time, before the expert said yes, or by another."""
    if not engagee or not par_l_equipe or peut_annuler_gratuitement(debut, maintenant, heures):
        return 0
    return min(debit, retenues)


def echeance_reponse(demande: datetime, jours_ouvres: int, debut: datetime) -> datetime:
    """Return when the expert must have answered: 18 h in Paris, ``jours_ouvres`` after the request, or the slot's start."""
    return min(a_paris(ajouter_jours_ouvres(demande.astimezone(PARIS).date(), jours_ouvres), HEURE_LIMITE), debut)


def echeance_compte_rendu(fin: datetime, jours_ouvres: int) -> datetime:
    """Return when the report is due, 18 h in Paris."""
    return a_paris(ajouter_jours_ouvres(fin.astimezone(PARIS).date(), jours_ouvres), HEURE_LIMITE)


def etat_a_l_heure(statut: StatutMission, fin: datetime | None, maintenant: datetime, *, de_l_expert: bool) -> StatutMission:
    """Return the state a reader sees: once its half-day is over, a planned mission waits for the expert's report."""
    if statut != StatutMission.PLANIFIEE or fin is None or maintenant < fin:
        return statut
    return StatutMission.COMPTE_RENDU_ATTENDU if de_l_expert else StatutMission.REALISEE


def solde_disponible(accordees: int, reservees: int, consommees: int, expirees: int) -> int:
    """Return the half-days left to book."""
    return accordees - reservees - consommees - expirees


def repartition_des_credits(total: int, poids: Mapping[str, int]) -> dict[str, int]:
    """Share ``total`` half-days over needs by weight, largest remainder first (then the order given); the sum is exact."""
    somme = sum(poids.values())
    if somme == 0:
        return dict.fromkeys(poids, 0)
    parts = {code: total * p // somme for code, p in poids.items()}
    restes = sorted(poids, key=lambda code: -(total * poids[code] % somme))
    for code in restes[: total - sum(parts.values())]:
        parts[code] += 1
    return parts


def refus_de_credit(disponibles: int, demandees: int = 1) -> Refus | None:
    """Refuse a request above the half-days left for the need."""
    if disponibles >= demandees:
        return None
    reste = "0 demi-journée" if disponibles == 0 else f"{disponibles} demi-journée{'s' if disponibles > 1 else ''}"
    phrase = f"Il reste {reste} pour ce besoin ; demandez un transfert ou choisissez un autre besoin."
    return Refus("credit_insuffisant", phrase)


CRENEAU_PRIS = Refus("creneau_pris", "Ce créneau vient d’être pris. Voici les suivants.")
PLUS_ANNULABLE = Refus("mission_plus_annulable", "Cette mission ne peut plus être annulée : sa demi-journée est passée ou elle est déjà close.")


def refus_d_annuler(statut: StatutMission, debut: datetime | None, maintenant: datetime) -> Refus | None:
    """Refuse to cancel what is over; a mission without a date yet (``debut`` None) is not."""
    return None if statut in STATUTS_ANNULABLES and (debut is None or maintenant < debut) else PLUS_ANNULABLE


def refus_de_repondre(statut: StatutMission, debut: datetime | None, maintenant: datetime) -> Refus | None:
    """Refuse an answer given twice, or once the half-day began."""
    if statut != StatutMission.PROPOSEE:
        return Refus("deja_repondu", f"Cette demande n’attend plus de réponse : elle est « {statut.label} ».")
    return None if debut is None or maintenant < debut else Refus("demande_passee", "La demi-journée demandée est passée : la coordination est prévenue.")


def refus_de_confirmer(statut: StatutMission, avant: datetime, maintenant: datetime) -> Refus | None:
    """Refuse the answer to a proposal given twice, or once its time is over."""
    if statut != StatutMission.A_CONFIRMER:
        return Refus("deja_repondu", f"Cette proposition n’attend plus de réponse : elle est « {statut.label} ».")
    return None if maintenant < avant else Refus("proposition_passee", "Le délai de réponse est passé : demandez une autre date à l’expert.")


def refus_de_rendre(statut: StatutMission, debut: datetime | None, maintenant: datetime, passees: int, retenues: int) -> Refus | None:
    """Refuse a report before the half-day began, or that counts more half-days than were booked."""
    if statut not in (StatutMission.PLANIFIEE, StatutMission.CONTESTEE):
        return Refus("rien_a_rendre", f"Cette mission n’attend pas de compte rendu : elle est « {statut.label} ».")
    if debut is None or maintenant < debut:
        return Refus("trop_tot", "Le compte rendu se remet une fois la demi-journée commencée.")
    if not 1 <= passees <= retenues:
        return Refus("demi_journees_hors_bornes", f"Indiquez un nombre de demi-journées entre 1 et {retenues}.")
    return None


def refus_de_periode(debut: datetime, premier: date, dernier: date) -> Refus | None:
    """Refuse a half-day outside the two years of the plan (``premier`` and ``dernier`` days included)."""
    jour = debut.astimezone(PARIS).date()
    if premier <= jour <= dernier:
        return None
    return Refus("hors_periode", f"Les crédits s’utilisent du {date_entiere(premier)} au {date_entiere(dernier)} : choisissez un autre créneau.")


def refus_de_plan_fini(dernier: date, aujourd_hui: date) -> Refus | None:
    """Refuse to begin a booking once the last day of the plan is over."""
    if aujourd_hui <= dernier:
        return None
    return Refus("plan_fini", f"L’accompagnement s’est terminé le {date_entiere(dernier)}\u00a0: faites le point dans le bilan d’autonomie.")


def refus_de_deplacer(debut: datetime, vers: datetime, maintenant: datetime, heures: int) -> Refus | None:
    """Refuse to move a half-day that began, to its own time, or to one that begins in less than ``heures`` of elapsed time."""
    if debut <= maintenant:
        return Refus("demi_journee_commencee", "Cette demi-journée a commencé : dites plutôt ce qui s’est passé.")
    if vers == debut:
        return Refus("meme_creneau", "Cette demi-journée a déjà lieu à cette date : choisissez-en une autre.")
    if not peut_annuler_gratuitement(vers, maintenant, heures):
        return Refus("deplacement_trop_proche", f"Choisissez une date à plus de {heures} h : l’équipe doit pouvoir annuler sans débit.")
    return None


def refus_de_periode_voulue(debut: date, fin: date, premier: date, dernier: date) -> Refus | None:
    """Refuse a mission wished for on days of which some are outside the plan."""
    if premier <= debut and fin <= dernier:
        return None
    return Refus("hors_periode", f"Les crédits s’utilisent du {date_entiere(premier)} au {date_entiere(dernier)} : changez la période souhaitée.")


def refus_du_verdict(verdict: Verdict, acceptees: int, retenues: int, motif: str) -> Refus | None:
    """Check a verdict: a reason unless all is accepted, and a part that is really a part."""
    if verdict != Verdict.ACCEPTE and not motif.strip():
        return Refus("motif_manquant", "Indiquez le motif : il sera lu par l’expert et par la coordination.")
    if verdict != Verdict.PARTIEL:
        return None
    if retenues == 1:
        return Refus("partie_impossible", "Cette mission compte une seule demi-journée : acceptez-la ou refusez-la.")
    if not 0 < acceptees < retenues:
        return Refus("partie_hors_bornes", f"Indiquez un nombre de demi-journées entre 1 et {retenues - 1}.")
    return None


def quantite_acceptee(verdict: Verdict, acceptees: int, retenues: int) -> int:
    """Return the half-days a verdict accepts, of those held."""
    return {Verdict.ACCEPTE: retenues, Verdict.REFUSE: 0}.get(verdict, acceptees)
