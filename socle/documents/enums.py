"""States of a stored file and of a document in production."""

from socle.lib.statuts import Statut


class EtatAnalyse(Statut):
    """What the antivirus knows of a version; ``NON_ANALYSE`` is the absence of a verdict and is never stored."""

    NON_ANALYSE = "non_analyse", "hourglass-split", "laiton", "Pas encore analysé"
    SAIN = "sain", "shield-check", "feuille", "Sain"
    INFECTE = "infecte", "shield-exclamation", "garance", "Infecté"


class EtatEdition(Statut):
    """Life of a PDF that was asked for."""

    EN_ATTENTE = "en_attente", "hourglass-split", "laiton", "En attente"
    EN_COURS = "en_cours", "gear", "bleu", "En préparation"
    PRETE = "prete", "check-circle-fill", "feuille", "Prêt"
    ECHEC = "echec", "exclamation-octagon-fill", "garance", "Échec"


EDITION_OUVERTE = (EtatEdition.EN_ATTENTE, EtatEdition.EN_COURS)
EDITION_TERMINEE = (EtatEdition.PRETE, EtatEdition.ECHEC)
