"""Who may do what with a project; each refusal says who can."""

from manufactures.enums import BINOME, StatutProjet
from socle.comptes.acteur import Acteur
from socle.lib.refus import Refus

HORS_EQUIPE = Refus("hors_equipe", "Seule l’équipe du projet remplit et dépose sa candidature.")
HORS_BINOME = Refus("hors_binome", "Seuls le binôme du projet et la coordination composent l’équipe.")
COORDINATION = Refus("coordination_seule", "Cette action est réservée à la coordination du programme.")
VAGUES = Refus("vagues_coordination", "Seule la coordination ouvre les vagues et change leurs dates.")
REGARD = Refus("regard_reserve", "Cette liste est réservée à la coordination et aux observateurs du programme.")


def peut_remplir(fonction: str | None) -> Refus | None:
    """The team, whatever the seat, writes and deposits its candidature; the coordination does not write in its place."""
    return None if fonction else HORS_EQUIPE


def peut_composer_l_equipe(acteur: Acteur, fonction: str | None) -> Refus | None:
    """The binôme and the coordination invite, replace and withdraw people."""
    return None if acteur.est_coordination or fonction in BINOME else HORS_BINOME


def peut_instruire(acteur: Acteur) -> Refus | None:
    """Only the coordination opens projects, reads candidatures to judge them and answers."""
    return None if acteur.est_coordination else COORDINATION


def peut_lister(acteur: Acteur) -> Refus | None:
    """Coordination and observers read the list of all projects."""
    return None if acteur.voit_tout else REGARD


def lit_avant_publication(acteur: Acteur) -> bool:
    """Only the coordination reads a decision of the committee before the chair publishes it; observers are bound by the embargo."""
    return acteur.est_coordination


def peut_ouvrir_une_vague(acteur: Acteur) -> Refus | None:
    """Only the coordination opens waves and moves their dates."""
    return None if acteur.est_coordination else VAGUES


def a_instruire(statut: StatutProjet) -> Refus | None:
    """A candidature is judged once, after its deposit."""
    if statut in (StatutProjet.DEPOSE, StatutProjet.HORS_DELAI):
        return None
    return Refus("rien_a_instruire", "Cette candidature n’est pas à instruire : elle n’est pas déposée, ou la réponse est déjà donnée.")
