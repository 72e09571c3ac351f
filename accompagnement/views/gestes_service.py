"""The acts of the service fait that a reader may do now, on the page of a mission."""

from datetime import datetime

from accompagnement.enums import StatutMission
from accompagnement.forms_service import ArbitrageForm, CompteRenduForm, MotifForm, ServiceFaitForm
from accompagnement.models import Mission
from accompagnement.permissions import peut_valider
from accompagnement.queries.demandes import creneaux_de
from accompagnement.queries.missions import Suivi
from accompagnement.regles import refus_de_rendre
from accompagnement.regles_service import est_silencieux
from socle.comptes.acteur import Acteur


def gestes_du_service(acteur: Acteur, mission: Mission, suivi: Suivi, maintenant: datetime, de_l_expert: bool) -> dict:
    """Return the forms of this reader; a key that is absent is an act that does not exist for her."""
    gestes, tenues = {}, mission.demi_journees
    a_part = mission.collective_id and mission.etat == StatutMission.PLANIFIEE  # one report for all, on the page of the shared mission
    if de_l_expert and not a_part and refus_de_rendre(mission.etat, mission.dernier and mission.dernier.debut, maintenant, tenues, tenues) is None:
        gestes["compte_rendu_form"] = CompteRenduForm(mission=mission)
    if mission.fonction and mission.etat == StatutMission.A_ACCEPTER:
        gestes["service_fait_form"] = ServiceFaitForm(rendues=suivi.compte_rendu.demi_journees, creneaux=creneaux_de(mission))
    return gestes | (_de_la_coordination(acteur, mission, suivi, maintenant) if acteur.est_coordination else {})


def _de_la_coordination(acteur: Acteur, mission: Mission, suivi: Suivi, maintenant: datetime) -> dict:
    expert, gestes = mission.expert.utilisateur_id if mission.expert else None, {}
    if mission.etat in (StatutMission.A_VALIDER, StatutMission.CONTESTEE):
        gestes["a_valider"] = True
        gestes["refus_de_valider"] = peut_valider(acteur, suivi.service_fait.juge_par_id, expert)
    if mission.etat == StatutMission.CONTESTEE:
        gestes["redemande_form"] = MotifForm(auto_id="redemande_%s")
        if gestes["refus_de_valider"] is None:
            gestes["arbitrage_form"] = ArbitrageForm(auto_id="arbitrage_%s")
    if suivi.compte_rendu and est_silencieux(mission.etat, suivi.compte_rendu.reponse_avant, maintenant):
        gestes["refus_du_silence"] = peut_valider(acteur, None, expert)
        gestes["silence_form"] = MotifForm(auto_id="silence_%s")
    return gestes
