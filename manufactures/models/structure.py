from django.db import models
from django.db.models import Q

from socle.comptes.bases import ModeleDeProgramme


class Structure(ModeleDeProgramme):
    """A legal person: the lead body of a project, which receives the money, or one of its partners."""

    nom = models.CharField("nom", max_length=300)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    rna = models.CharField("numéro RNA", max_length=10, blank=True)
    registre_local = models.CharField("registre d’Alsace-Moselle", max_length=60, blank=True)
    forme_juridique = models.CharField("forme juridique", max_length=60, blank=True)
    adresse = models.CharField("adresse", max_length=300, blank=True)
    site_web = models.URLField("site web", blank=True)

    class Meta:
        verbose_name = "structure"
        ordering = ["nom", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "siret"], condition=~Q(siret=""), name="structure_siret_unique"),
            models.CheckConstraint(condition=Q(siret="") | Q(siret__regex=r"^\d{14}$"), name="structure_siret_14_chiffres"),
        ]

    def __str__(self):
        return self.nom

    @property
    def siren(self) -> str:
        return self.siret[:9]
