"""The letters a programme must provide, each with the ``{fields}`` its sender fills in."""

import types
from collections.abc import Mapping

_COMMUNS = frozenset({"programme", "animateur", "lien"})
_PROJET = _COMMUNS | {"projet", "structure", "vague"}
_DECISION = _PROJET | {"date_seance", "motifs", "voies_de_recours"}
_MONTANTS = frozenset({"montant_total", "montants_par_ligne"})
_CONVOCATION = _COMMUNS | {"date_seance", "lieu", "ordre_du_jour"}
CHAMPS_DES_GABARITS: Mapping[str, frozenset[str]] = types.MappingProxyType(
    {
        "invitation_equipe": _COMMUNS | {"projet", "structure", "date_limite"},
        "accuse_depot": _PROJET | {"date_depot", "empreinte"},
        "pieces_manquantes": _PROJET | {"pieces", "date_limite"},
        "irrecevable": _PROJET | {"motifs", "voies_de_recours"},
        "label_retenu": _DECISION,
        "label_liste_attente": _DECISION,
        "label_non_retenu": _DECISION,
        "financement_attribue": _DECISION | _MONTANTS,
        "financement_sous_reserve": _DECISION | _MONTANTS | {"reserves", "date_limite"},
        "ajournement": _DECISION | {"date_retour", "points_a_lever"},
        "non_attribue": _DECISION,
        "convocation_session": _COMMUNS | {"projet", "structure", "session", "date_session", "lieu"},
        "convocation_comite": _CONVOCATION,
        "seconde_convocation_comite": _CONVOCATION,
    }
)
