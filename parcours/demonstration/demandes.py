"""Missions of several half-days asked for lately, each at one step of the answer."""

from datetime import timedelta

from django.utils import timezone

from accompagnement.actions.accords import repondre_a_la_demande
from accompagnement.actions.demandes import demander_mission, proposer_mission
from accompagnement.actions.planification import planifier_demi_journee
from accompagnement.actions.transferts import demander_transfert
from accompagnement.enums import Lieu
from accompagnement.enums_missions import ReponseMission
from accompagnement.models import Besoin, Creneau, Expert, Mission
from parcours.demonstration.monde import Monde
from parcours.demonstration.personnes import porteuse

OBJETS = {
    "commercialisation-distribution": ("Ouvrir la vente en ligne des petites séries", "Une boutique en ligne qui vend trois gammes"),
    "modele-juridique": ("Écrire les statuts de la société coopérative", "Des statuts prêts pour l’assemblée générale"),
}


def prevoir(monde: Monde, numero: int, besoin: str, experte: str, ecart: int, demi_journees: int, fin: str) -> None:
    """Plan one mission asked for ``-ecart`` days ago; ``fin`` is its last act."""
    monde.agenda.prevoir(monde.agenda.le(ecart, 11, numero), demander, monde, numero, besoin, experte, demi_journees, fin)


def demander(monde: Monde, numero: int, besoin: str, experte: str, demi_journees: int, fin: str) -> None:
    objet, resultat = OBJETS[besoin]
    aujourd_hui, acteur = timezone.localdate(), monde.acteur(porteuse(numero))
    mission = demander_mission(
        projet=monde.projet(numero),
        besoin=Besoin.objects.get(code=besoin),
        objet=objet,
        resultat_attendu=resultat,
        demi_journees=demi_journees,
        lieu=Lieu.SUR_PLACE,
        periode_debut=aujourd_hui + timedelta(days=7),
        periode_fin=aujourd_hui + timedelta(days=60),
        acteur=acteur,
        cle=f"demo-demande-{numero}-{besoin}",
    )
    if fin == "demandee":
        return
    expert = Expert.objects.get(utilisateur=monde.personne(experte))
    proposer_mission(mission=mission, expert_pk=expert.pk, acteur=acteur)
    monde.agenda.avancer(hours=2)
    _ACTES[fin](monde, mission, expert, experte)


def demander_un_transfert(monde: Monde, numero: int) -> None:
    """The team asks to move two half-days to the need it has used up; the coordination has not answered yet."""
    besoins = {b.code: b for b in Besoin.objects.all()}
    de, vers, motif = besoins["modele-juridique"], besoins["commercialisation-distribution"], "La boutique ouvre en janvier, les statuts peuvent attendre."
    demander_transfert(projet=monde.projet(numero), de=de, vers=vers, quantite=2, motif=motif, acteur=monde.acteur(porteuse(numero)))


def ajuster(monde: Monde, mission: Mission, expert: Expert, experte: str) -> None:
    motif = "Une demi-journée de plus pour former la personne qui tiendra la boutique."
    champs = {"reponse": ReponseMission.AJUSTER, "demi_journees": mission.demi_journees + 1, "motif": motif}
    repondre_a_la_demande(mission=mission, acteur=monde.acteur(experte), **champs)


def accepter(monde: Monde, mission: Mission, expert: Expert, experte: str) -> None:
    repondre_a_la_demande(mission=mission, reponse=ReponseMission.ACCEPTER, acteur=monde.acteur(experte))


def accepter_et_fixer_une_date(monde: Monde, mission: Mission, expert: Expert, experte: str) -> None:
    accepter(monde, mission, expert, experte)
    monde.agenda.avancer(hours=1)
    libre = Creneau.objects.filter(expert=expert).libres_apres(timezone.now() + timedelta(days=20)).first()
    planifier_demi_journee(mission=mission, creneau=libre, acteur=monde.acteur(experte))


_ACTES = {"a_confirmer": ajuster, "a_approuver": accepter, "a_planifier": accepter_et_fixer_une_date}
