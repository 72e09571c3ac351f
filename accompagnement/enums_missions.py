"""The words of missions asked for: where they come from, what an expert answers, what each side says of a half-day."""

from django.db import models

from accompagnement.enums import StatutMission
from socle.lib.statuts import Statut


class OrigineMission(models.TextChoices):
    """Who started a mission, and how."""

    RENDEZ_VOUS = "rendez_vous", "Rendez-vous pris par le projet"
    DEMANDE = "demande", "Mission demandée par le projet"
    PROPOSITION = "proposition", "Demi-journée proposée par l’expert"
    COLLECTIVE = "collective", "Part d’une mission collective"


# What a statement says of a mission that has no order.
SANS_BON = {
    OrigineMission.RENDEZ_VOUS: "rendez-vous",
    OrigineMission.DEMANDE: "mission demandée",
    OrigineMission.PROPOSITION: "demi-journée proposée",
    OrigineMission.COLLECTIVE: "mission collective",
}


class IssueSollicitation(Statut):
    """What came of asking one expert."""

    EN_COURS = "en_cours", "hourglass-split", "laiton", "Réponse attendue"
    ACCEPTEE = "acceptee", "check-circle-fill", "feuille", "Acceptée"
    AJUSTEE = "ajustee", "pencil", "bleu", "Ajustée, à confirmer"
    AJUSTEMENT_REFUSE = "ajustement_refuse", "x-circle", "gris", "Ajustement refusé par le projet"
    DECLINEE = "declinee", "arrow-90deg-right", "gris", "Déclinée"
    SANS_REPONSE = "sans_reponse", "hourglass-bottom", "garance", "Sans réponse à temps"
    RETIREE = "retiree", "x-circle", "gris", "Retirée"


ISSUES_OUVERTES = frozenset({IssueSollicitation.EN_COURS, IssueSollicitation.AJUSTEE})


class ReponseMission(models.TextChoices):
    """The expert's answer to a mission asked for."""

    ACCEPTER = "accepter", "Accepter"
    AJUSTER = "ajuster", "Ajuster"
    DECLINER = "decliner", "Décliner"


class Cote(models.TextChoices):
    """Who says what happened at a half-day."""

    PROJET = "projet", "Le projet"
    EXPERT = "expert", "L’expert"
    COORDINATION = "coordination", "La coordination"


class Constat(models.TextChoices):
    """What happened at a half-day."""

    TENUE = "tenue", "Elle a eu lieu"
    ABSENCE_PROJET = "absence_projet", "L’équipe du projet n’est pas venue"
    ABSENCE_EXPERT = "absence_expert", "L’expert n’est pas venu"


_S = StatutMission
# Who acts next, as the page of a mission says it to all its readers; a mission that is over says nothing.
SUITES: dict[StatutMission, str] = {
    _S.DEMANDEE: "L’équipe choisit l’expert à solliciter.",
    _S.PROPOSEE: "L’expert répond ; sans réponse à temps, la coordination est prévenue.",
    _S.A_CONFIRMER: "L’équipe confirme l’ajustement proposé par l’expert.",
    _S.A_APPROUVER: "La coordination approuve, puis le bon de commande est émis.",
    _S.A_PLANIFIER: "L’équipe et l’expert choisissent les dates.",
    _S.PLANIFIEE: "Une fois le travail fait, l’expert remet son compte rendu.",
    _S.REALISEE: "L’expert remet son compte rendu.",
    _S.COMPTE_RENDU_ATTENDU: "Remettez votre compte rendu : l’équipe dit ensuite si le service est fait.",
    _S.A_ACCEPTER: "L’équipe lit le compte rendu et dit si le service est fait.",
    _S.A_VALIDER: "La coordination valide, puis le crédit est débité.",
    _S.CONTESTEE: "La coordination examine le désaccord ; rien n’est débité d’ici là.",
    _S.VALIDE: "Le crédit est débité ; le service entre au prochain relevé de l’expert.",
}


class StatutAttente(Statut):
    """Where a place in the waiting list stands."""

    EN_ATTENTE = "en_attente", "hourglass-split", "laiton", "En attente"
    OFFERTE = "offerte", "hand-index-thumb-fill", "minium", "Créneau offert"
    SERVIE = "servie", "check-circle-fill", "feuille", "Créneau réservé"
    PASSEE = "passee", "hourglass-bottom", "gris", "Offre passée sans réponse"
    QUITTEE = "quittee", "x-circle", "gris", "Liste quittée"


ATTENTES_OUVERTES = frozenset({StatutAttente.EN_ATTENTE, StatutAttente.OFFERTE})


class StatutTransfert(Statut):
    """Where a request to move credits between two needs stands."""

    DEMANDEE = "demandee", "hourglass-split", "laiton", "En attente de la coordination"
    ACCEPTEE = "acceptee", "check-circle-fill", "feuille", "Acceptée"
    REFUSEE = "refusee", "x-circle", "gris", "Refusée"
