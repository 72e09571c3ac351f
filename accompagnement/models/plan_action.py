from django.db import models
from django.db.models import Q

from socle.comptes.bases import ModeleDeProgramme


class ActionDuProjet(ModeleDeProgramme):
    """What a project has to do, by whom and for when; often decided with an expert (``mission``)."""

    projet = models.ForeignKey("manufactures.Projet", verbose_name="projet", on_delete=models.PROTECT, related_name="actions_prevues")
    mission = models.ForeignKey(
        "accompagnement.Mission", verbose_name="mission", on_delete=models.PROTECT, null=True, blank=True, related_name="actions_prevues"
    )
    libelle = models.CharField("ce qu’il faut faire", max_length=300)
    responsable = models.CharField("qui s’en charge", max_length=120)
    echeance = models.DateField("pour le")
    ajoutee_par = models.ForeignKey("comptes.Utilisateur", verbose_name="ajoutée par", on_delete=models.PROTECT, related_name="+")
    ajoutee_at = models.DateTimeField("ajoutée le")
    faite_at = models.DateTimeField("faite le", null=True, blank=True)
    faite_par = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="faite par", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "action du projet"
        verbose_name_plural = "actions du projet"
        ordering = ["echeance", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(libelle="") & ~Q(responsable=""), name="action_du_projet_entiere"),
            models.CheckConstraint(
                condition=Q(faite_at=None, faite_par=None) | Q(faite_at__isnull=False, faite_par__isnull=False),
                name="action_du_projet_faite_par_quelqu_un",
            ),
        ]
        indexes = [models.Index(fields=["projet", "echeance"], condition=Q(faite_at=None), name="action_du_projet_ouverte")]

    def __str__(self):
        return self.libelle
