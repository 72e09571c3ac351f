"""A half-day that an expert proposes to a project: credit and slot held at once, confirmed or declined by the project in time."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accompagnement.actions.annonces import annoncer_a_l_expert, annoncer_la_mission, quand
from accompagnement.actions.passages import faire_passer_mission, rendre_creneau, verrouiller_mission
from accompagnement.actions.registre import solder_mission, verrouiller_comptes
from accompagnement.actions.reservations import RendezVous, tenir_le_rendez_vous, une_seule_fois
from accompagnement.enums import Lieu, StatutMission
from accompagnement.enums_missions import OrigineMission
from accompagnement.models import Besoin, Creneau, Mission
from accompagnement.permissions import est_l_expert
from accompagnement.regles import refus_de_confirmer
from accompagnement.regles_missions import statut_apres_confirmation
from accompagnement.verbes import PAR_L_EXPERT
from manufactures.models import Projet
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.francais import echeance
from socle.lib.refus import Refus, exiger

MOTIF_MANQUANT = Refus("motif_manquant", "Indiquez le motif : l’expert le lit.")
OBJET_MANQUANT = Refus("objet_manquant", "Dites pourquoi vous proposez cette demi-journée : l’équipe le lit avant de confirmer.")
PAS_A_VOUS = Refus("creneau_d_un_autre", "Proposez une de vos propres demi-journées libres.")


def proposer_demi_journee(*, projet: Projet, besoin: Besoin, creneau: Creneau, lieu: Lieu, objet: str, acteur: Acteur, cle: str) -> Mission:
    """Let an expert propose one of her free half-days for a need of a project; one credit and the slot are held until it answers.

    The same key twice is one proposal. Raises ``ActionRefusee`` for another expert's slot, without a reason, before she has
    declared that she has no interest in the project, and whenever ``reserver_creneau`` would.
    """
    rdv = RendezVous(projet, besoin, creneau, lieu, objet, cle)
    return une_seule_fois(rdv, lambda: _proposer(rdv, acteur))


def _proposer(rdv: RendezVous, acteur: Acteur) -> Mission:
    expert = rdv.creneau.expert
    exiger(PAS_A_VOUS if est_l_expert(acteur, expert.utilisateur_id) else None)
    exiger(None if rdv.objet.strip() else OBJET_MANQUANT)
    suite = {"statut": StatutMission.A_CONFIRMER, "delai": "accompagnement.confirmation_projet_jours_ouvres"}
    mission = tenir_le_rendez_vous(rdv, acteur, origine=OrigineMission.PROPOSITION, **suite)
    details = {"besoin": str(mission.besoin), "creneau": quand(mission)}
    noter("mission.proposee", fil=mission.projet.fil, acteur=acteur, auteur_libelle=PAR_L_EXPERT, objet=f"mission:{mission.pk}", **details)
    contexte = {"objet": mission.objet, "lieu": Lieu(mission.lieu).label, "reponse_avant": echeance(mission.reponse_avant)}
    annoncer_la_mission("accompagnement_proposition", mission, contexte=contexte)
    return mission


@transaction.atomic
def repondre_a_la_proposition(*, mission: Mission, accord: bool, motif: str = "", acteur: Acteur) -> Mission:
    """Let the team confirm a half-day that an expert proposed, or decline it with a reason: credit and slot are given back.

    Raises ``ActionRefusee`` when nothing waits for it, when its time is over, or when a refusal has no reason.
    """
    comptes = verrouiller_comptes(mission.projet_id)
    mission, maintenant = verrouiller_mission(mission), timezone.now()
    exiger(refus_de_confirmer(mission.etat, mission.reponse_avant, maintenant))
    if accord:
        return _confirmer(mission, maintenant, acteur)
    exiger(None if motif.strip() else MOTIF_MANQUANT)
    faire_passer_mission(mission, StatutMission.DECLINEE, acteur=acteur, motif=motif, repondue_at=maintenant, motif_reponse=motif)
    source = f"mission {mission.pk}, déclinée par l’équipe"
    solder_mission(mission=mission, comptes=comptes, consommees=0, source=source, motif=motif, acteur=acteur)
    rendre_creneau(mission)
    noter("mission.declinee", fil=mission.projet.fil, acteur=acteur, objet=f"mission:{mission.pk}", motif=motif, mission=mission.pk)
    annoncer_a_l_expert("accompagnement_proposition_declinee", mission, contexte={"motif": motif})
    return mission


def _confirmer(mission: Mission, maintenant: datetime, acteur: Acteur) -> Mission:
    """Above the threshold of the règlement, the coordination approves before the half-day is planned."""
    vers = statut_apres_confirmation(mission.demi_journees, reglement.valeur("accompagnement.seuil_approbation"))
    faire_passer_mission(mission, vers, acteur=acteur, repondue_at=maintenant)
    details = {"mission": mission.pk, "creneau": quand(mission)}
    noter("mission.confirmee", fil=mission.projet.fil, acteur=acteur, objet=f"mission:{mission.pk}", **details)
    annoncer_a_l_expert("accompagnement_proposition_confirmee", mission, contexte={})
    return mission
