"""What the caller may do with each object of the committee now (``abilities``): the predicates of the pages, and its state."""

from comite.access import Place
from comite.enums import SEANCES_EN_COURS, StatutScrutin
from comite.models import Decision, Presence, Seance
from comite.permissions import peut_entrer, peut_lire_decisions, peut_noter, peut_voter
from comite.queries.etat_de_scrutin import EtatDeScrutin


def entre_en_salle(place: Place) -> bool:
    """Tell whether the person may read the room: ballots, quorum, comings and goings."""
    return peut_entrer(place.acteur, place.membre) is None


def lit_les_decisions(place: Place, seance: Seance) -> bool:
    """Tell whether what the sitting decided may be read: embargo."""
    return peut_lire_decisions(place.acteur, place.membre, seance.publiee_at is not None) is None


def droits_sur_seance(place: Place, seance: Seance) -> dict[str, bool]:
    preside, en_cours = place.preside, seance.etat in SEANCES_EN_COURS
    return {
        "entrer_en_salle": entre_en_salle(place),
        "preparer": place.prepare and seance.a_venir,
        "conduire": preside and seance.levee_at is None,
        "noter_sa_presence": place.membre is not None and en_cours,
        "noter_les_presences": preside and en_cours,
        "lire_decisions": lit_les_decisions(place, seance),
        "publier_decisions": preside and seance.levee_at is not None and seance.publiee_at is None,
    }


def droits_sur_presence(place: Place, presence: Presence) -> dict[str, bool]:
    return {"noter_depart": presence.depart_at is None and place.agit_pour(presence.membre_id)}


def droits_sur_scrutin(place: Place, etat: EtatDeScrutin) -> dict[str, bool]:
    clos = etat.scrutin.etat == StatutScrutin.CLOS
    return {
        "voter": peut_voter(place.membre) is None and bool(etat.a_donner) and etat.quorum_tenu,
        "clore": place.preside and etat.ouvert,
        "annuler": place.preside and (etat.ouvert or clos),
        "proclamer": place.preside and clos,
    }


def droits_sur_dossier(place: Place, seance: Seance) -> dict[str, bool]:
    avant = seance.levee_at is None
    return {"noter": peut_noter(place.membre) is None and avant, "declarer_un_deport": place.membre is not None and avant}


def droits_sur_decision(place: Place | None, decision: Decision) -> dict[str, bool]:
    return {"lire_le_proces_verbal": place is not None and lit_les_decisions(place, decision.point.seance)}
