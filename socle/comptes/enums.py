"""The doors of a programme."""

from django.db import models


class Role(models.TextChoices):
    """How a person is attached to a programme. A seat (team, committee) opens its door; rights follow the seat."""

    COORDINATION = "coordination", "Coordination"
    COMITE = "comite", "Membre du comité"
    EXPERT = "expert", "Expert"
    OBSERVATEUR = "observateur", "Observateur"
    EQUIPE = "equipe", "Équipe de projet"


ROLES_SOUS_MFA = frozenset({Role.COORDINATION, Role.COMITE})


class Portee(models.TextChoices):
    """What an API token may do."""

    LECTURE = "lecture", "Lire"
    ECRITURE = "ecriture", "Lire et écrire"


class Preuve(models.TextChoices):
    """How a person proved, just before an act, that it was her."""

    MOT_DE_PASSE = "mot_de_passe", "nouvelle identification par mot de passe"
    SECOND_FACTEUR = "second_facteur", "nouvelle identification par second facteur"
