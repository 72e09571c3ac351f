"""States of a mail in the outbox."""

from socle.lib.statuts import Statut


class EtatCourrier(Statut):
    """A mail waits, is held back, has left, or could not leave."""

    EN_ATTENTE = "en_attente", "hourglass-split", "laiton", "En attente"
    RETENU = "retenu", "lock", "laiton", "Retenu"
    PARTI = "parti", "send-check-fill", "feuille", "Parti"
    ECHEC = "echec", "exclamation-octagon-fill", "garance", "Échec"
