"""The words of the exit review: where it stands, who rates, what is concluded."""

from django.db import models

from socle.lib.statuts import Statut


class StatutBilan(Statut):
    """Where the autonomy review of a project stands."""

    EN_COURS = "en_cours", "pencil", "minium", "À remplir par l’équipe"
    REMIS = "remis", "inbox-fill", "bleu", "Remis à la coordination"
    CLOS = "clos", "lock-fill", "feuille", "Clos"


class CoteBilan(models.TextChoices):
    """Who rates an axis."""

    PROJET = "projet", "L’équipe du projet"
    COORDINATION = "coordination", "La coordination"
    EXPERT = "expert", "Un expert"


class NiveauAutonomie(models.IntegerChoices):
    """How far a project stands alone on an axis; the scale is that of maturity, from 0 to 5."""

    RIEN = 0, "0, pas commencé"
    DEBUT = 1, "1, tout repose sur un appui extérieur"
    FRAGILE = 2, "2, fragile"
    EN_VOIE = 3, "3, en bonne voie"
    SOLIDE = 4, "4, solide"
    AUTONOME = 5, "5, l’équipe n’a besoin de personne"


class ConclusionBilan(models.TextChoices):
    """What the coordination concludes of the two years."""

    AUTONOME = "autonome", "Projet autonome"
    PROLONGER = "prolonger", "Appui à prolonger"
    RELAIS = "relais", "Relais à trouver auprès d’un autre réseau"
    FRAGILE = "fragile", "Activité en danger, à suivre de près"
