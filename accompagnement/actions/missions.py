"""The life of a booked half-day before it is worked: answer, cancellation."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accompagnement.actions.annonces import annoncer_a_tous, annoncer_la_mission, quand
from accompagnement.actions.conditions import exiger_sans_interet
from accompagnement.actions.passages import faire_passer_mission, liberer_la_demande, rendre_creneau, verrouiller_mission
from accompagnement.actions.registre import solder_mission, verrouiller_comptes
from accompagnement.enums import STATUTS_ENGAGES, Reponse, StatutCreneau, StatutMission
from accompagnement.models import Mission
from accompagnement.permissions import est_l_expert, refus_sur_une_part
from accompagnement.regles import refus_d_annuler, refus_de_repondre
from accompagnement.regles_missions import debit_des_demi_journees, debit_en_mots, statut_apres_confirmation
from accompagnement.verbes import PAR_L_EXPERT
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.refus import Refus, exiger

DEMANDE_A_PART = Refus("mission_demandee", "Cette mission compte plusieurs demi-journées : répondez sur sa page.")
MOTIF_MANQUANT = Refus("motif_manquant", "Indiquez le motif : il sera lu par les autres personnes de la mission.")


@transaction.atomic
def repondre(*, mission: Mission, reponse: Reponse, motif: str = "", acteur: Acteur) -> Mission:
    """Let the expert accept or decline a request; declining gives the credit and the slot back.

    Raises ``ActionRefusee`` for another person, a request already answered or gone by, a refusal without reason.
    """
    comptes = verrouiller_comptes(mission.projet_id)
    mission = verrouiller_mission(mission)
    exiger(est_l_expert(acteur, mission.expert.utilisateur_id))
    maintenant = timezone.now()
    exiger(DEMANDE_A_PART if mission.sans_rendez_vous else refus_sur_une_part(mission.collective_id))
    exiger(refus_de_repondre(mission.etat, mission.debut, maintenant))
    if reponse == Reponse.ACCEPTER:
        return _accepter(mission, maintenant, acteur)
    exiger(None if motif.strip() else MOTIF_MANQUANT)
    faire_passer_mission(mission, StatutMission.DECLINEE, acteur=acteur, motif=motif, repondue_at=maintenant, motif_reponse=motif)
    source = f"mission {mission.pk}, déclinée par l’expert"
    solder_mission(mission=mission, comptes=comptes, consommees=0, source=source, motif=motif, acteur=acteur)
    rendre_creneau(mission)
    details = {"objet": f"mission:{mission.pk}", "motif": motif, "mission": mission.pk}
    noter("mission.declinee", fil=mission.projet.fil, acteur=acteur, auteur_libelle=PAR_L_EXPERT, **details)
    annoncer_la_mission("accompagnement_declinee", mission, contexte={"motif": motif})
    return mission


def _accepter(mission: Mission, maintenant: datetime, acteur: Acteur) -> Mission:
    """Above the threshold of the règlement, the coordination approves before the mission is planned."""
    exiger_sans_interet(expert=mission.expert, projet=mission.projet)
    vers = statut_apres_confirmation(mission.demi_journees, reglement.valeur("accompagnement.seuil_approbation"))
    faire_passer_mission(mission, vers, acteur=acteur, repondue_at=maintenant)
    details = {"mission": mission.pk, "creneau": quand(mission)}
    noter("mission.acceptee", fil=mission.projet.fil, acteur=acteur, auteur_libelle=PAR_L_EXPERT, objet=f"mission:{mission.pk}", **details)
    annoncer_la_mission("accompagnement_acceptee", mission, contexte={})
    return mission


@transaction.atomic
def annuler(*, mission: Mission, motif: str, acteur: Acteur, par_l_equipe: bool) -> int:
    """Cancel a mission and return the half-days it costs the project, by the written rule.

    Free until the hours of the règlement before the start, before the expert said yes, and whenever the expert or the
    coordination cancels. The mission given takes its new state, to be shown without being read again. Raises ``ActionRefusee``
    when it is over, closed, or without reason.
    """
    comptes, donnee = verrouiller_comptes(mission.projet_id), mission
    mission = verrouiller_mission(mission)
    maintenant = timezone.now()
    exiger(refus_sur_une_part(mission.collective_id))
    exiger(refus_d_annuler(mission.etat, mission.debut, maintenant))
    exiger(None if motif.strip() else MOTIF_MANQUANT)
    debit = debit_si_annulee(mission, maintenant, par_l_equipe=par_l_equipe)
    qui = acteur.utilisateur
    faire_passer_mission(
        mission, StatutMission.ANNULEE, acteur=acteur, motif=motif, annulee_at=maintenant, annulee_par=qui, motif_annulation=motif
    )
    solder_mission(mission=mission, comptes=comptes, consommees=debit, source=f"mission {mission.pk}, annulée", motif=motif, acteur=acteur)
    par_l_expert = mission.expert is not None and acteur.pk == mission.expert.utilisateur_id
    if mission.sans_rendez_vous:
        liberer_la_demande(mission, maintenant)
    rendre_creneau(mission, statut=StatutCreneau.RETIRE if par_l_expert else StatutCreneau.OUVERT)
    _annoncer_l_annulation(mission, motif, debit, acteur, a_l_expert=not par_l_expert)
    donnee.statut = mission.statut
    return debit


def debit_si_annulee(mission: Mission, maintenant: datetime, *, par_l_equipe: bool) -> int:
    """Return what cancelling a mission at this hour costs the project, in half-days."""
    suivantes = mission.suivantes.filter(liberee_at=None).values_list("creneau__debut", flat=True) if mission.dernier_creneau_id else ()
    return debit_des_demi_journees(
        [mission.debut, *suivantes] if mission.debut else [],
        maintenant=maintenant,
        heures=reglement.valeur("accompagnement.annulation_gratuite_heures"),
        debit=reglement.valeur("accompagnement.annulation_tardive_debit"),
        retenues=mission.demi_journees,
        engagee=mission.etat in STATUTS_ENGAGES,
        par_l_equipe=par_l_equipe,
    )


def _annoncer_l_annulation(mission: Mission, motif: str, debit: int, acteur: Acteur, *, a_l_expert: bool) -> None:
    details = {"mission": mission.pk, "debit": debit_en_mots(debit)}
    noter("mission.annulee", fil=mission.projet.fil, acteur=acteur, objet=f"mission:{mission.pk}", motif=motif, **details)
    annoncer = annoncer_a_tous if a_l_expert else annoncer_la_mission
    annoncer("accompagnement_annulee", mission, contexte=details | {"motif": motif})
