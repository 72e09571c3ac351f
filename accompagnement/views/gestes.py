"""The acts a mission asked for offers to its reader, beside those of any mission."""

from datetime import datetime

from accompagnement.enums import STATUTS_EN_COURS, StatutMission
from accompagnement.enums_missions import Cote, IssueSollicitation
from accompagnement.forms import AnnulationForm
from accompagnement.forms_missions import AccordForm, ConstatForm, ReponseMissionForm
from accompagnement.models import Mission
from accompagnement.permissions import refus_de_toucher_aux_dates
from accompagnement.queries.demandes import SuiviDemande, rendu_avant, suivi_de_la_demande
from accompagnement.regles import refus_de_confirmer
from accompagnement.regles_missions import refus_de_constater
from socle.comptes.acteur import Acteur


def gestes_de_la_demande(acteur: Acteur, mission: Mission, maintenant: datetime, *, de_l_expert: bool) -> dict:
    """Return the forms this reader may use now; a key that is absent is an act that does not exist for her."""
    demande = suivi_de_la_demande(mission, maintenant)
    gestes = {"demande": demande, "jours": _jours(acteur, mission, demande, maintenant, de_l_expert)}
    en_attente = any(s.etat == IssueSollicitation.EN_COURS for s in demande.sollicitations)
    if de_l_expert and en_attente:
        gestes["reponse_form"] = ReponseMissionForm(mission=mission)
    if mission.fonction and demande.ajustement:
        gestes["confirmation_form"] = AccordForm()
    if mission.fonction and mission.proposee_par_l_expert and refus_de_confirmer(mission.etat, mission.reponse_avant, maintenant) is None:
        gestes["proposition_form"] = AccordForm()
    if acteur.est_coordination and mission.etat == StatutMission.A_APPROUVER:
        gestes["approbation_form"] = AccordForm()
    gestes["a_proposer"] = mission.etat == StatutMission.DEMANDEE and (mission.fonction or acteur.est_coordination)
    gestes["a_planifier"] = mission.etat == StatutMission.A_PLANIFIER and (mission.fonction or de_l_expert)
    return gestes


def _jours(acteur: Acteur, mission: Mission, demande: SuiviDemande, maintenant: datetime, de_l_expert: bool) -> list[dict]:
    """Each half-day with what may be done of it: freed before it begins, told once it is over."""
    cote = Cote.PROJET if mission.fonction else Cote.EXPERT if de_l_expert else Cote.COORDINATION if acteur.est_coordination else None
    jours = []
    for d in demande.demi_journees:
        jour = {"dite": d, "creneau": d.creneau}
        if mission.etat in STATUTS_EN_COURS and cote is not None:
            refus = refus_de_constater(d.creneau.fin, maintenant, d.dits, cote, rendu_avant(d.creneau.fin))
            if not mission.collective_id and refus is None:
                jour["constat_form"] = ConstatForm(prefix=None, auto_id=f"id_{d.creneau.pk}_%s")
            jour["deplacable"] = cote != Cote.COORDINATION and d.creneau.debut > maintenant
            jour["refus_de_deplacer"] = refus_de_toucher_aux_dates(mission.projet.etat, mission.collective_id)
            if jour["deplacable"] and mission.demi_journees > 1 and not mission.collective_id:
                jour["liberation_form"] = AnnulationForm(auto_id=f"id_{d.creneau.pk}_%s")
        jours.append(jour)
    return jours
