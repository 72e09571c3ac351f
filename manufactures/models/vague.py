from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from manufactures.enums import EtatVague
from manufactures.regles import etat_de_vague
from socle.comptes.bases import ModeleDeProgramme


class Vague(ModeleDeProgramme):
    """A time of selection. Planned, actual and published dates are three fields; a deadline is a day and an hour."""

    numero = models.PositiveSmallIntegerField("numéro")
    nom = models.CharField("nom", max_length=100)
    ouverture_at = models.DateTimeField("ouverture")
    cloture_prevue = models.CharField("clôture annoncée", max_length=60, blank=True)  # the text announces a month
    cloture_at = models.DateTimeField("clôture")
    publication_at = models.DateTimeField("publication", null=True, blank=True)

    class Meta:
        verbose_name = "vague"
        ordering = ["numero"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "numero"], name="vague_numero_unique"),
            models.CheckConstraint(condition=Q(ouverture_at__lt=F("cloture_at")), name="vague_ouverture_avant_cloture"),
            models.CheckConstraint(
                condition=Q(publication_at=None) | Q(publication_at__gte=F("cloture_at")), name="vague_publication_apres_cloture"
            ),
        ]

    def __str__(self):
        return self.nom

    @property
    def etat(self) -> EtatVague:
        return etat_de_vague(
            ouverture=self.ouverture_at, cloture=self.cloture_at, publication=self.publication_at, instant=timezone.now()
        )
