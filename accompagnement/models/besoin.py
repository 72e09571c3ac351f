from django.db import models

from socle.comptes.bases import ModeleDeProgramme


class Besoin(ModeleDeProgramme):
    """One of the needs an accompagnement answers; written by the programme's model."""

    code = models.SlugField("code", max_length=60)
    titre = models.CharField("titre", max_length=200)
    titre_court = models.CharField("nom court", max_length=100)
    description = models.TextField("description", blank=True)
    ordre = models.PositiveSmallIntegerField("ordre")

    class Meta:
        verbose_name = "besoin"
        ordering = ["ordre", "pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="besoin_code_unique")]

    def __str__(self):
        return self.titre_court
