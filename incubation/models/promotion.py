from django.db import models
from django.db.models import F, Q

from socle.comptes.bases import ModeleDeProgramme


class Promotion(ModeleDeProgramme):
    """The labelled projects of one wave, incubated together."""

    vague = models.ForeignKey("manufactures.Vague", verbose_name="vague", on_delete=models.PROTECT, related_name="promotions")
    nom = models.CharField("nom", max_length=100)
    date_debut = models.DateField("début")
    date_fin = models.DateField("fin")

    class Meta:
        verbose_name = "promotion"
        ordering = ["-date_debut", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "nom"], name="promotion_nom_unique", violation_error_message="Une promotion porte déjà ce nom."
            ),
            models.CheckConstraint(condition=Q(date_fin__gt=F("date_debut")), name="promotion_dates"),
        ]

    def __str__(self):
        return self.nom


class SousPromotion(ModeleDeProgramme):
    """A group of eight to twelve projects that attend the same sessions and are followed by one referent."""

    promotion = models.ForeignKey(Promotion, verbose_name="promotion", on_delete=models.PROTECT, related_name="sous_promotions")
    nom = models.CharField("nom", max_length=100)
    referent = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="référent", on_delete=models.PROTECT, null=True, blank=True, related_name="sous_promotions"
    )

    class Meta:
        verbose_name = "sous-promotion"
        ordering = ["promotion", "nom"]
        constraints = [
            models.UniqueConstraint(
                fields=["promotion", "nom"], name="sous_promotion_nom_unique", violation_error_message="Une sous-promotion porte déjà ce nom."
            )
        ]

    def __str__(self):
        return f"Sous-promotion {self.nom}"


class Affectation(ModeleDeProgramme):
    """The stay of a project in a sous-promotion; changing groups ends one and opens another."""

    projet = models.ForeignKey("manufactures.Projet", verbose_name="projet", on_delete=models.PROTECT, related_name="affectations")
    sous_promotion = models.ForeignKey(SousPromotion, verbose_name="sous-promotion", on_delete=models.PROTECT, related_name="affectations")
    date_debut = models.DateField("début")
    date_fin = models.DateField("fin", null=True, blank=True)

    class Meta:
        verbose_name = "affectation"
        ordering = ["projet", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["projet"], condition=Q(date_fin=None), name="affectation_une_en_cours"),
            models.CheckConstraint(condition=Q(date_fin=None) | Q(date_fin__gte=F("date_debut")), name="affectation_dates"),
        ]

    def __str__(self):
        return f"{self.projet}, {self.sous_promotion}"
