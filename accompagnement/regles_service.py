"""Pure rules of the service fait: silence, arbitration, statements, payment. No ORM, no clock; instants are aware."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from accompagnement.enums import StatutMission, StatutPaiement, Verdict
from accompagnement.regles import HEURE_LIMITE
from socle.lib.dates import PARIS, a_paris, ajouter_jours_ouvres, ajouter_mois
from socle.lib.francais import date_entiere, echeance
from socle.lib.refus import Refus

CENTIME = Decimal("0.01")
MOTIF_MANQUANT = Refus("motif_manquant", "Indiquez le motif : il sera lu par le projet, par l’expert et par la coordination.")


def echeance_du_verdict(remis: datetime, jours_ouvres: int) -> datetime:
    """Return until when a project may answer a report: 18 h in Paris, ``jours_ouvres`` after the day it came."""
    return a_paris(ajouter_jours_ouvres(remis.astimezone(PARIS).date(), jours_ouvres), HEURE_LIMITE)


def est_silencieux(statut: StatutMission, reponse_avant: datetime, maintenant: datetime) -> bool:
    """Tell whether a report stood unanswered beyond its deadline; at that very instant the project may still answer."""
    return statut == StatutMission.A_ACCEPTER and maintenant > reponse_avant


def refus_de_constater(statut: StatutMission, reponse_avant: datetime, maintenant: datetime, motif: str) -> Refus | None:
    """Refuse to do without the project's answer before its deadline, once it answered, or without a reason."""
    if statut != StatutMission.A_ACCEPTER:
        return Refus("verdict_deja_donne", f"Cette mission n’attend plus la réponse du projet : elle est « {statut.label} ».")
    if not est_silencieux(statut, reponse_avant, maintenant):
        return Refus("silence_trop_tot", f"Le projet peut répondre jusqu’au {echeance(reponse_avant)} : attendez cette date.")
    return None if motif.strip() else MOTIF_MANQUANT


def refus_d_arbitrer(statut: StatutMission, acceptees: int, retenues: int, motif: str) -> Refus | None:
    """Refuse an arbitration without dispute, without a reason, or that accepts other than 1 to ``retenues`` half-days."""
    if statut != StatutMission.CONTESTEE:
        return Refus("pas_de_contestation", f"Cette mission n’est pas contestée : elle est « {statut.label} ».")
    if not 1 <= acceptees <= retenues:
        return Refus("partie_hors_bornes", f"Indiquez un nombre de demi-journées entre 1 et {retenues}.")
    return None if motif.strip() else MOTIF_MANQUANT


def refus_de_redemander(statut: StatutMission, motif: str) -> Refus | None:
    """Refuse to ask for another report without dispute or without saying what it lacks."""
    return refus_d_arbitrer(statut, 1, 1, motif)


def verdict_arbitre(acceptees: int, retenues: int) -> Verdict:
    """Return the verdict that accepts so many half-days of those held."""
    return Verdict.ACCEPTE if acceptees == retenues else Verdict.PARTIEL


def frais_du_service(frais: Decimal, commandees: int, acceptees: int) -> Decimal:
    """Return the share of the travel of an order (``frais``, euros for ``commandees`` half-days) due for those accepted, to the cent."""
    return (frais * acceptees / commandees).quantize(CENTIME, ROUND_HALF_UP)


def premier_du_mois(jour: date) -> date:
    return jour.replace(day=1)


def mois_a_relever(jour: date) -> date:
    """Return the first day of the month that was over before ``jour``."""
    return ajouter_mois(premier_du_mois(jour), -1)


def fin_du_mois(mois: date) -> datetime:
    """Return the first instant of the next month, in Paris: a statement takes what was validated before it."""
    return a_paris(ajouter_mois(premier_du_mois(mois), 1), time(0))


def refus_de_relever(mois: date, maintenant: datetime) -> Refus | None:
    """Refuse the statement of a month that is not over: a service could still be validated in it."""
    fin = fin_du_mois(mois)
    if maintenant >= fin:
        return None
    return Refus("mois_en_cours", f"Ce mois n’est pas terminé : établissez ses relevés à partir du {date_entiere(fin.date())}.")


def numero_de_releve(annee: int, rang: int) -> str:
    return f"RE-{annee}-{rang:04}"


def refus_de_facturer(paiement: StatutPaiement, facture_le: date, etabli_le: date, aujourd_hui: date) -> Refus | None:
    """Refuse an invoice on a statement already paid, or dated before the statement or in the future."""
    if paiement == StatutPaiement.PAYE:
        return Refus("releve_paye", "Ce relevé est payé : sa facture ne change plus.")
    if not etabli_le <= facture_le <= aujourd_hui:
        return Refus("facture_hors_date", f"Datez la facture entre le {date_entiere(etabli_le)}, jour du relevé, et aujourd’hui.")
    return None


def refus_de_payer(paiement: StatutPaiement, reference: str, facture_le: date | None, paye_le: date, aujourd_hui: date) -> Refus | None:
    """Refuse a payment without invoice, before its date or in the future, or twice."""
    if paiement != StatutPaiement.A_PAYER:
        return Refus("paiement_deja_note", f"Ce relevé est déjà « {paiement.label} ».")
    if not reference or facture_le is None:
        return Refus("facture_attendue", "L’expert n’a pas encore indiqué sa facture : le paiement se note ensuite.")
    if not facture_le <= paye_le <= aujourd_hui:
        return Refus("paiement_hors_date", f"Datez le paiement entre le {date_entiere(facture_le)}, jour de la facture, et aujourd’hui.")
    return None


def refus_de_rejeter(paiement: StatutPaiement, reference: str, motif: str) -> Refus | None:
    """Refuse to reject what has no invoice or is closed, or without a reason."""
    if paiement != StatutPaiement.A_PAYER:
        return Refus("paiement_deja_note", f"Ce relevé est déjà « {paiement.label} ».")
    if not reference:
        return Refus("facture_attendue", "L’expert n’a pas encore indiqué sa facture : il n’y a rien à rejeter.")
    return None if motif.strip() else Refus("motif_manquant", "Indiquez le motif : l’expert le lit et corrige sa facture.")


@dataclass(frozen=True)
class VerdictDuJour:
    """What a project says of one half-day: accepted, or refused with its reason. ``quand`` is its date in words."""

    creneau_pk: int
    acceptee: bool
    motif: str = ""
    quand: str = ""


def refus_des_jours(jours: Sequence[VerdictDuJour], tenus: Collection[int], rendues: int) -> Refus | None:
    """Refuse a verdict half-day by half-day that is not said of each, once, of those reported, or that refuses without a reason."""
    if sorted(j.creneau_pk for j in jours) != sorted(tenus) or len(jours) != rendues:
        return Refus("jours_incomplets", "Dites pour chaque demi-journée du compte rendu si vous l’acceptez : rechargez la page.")
    sans_motif = next((j for j in jours if not j.acceptee and not j.motif.strip()), None)
    return Refus("jour_sans_motif", f"Indiquez pourquoi vous refusez la demi-journée du {sans_motif.quand}.") if sans_motif else None


def verdict_des_jours(jours: Sequence[VerdictDuJour]) -> tuple[Verdict, int, str]:
    """Return the verdict that half-days add up to, how many are accepted, and the reasons in one text."""
    acceptees = sum(j.acceptee for j in jours)
    verdict = Verdict.REFUSE if not acceptees else Verdict.ACCEPTE if acceptees == len(jours) else Verdict.PARTIEL
    return verdict, acceptees, " ; ".join(f"{j.quand} : {j.motif.strip()}" for j in jours if not j.acceptee)
