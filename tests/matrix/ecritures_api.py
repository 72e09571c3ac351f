"""Writes of programs: they book, ask, answer, report and accept as the pages do."""

from accompagnement.enums import Verdict
from accompagnement.models import Creneau
from tests.incubation.fabriques import jour_dans
from tests.matrix.ecritures import cle_de, ecriture, objet
from tests.matrix.ecritures_accompagnement import mission_acceptee, mission_jugee, mission_rendue
from tests.matrix.ecritures_accompagnement_missions import mission_ajustee, mission_proposee, mission_sollicitee
from tests.matrix.monde import BESOIN, Monde

DEMI_JOURNEE = {"objet": "Relire le bail", "lieu": "sur_place"}


def _reservation(monde: Monde, besoin: str) -> tuple[list, dict]:
    projet = monde.arguments["accompagne"]["slug"]
    return [], DEMI_JOURNEE | {"projet": projet, "besoin": besoin, "creneau": objet(Creneau, monde, "creneau").pk}


@ecriture("réserver par l’API", "porteuse", "api_reservation_liste", par_api=True)
def _(monde):
    return _reservation(monde, BESOIN)


@ecriture("proposer une demi-journée par l’API", "experte", "api_reservation_liste", par_api=True)
def _(monde):
    return _reservation(monde, "modele-juridique")


@ecriture("annuler une réservation par l’API", "porteuse", "api_reservation_annulation", par_api=True, statut=200)
def _(monde):
    return cle_de(monde, "mission"), {"motif": "Un report"}


@ecriture("demander une mission par l’API", "porteuse", "api_mission_liste", par_api=True)
def _(monde):
    projet = monde.arguments["accompagne"]["slug"]
    periode = {"periode_debut": jour_dans(1).isoformat(), "periode_fin": jour_dans(60).isoformat()}
    return [], DEMI_JOURNEE | periode | {"projet": projet, "besoin": "modele-juridique", "resultat_attendu": "Un bail", "demi_journees": 2}


@ecriture("accepter une réservation par l’API", "experte", "api_mission_reponse", par_api=True, statut=200)
def _(monde):
    return cle_de(monde, "mission"), {"reponse": "accepter"}


@ecriture("ajuster une mission par l’API", "experte", "api_mission_reponse", par_api=True, statut=200)
def _(monde):
    return [mission_sollicitee(monde).pk], {"reponse": "ajuster", "demi_journees": 2, "motif": "Plus long"}


@ecriture("confirmer une proposition par l’API", "porteuse", "api_mission_confirmation", par_api=True, statut=200)
def _(monde):
    return mission_proposee(monde), {"accord": True}


@ecriture("confirmer un ajustement par l’API", "porteuse", "api_mission_confirmation", par_api=True, statut=200)
def _(monde):
    return [mission_ajustee(monde).pk], {"accord": True}


@ecriture("remettre un compte rendu par l’API", "experte", "api_mission_compte_rendu", par_api=True)
def _(monde):
    return [mission_acceptee(monde).pk], {"fait": "Budget relu", "demi_journees": 1}


@ecriture("accepter le service fait par l’API", "porteuse", "api_mission_service_fait", par_api=True)
def _(monde):
    return [mission_rendue(monde).pk], {"verdict": "accepte"}


@ecriture("valider le service fait par l’API", "coordinatrice", "api_mission_validation", par_api=True, statut=200)
def _(monde):
    return [mission_jugee(monde, Verdict.ACCEPTE).pk], {}
