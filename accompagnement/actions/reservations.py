"""Booking a half-day: the credit is held and the slot is taken in one transaction, or nothing is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from accompagnement.actions.annonces import annoncer_a_l_expert, quand
from accompagnement.actions.prises import prendre_le_creneau
from accompagnement.actions.registre import refus_de_solde, tenir, verrouiller_comptes
from accompagnement.enums import Lieu, NatureCompte, NatureMouvement, StatutMission
from accompagnement.enums_missions import OrigineMission
from accompagnement.models import Besoin, Creneau, Mission, PlanAccompagnement
from accompagnement.permissions import refus_de_l_etat
from accompagnement.queries.interets import dernier_interet
from accompagnement.regles import echeance_reponse, refus_de_periode
from accompagnement.regles_attente import OFFRE_PASSEE
from accompagnement.regles_experts import refus_d_interet
from manufactures.models import Projet
from manufactures.queries.personnes import equipe_de
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.francais import echeance
from socle.lib.refus import ActionRefusee, Refus, exiger

PAS_A_DISTANCE = Refus("pas_a_distance", "Cet expert n’intervient que sur place : choisissez « Sur place ».")


@dataclass(frozen=True)
class RendezVous:
    """One half-day of an expert for a need of a project; ``cle`` makes it unique in the project."""

    projet: Projet
    besoin: Besoin
    creneau: Creneau
    lieu: Lieu
    objet: str
    cle: str


def reserver_creneau(*, projet: Projet, besoin: Besoin, creneau: Creneau, lieu: Lieu, objet: str, acteur: Acteur, cle: str) -> Mission:
    """Book one half-day of an expert for a need: hold one credit, take the slot, ask the expert.

    « … des crédits mobilisables selon des besoins ponctuels préalablement identifiés. » ``cle`` makes the booking
    unique: the same key twice returns the same mission. Raises ``ActionRefusee`` when the credit is short, the slot gone,
    the project out of its two years, or the expert does not answer this need or this place.
    """
    rdv = RendezVous(projet, besoin, creneau, lieu, objet, cle)
    return une_seule_fois(rdv, lambda: _reserver(rdv, acteur))


def une_seule_fois(rdv: RendezVous, faire: Callable[[], Mission]) -> Mission:
    """Do a booking in one transaction, or return the one already made with the same key."""
    try:
        with transaction.atomic():
            return faire()
    except (ActionRefusee, IntegrityError) as refus:
        if deja := Mission.objects.pour_affichage().filter(projet=rdv.projet, cle=rdv.cle).first():
            return deja
        if _offert_a_un_autre(refus):
            raise ActionRefusee(OFFRE_PASSEE) from refus
        raise


def _offert_a_un_autre(refus: Exception) -> bool:
    """Tell whether the database refused a half-day whose offer passed to another project since it was read."""
    diagnostic = getattr(refus.__cause__, "diag", None)
    return diagnostic is not None and diagnostic.constraint_name == "creneau_offert_a_un_autre"


def _reserver(rdv: RendezVous, acteur: Acteur) -> Mission:
    mission = tenir_le_rendez_vous(
        rdv, acteur, origine=OrigineMission.RENDEZ_VOUS, statut=StatutMission.PROPOSEE, delai="accompagnement.reponse_expert_jours_ouvres"
    )
    details = {"expert": str(mission.expert), "besoin": str(mission.besoin), "creneau": quand(mission)}
    noter("mission.demandee", fil=mission.projet.fil, acteur=acteur, objet=f"mission:{mission.pk}", **details)
    contexte = {"objet": mission.objet, "lieu": Lieu(mission.lieu).label, "reponse_avant": echeance(mission.reponse_avant)}
    annoncer_a_l_expert("accompagnement_demande", mission, contexte=contexte)
    return mission


def tenir_le_rendez_vous(rdv: RendezVous, acteur: Acteur, *, origine: OrigineMission, statut: StatutMission, delai: str) -> Mission:
    """Hold one credit and the slot, whoever starts; the other side answers within ``delai``, a setting in jours ouvrés.

    Whoever proposes has declared that she has no interest. The mission comes with ``equipe``, the people of the project to write to.
    """
    comptes = verrouiller_comptes(rdv.projet.pk, equipe=equipe_de("projet"), interet=dernier_interet(rdv.creneau.expert_id))
    disponible = comptes.get((rdv.besoin.pk, NatureCompte.DISPONIBLE))
    if origine == OrigineMission.PROPOSITION and disponible:
        exiger(refus_d_interet(disponible.interet, rdv.projet.nom))
    exiger(refus_de_l_etat(rdv.projet.etat))
    exiger(refus_de_solde(comptes, rdv.besoin.pk))
    exiger(_refus_de_periode(rdv.projet, rdv.creneau))
    exiger(PAS_A_DISTANCE if rdv.lieu == Lieu.A_DISTANCE and not rdv.creneau.expert.a_distance else None)
    prendre_le_creneau(rdv.creneau, rdv.projet, rdv.besoin)
    mission = _demander(rdv, acteur, origine, statut, reglement.valeur(delai), timezone.now())
    cle = f"mission:{mission.pk}:{NatureMouvement.RESERVATION}"
    tenir(mission, comptes, mission.demi_journees, acteur, cle=cle, source=f"mission {mission.pk}, {quand(mission)}")
    mission.equipe = disponible.equipe
    return mission


def _refus_de_periode(projet: Projet, creneau: Creneau) -> Refus | None:
    plan: PlanAccompagnement = projet.plan_accompagnement
    return refus_de_periode(creneau.debut, plan.date_debut, plan.date_fin)


def _demander(
    rdv: RendezVous, acteur: Acteur, origine: OrigineMission, statut: StatutMission, jours_ouvres: int, maintenant: datetime
) -> Mission:
    return Mission.objects.create(
        projet=rdv.projet,
        besoin=rdv.besoin,
        expert=rdv.creneau.expert,
        creneau=rdv.creneau,
        origine=origine,
        objet=rdv.objet,
        lieu=rdv.lieu,
        statut=statut,
        cle=rdv.cle,
        demandee_par=acteur.utilisateur,
        demandee_at=maintenant,
        reponse_avant=echeance_reponse(maintenant, jours_ouvres, rdv.creneau.debut),
    )
