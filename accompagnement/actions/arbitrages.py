"""A project refused a service: the coordination confirms (see ``service_fait``), asks for another report, or accepts in part."""

from django.db import transaction
from django.utils import timezone

from accompagnement.actions.annonces import annoncer_a_l_expert, annoncer_a_tous
from accompagnement.actions.passages import faire_passer_mission, verrouiller_mission
from accompagnement.enums import OrigineVerdict, StatutMission
from accompagnement.models import EtapeMission, Mission, ServiceFait
from accompagnement.permissions import peut_valider
from accompagnement.regles_service import refus_d_arbitrer, refus_de_redemander, verdict_arbitre
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.refus import exiger


@transaction.atomic
def arbitrer(*, mission: Mission, acceptees: int, motif: str, acteur: Acteur) -> ServiceFait:
    """Accept half-days that the project refused, with a reason; another person of the coordination validates.

    Raises ``ActionRefusee`` without dispute, without a reason, or for the person who refused or did the work.
    """
    mission = verrouiller_mission(mission)
    refuse = mission.services_faits.select_related("compte_rendu").order_by("-pk").first()
    exiger(refus_d_arbitrer(mission.etat, acceptees, refuse.compte_rendu.demi_journees if refuse else 1, motif))
    exiger(peut_valider(acteur, refuse.juge_par_id, mission.expert.utilisateur_id))
    maintenant = timezone.now()
    faire_passer_mission(mission, StatutMission.A_VALIDER, acteur=acteur, motif=motif, jugee_at=maintenant)
    service_fait = ServiceFait.objects.create(
        mission=mission,
        compte_rendu=refuse.compte_rendu,
        origine=OrigineVerdict.ARBITRAGE,
        verdict=verdict_arbitre(acceptees, refuse.compte_rendu.demi_journees),
        demi_journees_acceptees=acceptees,
        motif=motif,
        juge_at=maintenant,
        juge_par=acteur.utilisateur,
    )
    details = {"mission": mission.pk, "verdict": service_fait.etat.label.lower()}
    noter("mission.arbitree", fil=mission.projet.fil, acteur=acteur, objet=f"mission:{mission.pk}", motif=motif, **details)
    annoncer_a_tous("accompagnement_arbitrage", mission, contexte=details | {"motif": motif})
    return service_fait


@transaction.atomic
def redemander_compte_rendu(*, mission: Mission, motif: str, acteur: Acteur) -> None:
    """Ask the expert of a disputed mission for another report, and say what the last one lacks."""
    mission = verrouiller_mission(mission)
    exiger(refus_de_redemander(mission.etat, motif))
    etat, maintenant = StatutMission.CONTESTEE, timezone.now()
    EtapeMission.objects.create(mission=mission, de=etat, vers=etat, motif=motif, auteur=acteur.utilisateur, date=maintenant)
    noter("mission.redemandee", fil=mission.projet.fil, acteur=acteur, objet=f"mission:{mission.pk}", mission=mission.pk, motif=motif)
    rang = mission.rendus * 1000 + mission.etapes.count()  # several requests may follow one report: each has its mail
    annoncer_a_l_expert("accompagnement_autre_compte_rendu", mission, contexte={"motif": motif}, rang=rang)
