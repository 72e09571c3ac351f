"""Pure rules of what a team says of a mission: when it may, and when it may no more. No ORM, no clock."""

from accompagnement.enums import STATUTS_FAITS, StatutMission
from socle.lib.refus import Refus

STATUTS_JUGES = STATUTS_FAITS | {StatutMission.A_VALIDER, StatutMission.CONTESTEE}


def refus_de_donner_un_avis(statut: StatutMission, deja: bool) -> Refus | None:
    """Refuse an opinion before the verdict on the service, and a change of opinion once the service is validated."""
    if statut not in STATUTS_JUGES:
        return Refus("avis_trop_tot", "Dites d’abord si le service a été rendu ; votre avis vient ensuite.")
    if deja and statut in STATUTS_FAITS:
        return Refus("avis_definitif", "Le service fait est validé : cet avis ne se change plus.")
    return None


def moyenne_montrable(moyenne: float | None, nombre: int, minimum: int) -> float | None:
    """Return an average that may be shown: none under ``minimum`` answers, where each team could be known."""
    return moyenne if nombre >= minimum else None
