"""Who may do what, and the sentence said to the others."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from incubation.enums import STATUTS_A_L_EQUIPE, StatutLivrable, StatutSession
from manufactures.enums import StatutProjet
from socle.comptes.acteur import Acteur
from socle.lib import francais
from socle.lib.refus import Refus

if TYPE_CHECKING:  # permissions stand under the models: they know them by name only
    from incubation.models import Livrable, SessionIncubation

COORDINATION = Refus("coordination_seule", "Seule la coordination du programme peut faire cela.")
REGARD = Refus("regard_reserve", "Cette page est réservée à la coordination et aux observateurs du programme.")
EQUIPE = Refus("equipe_seule", "Seule l’équipe du projet peut faire cela.")
EQUIPE_OU_COORDINATION = Refus("equipe_ou_coordination", "Seules l’équipe du projet et la coordination peuvent faire cela.")
CODE_FAUX = Refus("code_faux", "Ce code n’est pas celui de la salle en ce moment. Recopiez les 6 chiffres affichés\u00a0: ils changent chaque minute.")
PAS_DE_LA_SESSION = Refus("pas_de_la_session", "Votre projet n’est pas dans la sous-promotion de cette session.")
PAS_ENCORE_CONVOQUEE = Refus("session_non_convoquee", "Cette session n’est pas encore convoquée\u00a0: la feuille ouvrira avec la convocation.")
FEUILLE_CLOSE = Refus("feuille_close", "La feuille de présence de cette session est close.")
DEJA_CONVOQUEE = Refus("session_deja_convoquee", "Cette session est déjà convoquée.")


def peut_coordonner(acteur: Acteur) -> Refus | None:
    """The coordination runs the incubation."""
    return None if acteur.est_coordination else COORDINATION


def peut_regarder(acteur: Acteur) -> Refus | None:
    """The coordination and the observers see the whole incubation."""
    return None if acteur.voit_tout else REGARD


def peut_deposer(livrable: Livrable) -> Refus | None:
    """A team hands in versions until its livrable is validated."""
    if livrable.suivi == StatutLivrable.VALIDE:
        return Refus("livrable_valide", "Ce livrable est validé\u00a0: il n’attend plus de version.")
    if livrable.suivi == StatutLivrable.SANS_OBJET:
        return Refus("livrable_sans_objet", "Ce livrable n’est plus demandé à votre projet.")
    return None


def peut_relire(livrable: Livrable) -> Refus | None:
    """A review answers a version that was handed in and not answered yet."""
    if livrable.suivi == StatutLivrable.EN_RELECTURE:
        return None
    return Refus("rien_a_relire", f"Ce livrable est «\u00a0{livrable.suivi.label}\u00a0»\u00a0: aucune version n’attend de relecture.")


def peut_prolonger(livrable: Livrable) -> Refus | None:
    """A delay is granted while the team still has to hand something in."""
    if livrable.statut in STATUTS_A_L_EQUIPE:
        return None
    return Refus("delai_sans_objet", f"Ce livrable est «\u00a0{livrable.suivi.label}\u00a0»\u00a0: un délai n’y changerait rien.")


def feuille_ouverte(session: SessionIncubation, jour: date) -> Refus | None:
    """A sheet is signed from the day of the session until it is closed."""
    if session.statut == StatutSession.CLOSE:
        return FEUILLE_CLOSE
    if session.statut == StatutSession.PLANIFIEE:
        return PAS_ENCORE_CONVOQUEE
    if jour < session.date:
        return Refus("session_a_venir", f"Cette session a lieu le {francais.date_longue(session.date)}\u00a0: la feuille ouvrira ce jour-là.")
    return None


def signature_du_jour(session: SessionIncubation, jour: date) -> Refus | None:
    """A person signs by herself on the very day; afterwards the coordination writes her in, with a reason."""
    if jour > session.date:
        date_session = francais.date_longue(session.date)
        return Refus("session_passee", f"Cette session a eu lieu le {date_session}. Demandez à la coordination de vous inscrire sur la feuille.")
    return feuille_ouverte(session, jour)


def peut_convoquer(session: SessionIncubation, jour: date) -> Refus | None:
    """A session is convoked once, before its day."""
    if session.statut != StatutSession.PLANIFIEE:
        return DEJA_CONVOQUEE
    if session.date < jour:
        return Refus("session_passee", "Cette session est passée\u00a0: elle ne peut plus être convoquée.")
    return None


def peut_etre_affecte(statut: StatutProjet) -> Refus | None:
    """« Les Manufactures labellisées seront réparties en sous-promotions »: only a labelled project enters."""
    if statut == StatutProjet.LABELLISE:
        return None
    return Refus("projet_non_labellise", f"Ce projet est «\u00a0{statut.label}\u00a0»\u00a0: seul un projet dont le label est publié entre en incubation.")


def a_de_la_place(projets: int, maximum: int) -> Refus | None:
    """A sous-promotion stays small enough for everyone to speak."""
    if projets < maximum:
        return None
    return Refus("sous_promotion_pleine", f"Cette sous-promotion compte déjà {francais.pluriel(projets, 'projet')}, le plus qu’elle peut recevoir. Choisissez-en une autre.")


def peut_etre_evalue(statut: StatutProjet) -> Refus | None:
    """Maturity and needs are those of a project in incubation."""
    if statut == StatutProjet.EN_INCUBATION:
        return None
    return Refus("hors_incubation", f"Ce projet est «\u00a0{statut.label}\u00a0»\u00a0: la maturité et les besoins se notent pendant l’incubation.")


def notes_lisibles(notes: list[int], maximum: int) -> Refus | None:
    """Ratings go from 0 to the maximum of the règlement."""
    if notes and all(0 <= note <= maximum for note in notes):
        return None
    return Refus("note_hors_echelle", f"Choisissez une note de 0 à {maximum} pour au moins un axe.")


def a_un_objectif(objectif: str) -> Refus | None:
    """A need says what it is for."""
    return None if objectif.strip() else Refus("objectif_manquant", "Indiquez l’objectif\u00a0: l’expert commencera par lui.")
