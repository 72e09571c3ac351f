"""Pure rules of missions shared by several projects: how the half-days are shared, who may come in or out. No ORM, no clock.

The ledger counts whole half-days: parts are whole, at least one by project, and add up to the mission
(docs/decisions/0022-missions-collectives.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from accompagnement.enums_collectives import COLLECTIVES_VIVES, EtatPart, PartageCollectif, StatutCollective
from accompagnement.regles import limite_annulation
from socle.lib.francais import demi_journees as en_demi_journees
from socle.lib.francais import echeance, pluriel
from socle.lib.refus import Refus, premier_refus

PAS_OUVERTE = Refus("collective_fermee", "Les inscriptions à cette mission sont closes : la coordination dit si une autre est prévue.")
COMPLETE = Refus("collective_complete", "Cette mission a autant de projets que de demi-journées : il n’y a plus de part à prendre.")
PART_NULLE = Refus("part_nulle", "Indiquez au moins 1 demi-journée et 1 participant.")
SANS_ACCORD = Refus("collective_sans_accord", "L’expert n’a pas encore donné son accord : la mission se confirme ensuite.")
PAS_CONFIRMEE = Refus("collective_pas_confirmee", "Cette mission n’est pas confirmée : il n’y a pas de compte rendu à remettre.")
MOTIF_MANQUANT = Refus("motif_manquant", "Indiquez le motif : il sera lu par l’expert, les projets et la coordination.")
PLUS_ANNULABLE = Refus("collective_close", "Cette mission est passée ou déjà close : elle ne s’annule plus.")
PAS_INVITE = Refus("pas_invite", "Ce projet n’a pas d’invitation à décliner : rechargez la page pour voir où il en est.")
DEJA_DIT = Refus("collective_deja_dit", "Cette mission n’attend pas de réponse : rechargez la page pour voir où elle en est.")


@dataclass(frozen=True)
class Participant:
    """A project in a shared mission: how many people come, and the half-days it consents to pay at most."""

    projet_pk: int
    plafond: int
    personnes: int = 1


def refus_de_partager(demi_journees: int, participants: Iterable[Participant], minimum: int) -> Refus | None:
    """Refuse a mission that has too few projects, more projects than half-days, or that they do not consent to pay whole."""
    inscrits = list(participants)
    if len(inscrits) < minimum:
        return Refus("collective_trop_peu", f"Il faut {pluriel(minimum, 'projet')} au moins, {len(inscrits)} pour l’instant.")
    if len(inscrits) > demi_journees:
        return COMPLETE
    manque = demi_journees - sum(p.plafond for p in inscrits)
    if manque > 0:
        return Refus("collective_a_payer", f"Les projets inscrits n’ont pas accepté de payer le tout : il manque {en_demi_journees(manque)}.")
    return None


def partager(demi_journees: int, participants: Iterable[Participant], partage: PartageCollectif) -> dict[int, int]:
    """Return the half-days each project pays: whole, at least one, never above its cap, their sum exactly the mission.

    Each half-day after the first goes to the project that is the furthest below its exact share (largest remainder), the
    lowest key first between two alike: the order in which projects came changes nothing. Call ``refus_de_partager`` before.
    """
    inscrits = sorted(participants, key=lambda p: p.projet_pk)
    poids = {p.projet_pk: p.personnes if partage == PartageCollectif.PARTICIPANTS else 1 for p in inscrits}
    exactes = {pk: Fraction(demi_journees * n, sum(poids.values())) for pk, n in poids.items()}
    parts = dict.fromkeys(poids, 1)
    for _ in range(demi_journees - len(inscrits)):
        ouverts = [p.projet_pk for p in inscrits if parts[p.projet_pk] < p.plafond]
        parts[max(ouverts, key=lambda pk: exactes[pk] - parts[pk])] += 1
    return parts


def parts_prevues(demi_journees: int, participants: Iterable[Participant], partage: PartageCollectif) -> dict[int, int]:
    """Return what each project would pay as things stand; nothing while they do not cover the mission."""
    inscrits = list(participants)
    return {} if refus_de_partager(demi_journees, inscrits, 1) else partager(demi_journees, inscrits, partage)


def refus_d_ouvrir(demi_journees: int, minimum: int, maximum: int, limite: datetime, debut: datetime, maintenant: datetime) -> Refus | None:
    """Refuse a mission too short to be shared or too long, or whose registrations do not close between now and its first day."""
    if not minimum <= demi_journees <= maximum:
        phrase = f"Choisissez entre {minimum} et {maximum} demi-journées : chaque projet en paie une au moins."
        return Refus("collective_demi_journees", phrase)
    if not maintenant < limite < debut:
        return Refus("collective_limite", f"Les inscriptions se ferment après maintenant et avant la première demi-journée, le {echeance(debut)}.")
    return None


def est_ouverte(statut: StatutCollective, limite: datetime, maintenant: datetime) -> bool:
    """Tell whether a project may still come in."""
    return statut == StatutCollective.OUVERTE and maintenant < limite


def refus_de_rejoindre(
    statut: StatutCollective, limite: datetime, maintenant: datetime, *, inscrits: int, demi_journees: int, plafond: int, personnes: int
) -> Refus | None:
    """Refuse a project that comes too late, one too many, or that consents to no half-day or more than there are."""
    if not est_ouverte(statut, limite, maintenant):
        return PAS_OUVERTE
    if inscrits >= demi_journees:
        return COMPLETE
    if plafond < 1 or personnes < 1:
        return PART_NULLE
    if plafond > demi_journees:
        return Refus("plafond_haut", f"Cette mission compte {en_demi_journees(demi_journees)} en tout : indiquez {demi_journees} au plus.")
    return None


def refus_de_decliner(statut: StatutCollective, limite: datetime, maintenant: datetime, etat: EtatPart | None) -> Refus | None:
    """Refuse to decline what one is not invited to, or after the registrations; a project that declined may still come in."""
    if not est_ouverte(statut, limite, maintenant):
        return PAS_OUVERTE
    return None if etat == EtatPart.INVITEE else PAS_INVITE


def refus_de_quitter(statut: StatutCollective, debut: datetime, maintenant: datetime, heures: int) -> Refus | None:
    """Refuse to leave once the free delay is over: the others count on the part, which stays due."""
    if statut not in COLLECTIVES_VIVES:
        return PLUS_ANNULABLE
    limite = limite_annulation(debut, heures)
    if maintenant <= limite:
        return None
    return Refus("retrait_trop_tard", f"Le retrait était gratuit jusqu’au {echeance(limite)} : votre part reste due, les autres projets comptent sur elle.")


def refus_de_confirmer(
    statut: StatutCollective, accord: bool, demi_journees: int, participants: Iterable[Participant], minimum: int
) -> Refus | None:
    """Refuse to confirm twice, without the expert, or when the projects do not share the whole."""
    if statut != StatutCollective.OUVERTE:
        return PAS_OUVERTE
    return premier_refus(None if accord else SANS_ACCORD, refus_de_partager(demi_journees, participants, minimum))


def est_annulable(statut: StatutCollective, debut: datetime, maintenant: datetime) -> bool:
    """Tell whether a mission may still be cancelled for all."""
    return statut in COLLECTIVES_VIVES and maintenant < debut


def refus_d_annuler(statut: StatutCollective, debut: datetime, maintenant: datetime, motif: str) -> Refus | None:
    """Refuse to cancel what began or is closed, or without a reason."""
    if not est_annulable(statut, debut, maintenant):
        return PLUS_ANNULABLE
    return None if motif.strip() else MOTIF_MANQUANT


def refus_de_rendre(statut: StatutCollective, dernier: datetime, maintenant: datetime) -> Refus | None:
    """Refuse a report before the last half-day began, or of a mission that is not confirmed."""
    if statut != StatutCollective.CONFIRMEE:
        return PAS_CONFIRMEE
    return None if maintenant >= dernier else Refus("trop_tot", "Le compte rendu se remet une fois la dernière demi-journée commencée.")
