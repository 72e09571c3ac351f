"""The words of the watch: what a team says of a mission."""

from django.db import models


class Utilite(models.IntegerChoices):
    """How useful a mission was to the team, from 1 to 5."""

    TRES_UTILE = 5, "5, très utile"
    UTILE = 4, "4, utile"
    MOYENNE = 3, "3, moyennement utile"
    PEU_UTILE = 2, "2, peu utile"
    INUTILE = 1, "1, inutile"
