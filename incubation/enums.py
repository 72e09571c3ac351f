"""Statuses of the incubation, each with its icon and tone; the word may depend on who reads it."""

from django.db import models

from socle.lib.statuts import Statut


class DemiJournee(models.TextChoices):
    """The unit of presence: a person signs once per half-day."""

    MATIN = "matin", "Matin"
    APRES_MIDI = "apres_midi", "Après-midi"


class StatutSession(Statut):
    """Where a session stands."""

    PLANIFIEE = "planifiee", "calendar2-week", "gris", "Planifiée"
    CONVOQUEE = "convoquee", "envelope-paper-fill", "bleu", "Convoquée"
    CLOSE = "close", "lock-fill", "feuille", "Feuille close"


class ModeEmargement(models.TextChoices):
    """How a presence was proved."""

    CODE = "code", "Code de la salle"
    FEUILLE = "feuille", "Feuille papier"
    COORDINATION = "coordination", "Inscription par la coordination"


class StatutLivrable(Statut):
    """What is stored: who holds the livrable. Dates add the rest when it is shown (``EtatLivrable``)."""

    ATTENDU = "attendu", "circle", "gris", "Attendu"
    EN_RELECTURE = "en_relecture", "eye-fill", "bleu", "En relecture"
    A_COMPLETER = "a_completer", "pencil-square", "minium", "À compléter"
    VALIDE = "valide", "check-circle-fill", "feuille", "Validé"
    SANS_OBJET = "sans_objet", "archive", "gris", "Sans objet"


class EtatLivrable(Statut):
    """What is shown: the stored status read at a given instant."""

    A_VENIR = "a_venir", "clock", "gris", "À venir"
    A_DEPOSER = "a_deposer", "circle", "gris", "À déposer"
    DELAI_ACCORDE = "delai_accorde", "calendar-plus", "bleu", "Délai accordé"
    EN_RETARD = "en_retard", "alarm-fill", "garance", "En retard"
    EN_RELECTURE = "en_relecture", "eye-fill", "bleu", "En relecture"
    A_COMPLETER = "a_completer", "pencil-square", "minium", "À compléter"
    VALIDE = "valide", "check-circle-fill", "feuille", "Validé"
    SANS_OBJET = "sans_objet", "archive", "gris", "Sans objet"

    def libelle_pour(self, coordination: bool) -> str:
        """Return the word of this state for its reader: what the team has « En relecture », the coordination has « À relire »."""
        return "À relire" if coordination and self is EtatLivrable.EN_RELECTURE else self.label


class Verdict(Statut):
    """The answer of a review, for a version and for each of its attendus."""

    VALIDE = "valide", "check-circle-fill", "feuille", "Validé"
    A_COMPLETER = "a_completer", "pencil-square", "minium", "À compléter"


class GesteLivrable(models.TextChoices):
    """What may happen to a livrable."""

    DEPOSER = "deposer", "Déposer une version"
    VALIDER = "valider", "Valider"
    RENVOYER = "renvoyer", "Demander un complément"


_S, _G = StatutLivrable, GesteLivrable
TRANSITIONS: dict[tuple[StatutLivrable, GesteLivrable], StatutLivrable] = {
    (_S.ATTENDU, _G.DEPOSER): _S.EN_RELECTURE,
    (_S.EN_RELECTURE, _G.DEPOSER): _S.EN_RELECTURE,
    (_S.A_COMPLETER, _G.DEPOSER): _S.EN_RELECTURE,
    (_S.EN_RELECTURE, _G.VALIDER): _S.VALIDE,
    (_S.EN_RELECTURE, _G.RENVOYER): _S.A_COMPLETER,
}
STATUTS_A_L_EQUIPE = frozenset({_S.ATTENDU, _S.A_COMPLETER})


class Moment(models.TextChoices):
    """When a maturity is rated."""

    ENTREE = "entree", "Entrée"
    MILIEU = "milieu", "Mi-parcours"
    SORTIE = "sortie", "Sortie"


class SourceMaturite(models.TextChoices):
    """Who rates a maturity."""

    EQUIPE = "equipe", "Équipe"
    REFERENT = "referent", "Référent"


class Priorite(models.IntegerChoices):
    """How pressing a need is."""

    HAUTE = 1, "Haute"
    MOYENNE = 2, "Moyenne"
    BASSE = 3, "Basse"
