"""Pure rules of the yearly report: which years are due, what is compared, when it may be handed in. No ORM, no clock."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from accompagnement.enums_veille import StatutRapport
from socle.lib.dates import ajouter_mois
from socle.lib.refus import Refus

ENTREE = 0  # the report of the situation at entry, whose figures the others are compared to


def annees_a_rendre(debut: date, fin: date, jour: date) -> list[int]:
    """Return the reports a project owes on a day: the entry, then each year of its support that is over."""
    if jour < debut:
        return []
    return [ENTREE, *range(debut.year, min(jour.year, fin.year + 1))]


def echeance_du_rapport(annee: int, debut: date, mois: int) -> date:
    """Return the last day to hand a report in: ``mois`` months after the entry, or after the end of the year."""
    return ajouter_mois(debut, mois) if annee == ENTREE else ajouter_mois(date(annee + 1, 1, 1), mois) - timedelta(days=1)


def rapports_a_remettre(debut: date, fin: date, jour: date, mois: int, remis: Collection[int] = ()) -> list[tuple[int, date]]:
    """Return the reports owed on a day and not handed in, by year, each with its last day."""
    return [(annee, echeance_du_rapport(annee, debut, mois)) for annee in annees_a_rendre(debut, fin, jour) if annee not in remis]


def rapports_en_retard(debut: date, fin: date, jour: date, mois: int, remis: Collection[int]) -> list[tuple[int, date]]:
    """Return those whose last day is over, the first due first."""
    return sorted((du for du in rapports_a_remettre(debut, fin, jour, mois, remis) if du[1] < jour), key=lambda du: du[1])


def ecart(valeur: Decimal | None, autre: Decimal | None) -> Decimal | None:
    """Return the difference with another year, None when one of the two is not known."""
    return None if valeur is None or autre is None else valeur - autre


def refus_d_ecrire(statut: StatutRapport) -> Refus | None:
    """Refuse to write in a report that was handed in."""
    if statut == StatutRapport.BROUILLON:
        return None
    return Refus("rapport_remis", f"Ce rapport est « {statut.label.lower()} » : il ne s’écrit plus.")


def refus_de_remettre(valeurs: Mapping[str, Decimal | None], codes: Sequence[str], recit: str) -> Refus | None:
    """Refuse a report where nothing is said: at least one figure, and the words beside the figures."""
    if all(valeurs.get(code) is None for code in codes):
        return Refus("rapport_sans_chiffre", "Indiquez au moins un chiffre ; laissez vide ce que vous ne mesurez pas.")
    if not recit.strip():
        return Refus("rapport_sans_recit", "Écrivez en quelques lignes ce que les chiffres ne disent pas.")
    return None
