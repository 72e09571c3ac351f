from django.db import models
from django.db.models import F, Q

from socle.comptes.bases import ModeleDeProgramme


class PlanAccompagnement(ModeleDeProgramme):
    """What the two years of a project are for, and until when its credits last."""

    projet = models.OneToOneField(
        "manufactures.Projet", verbose_name="projet", on_delete=models.PROTECT, related_name="plan_accompagnement"
    )
    date_debut = models.DateField("début")
    date_fin = models.DateField("fin")
    signe_at = models.DateTimeField("signé le")
    signe_par = models.ForeignKey("comptes.Utilisateur", verbose_name="signé par", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "plan d’accompagnement"
        verbose_name_plural = "plans d’accompagnement"
        ordering = ["projet"]
        constraints = [models.CheckConstraint(condition=Q(date_fin__gt=F("date_debut")), name="plan_fin_apres_debut")]

    def __str__(self):
        return f"Plan d’accompagnement, {self.projet}"


class LignePlan(ModeleDeProgramme):
    """One need of a plan: what is aimed at, in how many half-days, in which order."""

    plan = models.ForeignKey(PlanAccompagnement, verbose_name="plan", on_delete=models.PROTECT, related_name="lignes")
    besoin = models.ForeignKey("accompagnement.Besoin", verbose_name="besoin", on_delete=models.PROTECT, related_name="+")
    objectif = models.TextField("objectif", blank=True)
    demi_journees = models.PositiveSmallIntegerField("demi-journées")
    priorite = models.PositiveSmallIntegerField("priorité")

    class Meta:
        verbose_name = "ligne du plan"
        verbose_name_plural = "lignes du plan"
        ordering = ["plan", "priorite", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "besoin"], name="ligne_plan_besoin_unique"),
            models.UniqueConstraint(fields=["plan", "priorite"], name="ligne_plan_priorite_unique"),
        ]

    def __str__(self):
        return f"{self.besoin}, {self.demi_journees}"
