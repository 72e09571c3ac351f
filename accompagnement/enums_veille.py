"""The words of the watch: what a team says of a mission, where a yearly report stands."""

from django.db import models

from socle.lib.statuts import Statut


class Utilite(models.IntegerChoices):
    """How useful a mission was to the team, from 1 to 5."""

    TRES_UTILE = 5, "5, très utile"
    UTILE = 4, "4, utile"
    MOYENNE = 3, "3, moyennement utile"
    PEU_UTILE = 2, "2, peu utile"
    INUTILE = 1, "1, inutile"


class StatutRapport(Statut):
    """Where a yearly report stands."""

    BROUILLON = "brouillon", "pencil", "gris", "Brouillon"
    REMIS = "remis", "inbox-fill", "bleu", "Remis"
    ACCEPTE = "accepte", "check2-all", "feuille", "Accepté"


RAPPORTS_REMIS = frozenset({StatutRapport.REMIS, StatutRapport.ACCEPTE})
