"""Who reads the outbox."""

from socle.comptes.acteur import Acteur
from socle.lib.refus import Refus

RESERVEE = Refus("courriers_reserves", "La boîte d’envoi et les relances sont tenues par la coordination. Demandez-lui ce qui est parti.")


def refus_de_lire(acteur: Acteur) -> Refus | None:
    """Only the coordination reads the mails of the programme."""
    return None if acteur.est_coordination else RESERVEE
