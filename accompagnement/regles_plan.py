"""Pure rules of the plan: sharing, calendar in months, transfers, avenants, suspensions, extensions. No ORM, no clock.

Half-days are whole numbers; months are counted from 1, the first of the plan; dates are days, both ends included.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accompagnement.enums import PLANS_A_REPRENDRE, StatutAvenant, StatutPlan
from socle.lib.dates import ajouter_mois
from socle.lib.francais import date_entiere
from socle.lib.francais import demi_journees as en_demi_journees
from socle.lib.refus import Refus


@dataclass(frozen=True)
class LigneVoulue:
    """What somebody writes for one need of a plan (``besoin`` is its code)."""

    besoin: str
    demi_journees: int
    objectif: str = ""
    indicateur: str = ""
    cible: str = ""
    priorite: int = 1
    mois_debut: int = 1
    mois_fin: int = 24
    condition: str = ""


def par_priorite(lignes: Sequence[LigneVoulue]) -> list[LigneVoulue]:
    """Return the lines in the order wanted; two of the same priority stay as they came."""
    return sorted(lignes, key=lambda ligne: ligne.priorite)


# --- Writing ------------------------------------------------------------------------------------


def refus_de_repartition(lignes: Sequence[LigneVoulue], total: int, connus: set[str], duree: int) -> Refus | None:
    """Check the lines of a plan: known needs, each once, a sum of exactly ``total``, months within ``duree``."""
    codes = [ligne.besoin for ligne in lignes]
    if inconnus := sorted(set(codes) - connus):
        return Refus("besoin_inconnu", f"Le programme ne connaît pas ce besoin : {', '.join(inconnus)}.")
    if len(codes) != len(set(codes)):
        return Refus("besoin_double", "Chaque besoin ne figure qu’une fois dans la répartition.")
    somme = sum(ligne.demi_journees for ligne in lignes)
    if somme != total or total <= 0 or any(ligne.demi_journees < 0 for ligne in lignes):
        return Refus("repartition_fausse", f"La somme fait {en_demi_journees(somme)} ; répartissez-en exactement {total}.")
    return refus_de_calendrier(lignes, duree)


def refus_de_calendrier(lignes: Sequence[LigneVoulue], duree: int) -> Refus | None:
    """Refuse months that are backwards or outside the plan."""
    if all(1 <= ligne.mois_debut <= ligne.mois_fin <= duree for ligne in lignes):
        return None
    return Refus("calendrier_faux", f"Le premier mois d’un besoin vient avant le dernier, entre 1 et {duree} : corrigez le calendrier.")


def refus_de_proposer(etat: StatutPlan, lignes: Sequence[LigneVoulue], noms: Mapping[str, str]) -> Refus | None:
    """A plan is proposed once each need says what is aimed at and how it is seen. ``noms``: the needs in words."""
    if etat not in PLANS_A_REPRENDRE:
        return Refus("deja_propose", f"Ce plan est « {etat.label} » : il n’est plus à proposer.")
    vagues = [noms.get(ligne.besoin, ligne.besoin) for ligne in lignes if not (ligne.objectif.strip() and ligne.indicateur.strip())]
    if not vagues:
        return None
    manque = ", ".join(vagues)
    return Refus("plan_incomplet", f"Écrivez l’objectif et l’indicateur de réussite de chaque besoin ; il en manque pour : {manque}.")


# --- Calendar -----------------------------------------------------------------------------------


def jours_du_mois(debut: date, numero: int, suspendus: int = 0) -> tuple[date, date]:
    """Return the first and the last day of a month of the plan, put off by the days already suspended."""
    decalage = timedelta(days=suspendus)
    return ajouter_mois(debut, numero - 1) + decalage, ajouter_mois(debut, numero) - timedelta(days=1) + decalage


def fin_du_plan(debut: date, duree: int) -> date:
    """Return the last day of a plan of ``duree`` months."""
    return ajouter_mois(debut, duree) - timedelta(days=1)


def mois_en_cours(debut: date, jour: date, duree: int, suspendus: int = 0) -> int:
    """Return the month of the plan on a day: 0 before it begins, ``duree`` at most."""
    ecoules = jour - timedelta(days=suspendus)
    return sum(ajouter_mois(debut, n) <= ecoules for n in range(duree))


# --- Transfers ----------------------------------------------------------------------------------


def transferables(accordees: int, deja: int, part: int) -> int:
    """Return the half-days of a need that may still move without an avenant: ``part`` % of what it received, one at least."""
    plafond = max(accordees * part // 100, 1 if accordees and part else 0)
    return max(plafond - deja, 0)


def refus_de_transfert(quantite: int, accordees: int, deja: int, part: int) -> Refus | None:
    """Refuse a transfer above the part of a need that moves without both signatures; ``deja``: what left it before."""
    reste = transferables(accordees, deja, part)
    if quantite <= reste:
        return None
    debut = f"Sans avenant, {part} % des crédits d’un besoin peuvent être transférés"
    suite = f"il en reste {en_demi_journees(reste)} pour celui-ci. Au-delà, proposez un avenant au plan."
    return Refus("avenant_necessaire", f"{debut} ; {suite}")


# --- Avenants -----------------------------------------------------------------------------------


def mouvements_d_avenant(avant: Mapping[int, int], apres: Mapping[int, int]) -> tuple[list[tuple[int, int, int]], list[tuple[int, int]]]:
    """Return the transfers (from, to, half-days) and the complements (need, half-days) that lead from a sharing to another.

    What some needs give goes first to those that receive, in their order; the envelope pays the rest. A sum that falls is refused before.
    """
    dons = {code: avant[code] - apres.get(code, avant[code]) for code in avant if apres.get(code, avant[code]) < avant[code]}
    transferts, complements = [], []
    for code, voulu in apres.items():
        manque = voulu - avant.get(code, 0)
        for donneur in [d for d in dons if dons[d] > 0]:
            pris = min(dons[donneur], max(manque, 0))
            if pris:
                transferts.append((donneur, code, pris))
                dons[donneur] -= pris
                manque -= pris
        if manque > 0:
            complements.append((code, manque))
    return transferts, complements


def refus_d_avenant(avant: Mapping[int, int], apres: Mapping[int, int], disponibles: Mapping[int, int], enveloppe: int) -> Refus | None:
    """Refuse an avenant that takes back credits, or more from a need than it has left, or more than the envelope has."""
    complement = sum(n - avant.get(code, 0) for code, n in apres.items())
    if complement < 0:
        return Refus("credits_repris", f"Un avenant ne reprend pas de crédits : il manque {en_demi_journees(-complement)} à la somme.")
    for code, voulu in apres.items():
        if avant.get(code, 0) - voulu > disponibles.get(code, 0):
            reste = en_demi_journees(disponibles.get(code, 0))
            phrase = f"Un besoin ne donne que ce qui lui reste, {reste} : gardez-lui ses crédits réservés ou consommés."
            return Refus("credit_insuffisant", phrase)
    if complement > enveloppe:
        return refus_d_enveloppe(enveloppe, complement)
    return None


def refus_d_enveloppe(enveloppe: int, voulues: int) -> Refus | None:
    """Refuse to grant more than the envelope of the programme has."""
    if enveloppe >= voulues:
        return None
    return Refus("enveloppe_courte", f"L’enveloppe d’ingénierie ne compte plus que {en_demi_journees(enveloppe)}.")


# --- Suspensions --------------------------------------------------------------------------------

MOTIF_MANQUANT = Refus("motif_manquant", "Indiquez le motif : il sera lu par l’équipe du projet.")
PAS_EN_COURS = Refus("accompagnement_pas_en_cours", "L’accompagnement de ce projet n’est pas en cours : son temps ne bouge pas.")
PAS_SUSPENDU = Refus("pas_suspendu", "L’accompagnement de ce projet n’est pas suspendu : il n’y a rien à reprendre.")
DEJA_SUSPENDU = Refus("deja_suspendu", "L’accompagnement de ce projet est déjà suspendu : reprenez-le d’abord.")


def refus_de_suspendre(
    *, debut: date, mois: int, plan: tuple[date, date], aujourd_hui: date, passees: Sequence[tuple[date, date | None, int]], mois_max: int
) -> Refus | None:
    """Check a suspension: within the plan, not ahead of today, after the ones before (start, resumption, months), ``mois_max`` in all."""
    if any(reprise is None for _, reprise, _ in passees):
        return DEJA_SUSPENDU
    if not plan[0] <= debut <= plan[1]:
        return Refus("hors_plan", f"La suspension commence entre le {date_entiere(plan[0])} et le {date_entiere(plan[1])}.")
    if debut > aujourd_hui:
        return Refus("suspension_a_venir", "Une suspension commence aujourd’hui au plus tard : enregistrez-la le jour venu.")
    if derniere := max((reprise for _, reprise, _ in passees if reprise and reprise > debut), default=None):
        phrase = f"L’accompagnement était déjà suspendu ce jour-là : commencez à partir du {date_entiere(derniere)}."
        return Refus("suspensions_melees", phrase)
    reste = mois_max - sum(n for _, _, n in passees)
    if not 1 <= mois <= reste:
        return Refus("suspension_longue", f"Un accompagnement se suspend {mois_max} mois au plus, en tout ; il en reste {max(reste, 0)}.")
    return None


def jours_suspendus(debut: date, reprise: date, mois: int) -> int:
    """Return the days the clock stood still: until it resumed, and never beyond the months foreseen."""
    return max((min(reprise, ajouter_mois(debut, mois)) - debut).days, 0)


def fin_apres_reprise(date_fin: date, debut: date, reprise: date, mois: int) -> date:
    """Return the end of a plan once it resumes: put off by the days the clock stood still."""
    return date_fin + timedelta(days=jours_suspendus(debut, reprise, mois))


def refus_de_reprendre(debut: date, reprise: date, aujourd_hui: date) -> Refus | None:
    """Refuse a resumption before the day after the stop, or still to come."""
    if reprise <= debut:
        return Refus("reprise_trop_tot", f"L’accompagnement reprend après le {date_entiere(debut)}, jour de sa suspension.")
    return Refus("reprise_a_venir", "L’accompagnement reprend aujourd’hui au plus tard.") if reprise > aujourd_hui else None


# --- Extensions ---------------------------------------------------------------------------------


def derniere_fin(date_fin: date, jours_prolonges: int, mois_max: int) -> date:
    """Return the latest end an extension may give: ``mois_max`` after the end without any extension."""
    return ajouter_mois(date_fin - timedelta(days=jours_prolonges), mois_max)


def refus_de_prolonger(date_fin: date, nouvelle: date, jours_prolonges: int, mois_max: int, motif: str) -> Refus | None:
    """Check an extension: a later end, within ``mois_max`` months in all, with its reason."""
    limite = derniere_fin(date_fin, jours_prolonges, mois_max)
    if nouvelle <= date_fin:
        return Refus("fin_pas_plus_tard", f"L’accompagnement finit déjà le {date_entiere(date_fin)} : choisissez une date après.")
    if nouvelle > limite:
        phrase = f"Un accompagnement se prolonge de {mois_max} mois au plus, en tout : jusqu’au {date_entiere(limite)}."
        return Refus("prolongation_longue", phrase)
    return None if motif.strip() else MOTIF_MANQUANT


def refus_du_motif(motif: str) -> Refus | None:
    """A plan never moves without a reason."""
    return None if motif.strip() else MOTIF_MANQUANT


# --- Signing ------------------------------------------------------------------------------------

DEJA_PREPARE = Refus("plan_deja_prepare", "Le plan d’accompagnement de ce projet est déjà préparé : ouvrez-le pour l’ajuster.")
DEUX_SIGNATAIRES = Refus("deux_signataires", "Une autre personne que vous doit signer : vous avez déjà signé pour l’autre partie.")
PLAN_SIGNE = Refus("plan_signe", "Ce plan est signé par tous : il ne change plus que par un avenant.")


def refus_d_ajuster(etat: StatutPlan, *, par_l_equipe: bool) -> Refus | None:
    """The team adjusts what is proposed to it; the coordination takes the plan up again until both have signed."""
    if etat is StatutPlan.SIGNE:
        return PLAN_SIGNE
    if par_l_equipe and etat is not StatutPlan.PROPOSE:
        return Refus("pas_a_votre_tour", f"Le plan est « {etat.label} » : il s’ajuste quand la coordination vous le propose.")
    return None


def refus_de_signer(etat: StatutPlan, *, par_l_equipe: bool) -> Refus | None:
    """The team signs what is proposed, then the coordination."""
    if etat is StatutPlan.SIGNE:
        return PLAN_SIGNE
    attendu = StatutPlan.PROPOSE if par_l_equipe else StatutPlan.SIGNE_EQUIPE
    if etat is attendu:
        return None
    phrase = "la coordination doit d’abord vous le proposer" if par_l_equipe else "l’équipe signe la première"
    return Refus("pas_encore", f"Le plan est « {etat.label} » : {phrase}.")


PLAN_PAS_SIGNE = Refus("plan_pas_signe", "Ce plan n’est pas encore signé par tous : ajustez-le, sans avenant.")
AVENANT_EN_COURS = Refus("avenant_en_cours", "Un avenant attend sa signature : signez-le ou retirez-le d’abord.")
AVENANT_VIDE = Refus("avenant_vide", "Cet avenant ne change rien au plan : modifiez au moins un besoin.")
AVENANT_CLOS = Refus("avenant_clos", "Cet avenant est déjà signé par tous ou retiré.")
AVENANT_PERIME = Refus("avenant_perime", "Les crédits ont bougé depuis la proposition : retirez cet avenant et proposez-en un autre.")


def refus_de_signer_l_avenant(etat: StatutAvenant, *, deja_signe: bool) -> Refus | None:
    """Each side signs once, while the avenant waits."""
    if etat is not StatutAvenant.PROPOSE:
        return AVENANT_CLOS
    return Refus("deja_signe", "Votre partie a déjà signé cet avenant : l’autre doit encore le faire.") if deja_signe else None
