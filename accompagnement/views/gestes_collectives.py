"""What the page of a shared mission shows, and the acts it offers to its reader."""

from datetime import datetime

from accompagnement.enums_collectives import COLLECTIVES_VIVES, StatutCollective
from accompagnement.forms_collectives import CompteRenduCollectifForm, MotifCollectiveForm
from accompagnement.models import MissionCollective
from accompagnement.permissions import peut_annuler_la_collective
from accompagnement.queries.collectives import DetailCollective, declarations_manquantes, detail_de, projets_accompagnes_de
from accompagnement.regles_collectives import est_annulable, refus_de_decliner, refus_de_quitter, refus_de_rendre
from manufactures.models import Projet
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.comptes.enums import Role


def gestes_de_la_collective(acteur: Acteur, collective: MissionCollective, maintenant: datetime) -> dict:
    """Return what is read (``detail``, ``miens``) and the forms of this reader; a key that is absent is an act that does not exist for her."""
    detail = detail_de(collective)
    projets = list(projets_accompagnes_de(acteur)) if acteur.a(Role.EQUIPE) and collective.etat in COLLECTIVES_VIVES else []
    gestes = {"detail": detail, "miens": [_du_projet(p, detail, maintenant) for p in projets], "retrait_form": MotifCollectiveForm(auto_id="retrait_%s")}
    if acteur.pk == collective.expert.utilisateur_id:
        gestes |= _de_l_expert(detail, maintenant)
    if acteur.est_coordination and collective.etat == StatutCollective.OUVERTE:
        gestes |= {"a_confirmer": True, "refus_de_confirmer": detail.refus_de_confirmer}
    annulable = est_annulable(collective.etat, collective.debut, maintenant)
    if annulable and peut_annuler_la_collective(acteur, collective.expert.utilisateur_id) is None:
        gestes["annulation_form"] = MotifCollectiveForm(auto_id="annulation_%s")
    return gestes


def _du_projet(projet: Projet, detail: DetailCollective, maintenant: datetime) -> dict:
    """Where one project of the reader stands, and whether it may come in or out."""
    collective, ligne = detail.collective, detail.part_de(projet.pk)
    inscrite = ligne is not None and ligne.part.inscrite
    heures = reglement.valeur("accompagnement.annulation_gratuite_heures")
    return {
        "projet": projet,
        "ligne": ligne,
        "inscrite": inscrite,
        "peut_rejoindre": not inscrite and detail.a_une_place(maintenant),
        "peut_decliner": ligne is not None
        and refus_de_decliner(collective.etat, collective.inscriptions_avant, maintenant, ligne.part.etat) is None,
        "refus_de_quitter": refus_de_quitter(collective.etat, collective.debut, maintenant, heures) if inscrite else None,
    }


def _de_l_expert(detail: DetailCollective, maintenant: datetime) -> dict:
    collective = detail.collective
    if collective.etat == StatutCollective.OUVERTE:
        muets, _ = declarations_manquantes(collective, [li.part for li in detail.lignes])
        a_declarer = [li.part.projet for li in detail.inscrites if li.part.projet.nom in muets]
        return {"a_accepter": collective.accord_at is None, "a_declarer": a_declarer}
    dernier = detail.creneaux[-1].debut if detail.creneaux else collective.fin
    return {"rendu_form": CompteRenduCollectifForm()} if refus_de_rendre(collective.etat, dernier, maintenant) is None else {}
