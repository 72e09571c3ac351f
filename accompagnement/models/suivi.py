from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from accompagnement.enums_veille import Utilite
from socle.comptes.bases import ModeleDeProgramme


def _personne(libelle: str, **options) -> models.ForeignKey:
    return models.ForeignKey("comptes.Utilisateur", verbose_name=libelle, on_delete=models.PROTECT, related_name="+", **options)


class AvisMission(ModeleDeProgramme):
    """What a team says of a mission once it has judged the service; the database freezes it when the service is validated."""

    mission = models.OneToOneField("accompagnement.Mission", verbose_name="mission", on_delete=models.PROTECT, related_name="avis")
    note = models.PositiveSmallIntegerField("utilité", choices=Utilite, validators=[MinValueValidator(1), MaxValueValidator(5)])
    aide = models.TextField("ce qui a aidé", blank=True)
    manque = models.TextField("ce qui a manqué", blank=True)
    donne_at = models.DateTimeField("donné le")
    donne_par = _personne("donné par")

    class Meta:
        verbose_name = "avis de mission"
        verbose_name_plural = "avis de mission"
        ordering = ["-donne_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(note__gte=1, note__lte=5), name="avis_mission_de_1_a_5")]

    def __str__(self):
        return f"Avis, {self.mission}"
