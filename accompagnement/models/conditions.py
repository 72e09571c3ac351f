from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from accompagnement.models.expert import Expert
from socle.comptes.bases import ModeleDeProgramme


class ConditionsMarche(ModeleDeProgramme):
    """Lot and unit price of the framework contract for an expert, from a day on; the expert's row holds those of today."""

    ajout_seul = True

    expert = models.ForeignKey(Expert, verbose_name="expert", on_delete=models.PROTECT, related_name="conditions")
    date_effet = models.DateField("à compter du")
    lot = models.CharField("lot du marché", max_length=60, blank=True)
    prix_demi_journee = models.DecimalField(
        "prix de la demi-journée, en euros", max_digits=8, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    motif = models.CharField("motif", max_length=200)
    fixees_par = models.ForeignKey("comptes.Utilisateur", verbose_name="fixées par", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("fixées le", auto_now_add=True)

    class Meta:
        verbose_name = "conditions du marché"
        verbose_name_plural = "conditions du marché"
        ordering = ["expert", "-date_effet", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(prix_demi_journee__gte=0), name="conditions_prix_positif"),
            models.CheckConstraint(condition=~Q(motif=""), name="conditions_motivees"),
        ]

    def __str__(self):
        return f"{self.expert}, au {self.date_effet:%Y-%m-%d}"


class DeclarationExpert(ModeleDeProgramme):
    """What an expert says of her interest in one project; the last one counts."""

    ajout_seul = True

    expert = models.ForeignKey(Expert, verbose_name="expert", on_delete=models.PROTECT, related_name="declarations")
    projet = models.ForeignKey("manufactures.Projet", verbose_name="projet", on_delete=models.PROTECT, related_name="declarations_d_experts")
    interet = models.BooleanField("a un intérêt dans le projet")
    texte = models.TextField("nature de l’intérêt", blank=True)
    declaree_at = models.DateTimeField("déclarée le", auto_now_add=True)
    declaree_par = models.ForeignKey("comptes.Utilisateur", verbose_name="déclarée par", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "déclaration d’un expert"
        verbose_name_plural = "déclarations d’experts"
        ordering = ["expert", "projet", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(interet=False) | ~Q(texte=""), name="declaration_d_interet_expliquee")]
        indexes = [models.Index(fields=["expert", "projet", "-id"], name="declaration_expert_projet")]

    def __str__(self):
        return f"{self.expert}, {self.projet}"
