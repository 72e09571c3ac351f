"""What the caller may do with a mission, or a shared one, now (``abilities``): the predicates of the pages, and its state."""

from datetime import datetime

from accompagnement.enums import StatutMission
from accompagnement.enums_collectives import StatutCollective
from accompagnement.models import Mission
from accompagnement.permissions import est_l_expert, est_l_expert_de_la_collective, peut_annuler, peut_annuler_la_collective, peut_juger
from accompagnement.queries.collectives import DetailCollective
from accompagnement.regles import refus_d_annuler, refus_de_rendre, refus_de_repondre
from accompagnement.regles_collectives import est_annulable, refus_de_decliner, refus_de_quitter
from accompagnement.regles_collectives import refus_de_rendre as refus_de_rendre_la_collective
from manufactures.models import Projet
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


def droits_sur_collective(acteur: Acteur, detail: DetailCollective, maintenant: datetime) -> dict[str, bool]:
    """Return each act on the whole and whether it would be accepted now; declarations of interest are looked at when it is confirmed."""
    collective = detail.collective
    expert_pk, dernier = collective.expert.utilisateur_id, detail.creneaux[-1].debut if detail.creneaux else collective.fin
    sien = est_l_expert_de_la_collective(acteur, expert_pk) is None
    annulable = est_annulable(collective.etat, collective.debut, maintenant)
    return {
        "accepter": sien and collective.etat == StatutCollective.OUVERTE and collective.accord_at is None,
        "confirmer": acteur.est_coordination and detail.refus_de_confirmer is None,
        "annuler": annulable and peut_annuler_la_collective(acteur, expert_pk) is None,
        "remettre_un_compte_rendu": sien and refus_de_rendre_la_collective(collective.etat, dernier, maintenant) is None,
    }


def droits_du_projet(projet: Projet, detail: DetailCollective, maintenant: datetime, heures: int) -> dict[str, bool]:
    """Return each act of a project in accompagnement; its credits are looked at when it comes in. ``heures``: of the free delay."""
    collective, ligne = detail.collective, detail.part_de(projet.pk)
    etat = ligne.part.etat if ligne else None
    inscrite = ligne is not None and ligne.part.inscrite
    return {
        "rejoindre": not inscrite and detail.a_une_place(maintenant),
        "decliner": refus_de_decliner(collective.etat, collective.inscriptions_avant, maintenant, etat) is None,
        "quitter": inscrite and refus_de_quitter(collective.etat, collective.debut, maintenant, heures) is None,
    }
