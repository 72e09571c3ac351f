"""Half-days that the other side left without an answer: what they hold is given back, and everybody is told."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accompagnement.actions.annonces import annoncer_a_tous
from accompagnement.actions.passages import faire_passer_mission, rendre_creneau, verrouiller_mission
from accompagnement.actions.registre import solder_mission, verrouiller_comptes
from accompagnement.enums import StatutMission
from accompagnement.enums_missions import OrigineMission
from accompagnement.models import Mission
from socle.journal.actions import noter


@dataclass(frozen=True)
class Silence:
    """Who is waited for in which status, and how her silence is told: the verb of the journal, the mail, who reads it."""

    statut: StatutMission
    qui: str
    verbe: str
    gabarit: str
    a_la_coordination: bool = False


SILENCES = {
    OrigineMission.RENDEZ_VOUS: Silence(StatutMission.PROPOSEE, "expert", "mission.sans_accord", "accompagnement_demande_passee", True),
    OrigineMission.PROPOSITION: Silence(StatutMission.A_CONFIRMER, "équipe", "mission.sans_confirmation", "accompagnement_proposition_passee"),
}


def demi_journees_sans_reponse(maintenant: datetime) -> list[Mission]:
    """Return the half-days booked by a team or proposed by an expert that the other side did not answer in time."""
    attendues = Q()
    for origine, silence in SILENCES.items():
        attendues |= Q(origine=origine, statut=silence.statut)
    return list(Mission.objects.filter(attendues, reponse_avant__lte=maintenant).order_by("reponse_avant", "pk"))


@transaction.atomic
def clore_sans_reponse(*, mission: Mission) -> bool:
    """Give back the credit of a half-day left without an answer, and its slot while it is ahead; done again, it changes nothing."""
    comptes, silence = verrouiller_comptes(mission.projet_id), SILENCES[OrigineMission(mission.origine)]
    mission, maintenant = verrouiller_mission(mission), timezone.now()
    if mission.etat != silence.statut or mission.reponse_avant > maintenant:
        return False
    motif = f"L’{silence.qui} n’a pas répondu à temps"
    faire_passer_mission(mission, StatutMission.ANNULEE, acteur=None, motif=motif, annulee_at=maintenant, motif_annulation=motif)
    source = f"mission {mission.pk}, sans réponse de l’{silence.qui}"
    solder_mission(mission=mission, comptes=comptes, consommees=0, source=source, motif=motif, acteur=None)
    rendre_creneau(mission)
    noter(silence.verbe, fil=mission.projet.fil, acteur=None, objet=f"mission:{mission.pk}", mission=mission.pk)
    contexte = {"creneau_rendu": mission.debut > maintenant}
    annoncer_a_tous(silence.gabarit, mission, contexte=contexte, cle="passee", a_la_coordination=silence.a_la_coordination)
    return True
