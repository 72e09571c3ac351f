"""The words of missions asked for: where they come from, what an expert answers, what each side says of a half-day."""

from django.db import models

from socle.lib.statuts import Statut


class OrigineMission(models.TextChoices):
    """Who started a mission, and how."""

    RENDEZ_VOUS = "rendez_vous", "Rendez-vous pris par le projet"
    DEMANDE = "demande", "Mission demandée par le projet"
    PROPOSITION = "proposition", "Demi-journée proposée par l’expert"
    COLLECTIVE = "collective", "Part d’une mission collective"


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
