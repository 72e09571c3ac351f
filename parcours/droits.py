"""What a reader may see and do of a project, for pages and API alike."""

from collections.abc import Mapping

from manufactures.enums import StatutProjet
from manufactures.models import Projet
from socle.comptes.acteur import Acteur
from socle.comptes.enums import Role


def statut_montre(projet: Projet, embargo: Mapping[int, StatutProjet]) -> StatutProjet:
    """Return the status shown to a reader bound by the embargo: the one before a decision that is not published yet."""
    return embargo.get(projet.pk, projet.etat)


def droits_sur_projet(acteur: Acteur, projet: Projet) -> dict[str, bool]:
    """Return what the person may do with a project she can open (``abilities`` of the API)."""
    equipe = acteur.a(Role.EQUIPE)
    return {
        "modifier_candidature": (equipe or acteur.est_coordination) and projet.etat is StatutProjet.BROUILLON,
        "instruire": acteur.est_coordination and projet.etat is StatutProjet.DEPOSE,
        "verser_au_comite": acteur.est_coordination and projet.etat in {StatutProjet.RECEVABLE, StatutProjet.EN_INCUBATION},
        "ouvrir_accompagnement": acteur.est_coordination and projet.etat in {StatutProjet.FINANCE, StatutProjet.SOUS_RESERVE},
    }
