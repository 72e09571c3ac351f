"""The words of missions shared by several projects: where one stands, what a project answers, how the cost is shared."""

from django.db import models

from socle.lib.statuts import Statut


class StatutCollective(Statut):
    """Where a mission shared by several projects stands."""

    OUVERTE = "ouverte", "door-open", "minium", "Inscriptions ouvertes"
    CONFIRMEE = "confirmee", "calendar2-check-fill", "bleu", "Confirmée"
    RENDUE = "rendue", "file-earmark-text", "feuille", "Compte rendu remis"
    ANNULEE = "annulee", "x-circle", "gris", "Annulée"


# Its half-days are taken in the agenda of the expert.
COLLECTIVES_VIVES = frozenset({StatutCollective.OUVERTE, StatutCollective.CONFIRMEE})


class EtatPart(Statut):
    """What a project answers to a shared mission."""

    INVITEE = "invitee", "envelope", "laiton", "Invitée"
    INSCRITE = "inscrite", "check-circle-fill", "feuille", "Inscrite"
    RETIREE = "retiree", "x-circle", "gris", "Retirée"


class PartageCollectif(models.TextChoices):
    """The formula that shares the half-days between projects."""

    EGAL = "egal", "Parts égales"
    PARTICIPANTS = "participants", "Selon le nombre de participants"
