"""What the caller may do with a mission now (``abilities``): the predicates of the pages, and its state."""

from datetime import datetime

from accompagnement.enums import StatutMission
from accompagnement.models import Mission
from accompagnement.permissions import est_l_expert, peut_annuler, peut_juger
from accompagnement.regles import refus_d_annuler, refus_de_rendre, refus_de_repondre
from socle.comptes.acteur import Acteur

_A_VALIDER = (StatutMission.A_VALIDER, StatutMission.CONTESTEE)


def droits_sur_mission(acteur: Acteur, mission: Mission, maintenant: datetime) -> dict[str, bool]:
    """Return each act and whether it would be accepted now; four eyes are looked at when the act is done."""
    expert_pk = mission.expert.utilisateur_id if mission.expert else None
    sien = est_l_expert(acteur, expert_pk) is None
    debut, retenues = mission.creneau.debut if mission.creneau else None, mission.demi_journees
    return {
        "repondre": sien and refus_de_repondre(mission.etat, debut, maintenant) is None,
        "confirmer": peut_juger(mission.fonction) is None and mission.etat == StatutMission.A_CONFIRMER,
        "remettre_un_compte_rendu": bool(sien and debut and refus_de_rendre(mission.etat, debut, maintenant, retenues, retenues) is None),
        "donner_un_verdict": peut_juger(mission.fonction) is None and mission.etat == StatutMission.A_ACCEPTER,
        "valider": acteur.est_coordination and mission.etat in _A_VALIDER,
        "annuler": bool(
            debut and peut_annuler(acteur, mission.fonction, expert_pk) is None and refus_d_annuler(mission.etat, debut, maintenant) is None
        ),
    }
