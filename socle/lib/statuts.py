"""A status is an icon, a word and a tone, everywhere the same; the word may depend on its reader."""

from django.db import models


class Statut(models.TextChoices):
    """Members are written ``NOM = "valeur", "icone", "ton", "Libellé"``."""

    def __new__(cls, valeur, icone="circle", ton="gris"):
        membre = str.__new__(cls, valeur)
        membre._value_ = valeur
        membre.icone, membre.ton = icone, ton
        return membre
