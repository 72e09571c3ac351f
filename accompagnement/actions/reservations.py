"""Booking a half-day: the credit is held and the slot is taken in one transaction, or nothing is."""

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accompagnement.actions.annonces import annoncer_a_l_expert, quand
from accompagnement.actions.registre import inscrire, mouvement, verrouiller_comptes
from accompagnement.enums import Lieu, NatureCompte, NatureMouvement, StatutCreneau, StatutMission
from accompagnement.models import Besoin, Creneau, ExpertBesoin, Mission, PlanAccompagnement
from accompagnement.permissions import refus_de_l_etat
from accompagnement.queries.interets import interet_declare, sans_interet_declare
from accompagnement.regles import CRENEAU_PRIS, echeance_reponse, refus_de_credit, refus_de_periode
from accompagnement.regles_experts import refus_de_demander
from manufactures.models import Projet
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.francais import echeance
from socle.lib.refus import ActionRefusee, Refus, exiger

PAS_A_DISTANCE = Refus("pas_a_distance", "Cet expert n’intervient que sur place : choisissez « Sur place ».")
AUTRE_BESOIN = Refus("besoin_hors_competence", "Cet expert n’accompagne pas ce besoin : choisissez un autre expert.")


def reserver_creneau(*, projet: Projet, besoin: Besoin, creneau: Creneau, lieu: Lieu, objet: str, acteur: Acteur, cle: str) -> Mission:
    """Book one half-day of an expert for a need: hold one credit, take the slot, ask the expert.

    « … des crédits mobilisables selon des besoins ponctuels préalablement identifiés. » ``cle`` makes the booking
    unique: the same key twice returns the same mission. Raises ``ActionRefusee`` when the credit is short, the slot gone,
    the project out of its two years, or the expert does not answer this need or this place.
    """
    try:
        with transaction.atomic():
            return _reserver(projet, besoin, creneau, lieu, objet, acteur, cle)
    except (ActionRefusee, IntegrityError):
        if deja := Mission.objects.pour_affichage().filter(projet=projet, cle=cle).first():
            return deja
        raise


def _reserver(projet, besoin, creneau, lieu, objet, acteur, cle) -> Mission:
    comptes = verrouiller_comptes(projet.pk)
    disponible = comptes.get((besoin.pk, NatureCompte.DISPONIBLE))
    exiger(refus_de_l_etat(projet.etat))
    exiger(refus_de_credit(disponible.solde if disponible else 0))
    exiger(_refus_de_periode(projet, creneau))
    exiger(PAS_A_DISTANCE if lieu == Lieu.A_DISTANCE and not creneau.expert.a_distance else None)
    _prendre(creneau, besoin, projet)
    mission = _demander(projet, besoin, creneau, lieu, objet, acteur, cle)
    tenue = mouvement(
        nature=NatureMouvement.RESERVATION,
        de=disponible,
        vers=comptes[besoin.pk, NatureCompte.RESERVE],
        quantite=mission.demi_journees,
        source=f"mission {mission.pk}, {quand(mission)}",
        acteur=acteur,
        cle=f"mission:{mission.pk}:{NatureMouvement.RESERVATION}",
        mission=mission,
    )
    inscrire(tenue)
    _annoncer(mission, acteur)
    return mission


def _refus_de_periode(projet: Projet, creneau: Creneau) -> Refus | None:
    plan: PlanAccompagnement = projet.plan_accompagnement
    return refus_de_periode(creneau.debut, plan.date_debut, plan.date_fin)


def _prendre(creneau: Creneau, besoin: Besoin, projet: Projet) -> None:
    """Take the slot in one statement: of two attempts at once, the second finds it taken."""
    maintenant = timezone.now()
    libre = Creneau.objects.filter(pk=creneau.pk, statut=StatutCreneau.OUVERT, debut__gt=maintenant)
    sait = ExpertBesoin.objects.filter(expert=OuterRef("expert"), besoin=besoin, expert__actif=True)
    if sans_interet_declare(libre.filter(Exists(sait)), projet).update(statut=StatutCreneau.RETENU):
        return
    exiger(refus_de_demander(interet_declare(creneau.expert, projet)))
    raise ActionRefusee(AUTRE_BESOIN if libre.exists() else CRENEAU_PRIS)


def _demander(projet, besoin, creneau, lieu, objet, acteur, cle) -> Mission:
    maintenant = timezone.now()
    delai = reglement.valeur("accompagnement.reponse_expert_jours_ouvres")
    return Mission.objects.create(
        projet=projet,
        besoin=besoin,
        expert=creneau.expert,
        creneau=creneau,
        objet=objet,
        lieu=lieu,
        statut=StatutMission.PROPOSEE,
        cle=cle,
        demandee_par=acteur.utilisateur,
        demandee_at=maintenant,
        reponse_avant=echeance_reponse(maintenant, delai, creneau.debut),
    )


def _annoncer(mission: Mission, acteur: Acteur) -> None:
    details = {"expert": str(mission.expert), "besoin": str(mission.besoin), "creneau": quand(mission)}
    noter("mission.demandee", fil=mission.projet.fil, acteur=acteur, objet=f"mission:{mission.pk}", **details)
    contexte = {"objet": mission.objet, "lieu": Lieu(mission.lieu).label, "reponse_avant": echeance(mission.reponse_avant)}
    annoncer_a_l_expert("accompagnement_demande", mission, contexte=contexte)
