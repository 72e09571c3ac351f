"""Pure rules of the exit review: when it is due, when it may be handed in and closed. No ORM, no clock."""

from collections.abc import Collection, Iterable
from datetime import date
from fractions import Fraction

from accompagnement.enums_sortie import StatutBilan
from socle.lib.dates import ajouter_mois
from socle.lib.francais import date_entiere, demi_journees, enumeration
from socle.lib.refus import Refus

CLOS = Refus("bilan_clos", "Ce bilan est clos : il se lit, il ne change plus.")
PAS_REMIS = Refus("bilan_pas_remis", "L’équipe n’a pas encore remis son bilan : la conclusion vient ensuite.")
SUITES = Refus("bilan_sans_suites", "Écrivez ce qui fonde cette conclusion et les suites : l’équipe les lit.")
COMMENTAIRE = Refus("bilan_sans_commentaire", "Dites en une phrase pourquoi ce niveau, pour chaque axe noté.")


def est_a_faire(date_fin: date, jour: date, mois: int) -> bool:
    """Tell whether the review of a project is due: from ``mois`` months before the end of its plan on."""
    return ajouter_mois(date_fin, -mois) <= jour


def refus_de_remplir(statut: StatutBilan) -> Refus | None:
    """Refuse what the team writes once it has handed its review in."""
    if statut == StatutBilan.EN_COURS:
        return None
    return CLOS if statut == StatutBilan.CLOS else Refus("bilan_remis", "Ce bilan est remis : ses notes ne changent plus, la coordination le lit.")


def refus_de_remettre(axes: Iterable[dict], notes: Collection[str]) -> Refus | None:
    """Refuse a review with an axis left out; ``axes`` are those asked for, ``notes`` the codes rated."""
    manquants = [axe["libelle"] for axe in axes if axe["code"] not in notes]
    return Refus("bilan_incomplet", f"Notez chaque axe avant de remettre : il manque {enumeration(manquants)}.") if manquants else None


def refus_de_noter(commentaires: Iterable[str]) -> Refus | None:
    """A level is explained."""
    return None if all(c.strip() for c in commentaires) else COMMENTAIRE


def refus_de_clore(statut: StatutBilan, motivation: str, suites: str) -> Refus | None:
    """Refuse to close before the team handed in, twice, or without a word of what comes next."""
    if statut == StatutBilan.CLOS:
        return CLOS
    if statut != StatutBilan.REMIS:
        return PAS_REMIS
    return None if motivation.strip() and suites.strip() else SUITES


def refus_de_sortir(conclu: bool, date_fin: date, jour: date, restantes: int) -> Refus | None:
    """Refuse the exit of a project before its review is concluded, its two years over, and its half-days used, given back or expired.

    ``restantes``: half-days still free or held, which expire the night after the end, or with their mission.
    """
    if not conclu:
        return Refus("sortie_sans_bilan", "Le bilan d’autonomie n’est pas clos : le projet sort ensuite.")
    if jour <= date_fin:
        return Refus("sortie_trop_tot", f"Le plan court jusqu’au {date_entiere(date_fin)} : le projet sort ensuite.")
    if restantes:
        phrase = f"{demi_journees(restantes)} à solder d’abord : les missions en cours finissent, le reste expire dans la nuit."
        return Refus("sortie_credits_restants", phrase)
    return None


def moyenne(niveaux: Collection[int]) -> Fraction | None:
    """Return the mean of some levels, None without any."""
    return Fraction(sum(niveaux), len(niveaux)) if niveaux else None
