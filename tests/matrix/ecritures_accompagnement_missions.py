"""Writes of the accompagnement: missions asked for, planned, told, proposed, waited for, moved."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from accompagnement.actions.accords import repondre_a_la_demande
from accompagnement.actions.demandes import proposer_mission
from accompagnement.actions.planification import constater, planifier_demi_journee
from accompagnement.actions.propositions import proposer_demi_journee
from accompagnement.enums import Lieu, StatutCreneau
from accompagnement.enums_missions import Constat, Cote, ReponseMission, StatutAttente
from accompagnement.models import (
    AttenteDeCreneau,
    Besoin,
    Creneau,
    Expert,
    Mission,
)
from manufactures.models import Projet
from socle.comptes.actions.reglages import fixer_reglage
from tests.accompagnement import fabriques as accompagnement
from tests.incubation.fabriques import jour_dans
from tests.matrix.ecritures import cle_de, ecriture, objet, simple, slug
from tests.matrix.monde import BESOIN, Monde


@ecriture("demander une mission", "porteuse", "mission_demander")
def _(monde):
    dates = {"periode_debut": jour_dans(1).isoformat(), "periode_fin": jour_dans(60).isoformat()}
    demande = {"besoin": "modele-juridique", "objet": "Le bail", "resultat_attendu": "Un bail", "demi_journees": 2, "lieu": "sur_place"}
    return slug(monde, "accompagne"), demande | dates | {"cle": uuid4()}


def mission_sollicitee(monde: Monde) -> Mission:
    """The mission asked for in the world, proposed to its expert, somebody else left to ask."""
    mission, expert = objet(Mission, monde, "mission_demandee"), Expert.objects.get(utilisateur=monde.personnes["experte"])
    proposer_mission(mission=mission, expert_pk=expert.pk, acteur=monde.acteur("porteuse"))
    return mission


@ecriture("solliciter un expert", "porteuse", "mission_experts")
def _(monde):
    expert = Expert.objects.get(utilisateur=monde.personnes["experte"])
    return cle_de(monde, "mission_demandee"), {"expert": expert.pk}


def _reponse(titre: str, reponse: ReponseMission) -> None:
    def preparer(monde: Monde) -> tuple[list, dict]:
        return [mission_sollicitee(monde).pk], {"reponse": reponse, "demi_journees": 2, "motif": "Mes conditions"}

    ecriture(titre, "experte", "mission_repondre")(preparer)


_reponse("accepter une mission demandée", ReponseMission.ACCEPTER)
_reponse("ajuster une mission demandée", ReponseMission.AJUSTER)
_reponse("décliner une mission demandée", ReponseMission.DECLINER)


def mission_ajustee(monde: Monde) -> Mission:
    mission, champs = mission_sollicitee(monde), {"reponse": ReponseMission.AJUSTER, "demi_journees": 2, "motif": "Plus long"}
    repondre_a_la_demande(mission=mission, acteur=monde.acteur("experte"), **champs)
    return mission


@ecriture("confirmer un ajustement", "porteuse", "mission_confirmer")
def _(monde):
    return [mission_ajustee(monde).pk], {"accord": "oui", "motif": ""}


@ecriture("refuser un ajustement", "porteuse", "mission_confirmer")
def _(monde):
    return [mission_ajustee(monde).pk], {"accord": "non", "motif": "Trop long"}


def _a_approuver(monde: Monde) -> Mission:
    mission, jour = mission_sollicitee(monde), jour_dans(0)
    fixer_reglage(cle="accompagnement.seuil_approbation", valeur=0, motif="Essai", date_effet=jour, auteur=None)
    repondre_a_la_demande(mission=mission, reponse=ReponseMission.ACCEPTER, acteur=monde.acteur("experte"))
    return mission


@ecriture("approuver une mission", "coordinatrice", "mission_approuver")
def _(monde):
    return [_a_approuver(monde).pk], {"accord": "oui", "motif": ""}


@ecriture("refuser d’approuver une mission", "coordinatrice", "mission_approuver")
def _(monde):
    return [_a_approuver(monde).pk], {"accord": "non", "motif": "Hors du plan"}


simple("demander le PDF d’un bon de commande", "porteuse", "bon_editer", "mission_commandee")
simple("rendre les demi-journées sans date", "porteuse", "mission_rendre_le_reste", "mission_commandee")
simple("libérer une demi-journée", "porteuse", "demi_journee_liberer", "demi_journee", motif="Un report")


@ecriture("planifier la dernière demi-journée", "experte", "mission_planifier")
def _(monde):
    expert = Expert.objects.get(utilisateur=monde.personnes["experte"])
    return cle_de(monde, "mission_commandee"), {"creneau": accompagnement.ouvrir(expert, 1, dans=80)[0].pk}


def _constat(titre: str, role: str, *avant: tuple[Cote, str, Constat], constat: Constat) -> None:
    def preparer(monde: Monde) -> tuple[list, dict]:
        mission = objet(Mission, monde, "mission_commandee")
        accompagnement.deplacer(mission.creneau, timezone.now() - timedelta(days=1))
        for cote, qui, dit in avant:
            constater(mission=mission, creneau_pk=mission.creneau_id, cote=cote, constat=dit, acteur=monde.acteur(qui))
        return list(monde.arguments["demi_journee"].values()), {"constat": constat, "precision": ""}

    ecriture(titre, role, "demi_journee_constater")(preparer)


_ABSENT, _TENUE = Constat.ABSENCE_PROJET, Constat.TENUE
_constat("dire qu’une demi-journée a eu lieu", "porteuse", constat=_TENUE)
_constat("s’accorder sur une absence", "porteuse", (Cote.EXPERT, "experte", _ABSENT), constat=_ABSENT)
_constat("contredire l’expert", "porteuse", (Cote.EXPERT, "experte", _ABSENT), constat=_TENUE)
_CONTREDITS = ((Cote.EXPERT, "experte", _ABSENT), (Cote.PROJET, "porteuse", _TENUE))
_constat("trancher un désaccord", "coordinatrice", *_CONTREDITS, constat=_ABSENT)


# --- Half-days proposed, waited for ----------------------------------------------------------------


def _propose() -> dict:
    """What is typed to propose a half-day; the expert has somebody else's slot free too."""
    expert = Expert.objects.get(utilisateur__email__startswith="experte")
    return {"creneau": accompagnement.ouvrir(expert, 1, dans=80)[0], "objet": "Relire le bail", "lieu": Lieu.SUR_PLACE}


@ecriture("proposer une demi-journée", "experte", "proposition_faire")
def _(monde):
    lu = _propose()
    return slug(monde, "accompagne"), lu | {"besoin": "modele-juridique", "creneau": lu["creneau"].pk, "cle": uuid4()}


def mission_proposee(monde: Monde) -> list:
    projet, besoin = objet(Projet, monde, "accompagne"), Besoin.objects.get(code="modele-juridique")
    return [proposer_demi_journee(projet=projet, besoin=besoin, cle="proposee", acteur=monde.acteur("experte"), **_propose()).pk]


@ecriture("confirmer une demi-journée proposée", "porteuse", "mission_confirmer")
def _(monde):
    return mission_proposee(monde), {"accord": "oui", "motif": ""}


@ecriture("décliner une demi-journée proposée", "porteuse", "mission_confirmer")
def _(monde):
    return mission_proposee(monde), {"accord": "non", "motif": "Pas ce mois-ci"}


@ecriture("rejoindre la liste d’attente", "porteuse", "attente_liste")
def _(monde):
    Creneau.objects.filter(statut=StatutCreneau.OUVERT).update(statut=StatutCreneau.RETIRE)
    return slug(monde, "accompagne"), {"besoin": BESOIN, "expert": ""}


simple("quitter la liste d’attente", "porteuse", "attente_quitter", "attente")


@ecriture("réserver le créneau offert", "porteuse", "reservation_creneau")
def _(monde):
    """Another project waits behind."""
    creneau, jusqu_au = objet(Creneau, monde, "creneau"), timezone.now() + timedelta(days=1)
    offre = {"statut": StatutAttente.OFFERTE, "creneau": creneau, "offerte_at": timezone.now(), "offre_jusqu_au": jusqu_au}
    AttenteDeCreneau.objects.filter(pk=monde.arguments["attente"]["pk"]).update(**offre)
    Creneau.objects.filter(pk=creneau.pk).update(statut=StatutCreneau.OFFERT)
    lu = {"creneau": creneau.pk, "lieu": "sur_place", "objet": "Le bail", "cle": uuid4()}
    return [*slug(monde, "accompagne"), "modele-juridique", creneau.expert_id], lu


@ecriture("déplacer une demi-journée trop tard", "porteuse", "demi_journee_deplacer")
def _(monde):
    mission, expert = objet(Mission, monde, "mission_commandee"), Expert.objects.get(utilisateur=monde.personnes["experte"])
    accompagnement.deplacer(mission.creneau, timezone.now() + timedelta(hours=2))
    vers = accompagnement.ouvrir(expert, 1, dans=80)[0]
    return list(monde.arguments["demi_journee"].values()), {"creneau": vers.pk, "motif": "Un empêchement"}


@ecriture("déplacer trop tard une demi-journée sur deux", "porteuse", "demi_journee_deplacer")
def _(monde):
    mission, expert = objet(Mission, monde, "mission_commandee"), Expert.objects.get(utilisateur=monde.personnes["experte"])
    accompagnement.deplacer(mission.creneau, timezone.now() + timedelta(hours=2))
    second, vers = accompagnement.ouvrir(expert, 2, dans=80)
    planifier_demi_journee(mission=mission, creneau=second, acteur=monde.acteur("porteuse"))
    return list(monde.arguments["demi_journee"].values()), {"creneau": vers.pk, "motif": "Un empêchement"}


@ecriture("demander un transfert de crédits", "porteuse", "transfert_demander")
def _(monde):
    de, vers = Besoin.objects.get(code=BESOIN), Besoin.objects.get(code="modele-juridique")
    return slug(monde, "accompagne"), {"de": de.pk, "vers": vers.pk, "quantite": 1, "motif": "Un autre besoin"}


simple("accepter un transfert vers un nouveau besoin", "coordinatrice", "transfert_detail", "transfert", accord="oui", motif="")
simple("refuser un transfert", "coordinatrice", "transfert_detail", "transfert", accord="non", motif="Plus tard")
