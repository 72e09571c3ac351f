from django.db import models
from django.db.models import Q

from socle.comptes.bases import ModeleDeProgramme


class DemandeRejouable(ModeleDeProgramme):
    """A request sent with an ``Idempotency-Key``, and the answer it got: sent again, it gets the same and nothing is done twice.

    The row and what the request did are written in one transaction: a refused request leaves no row, and may be sent again.
    """

    utilisateur = models.ForeignKey("comptes.Utilisateur", verbose_name="personne", on_delete=models.PROTECT, related_name="+")
    cle = models.CharField("clé", max_length=255)
    empreinte = models.CharField("empreinte de la demande", max_length=64)
    statut = models.PositiveSmallIntegerField("statut de la réponse", null=True)
    corps = models.TextField("corps de la réponse", blank=True)
    created_at = models.DateTimeField("reçue le", auto_now_add=True)

    class Meta:
        verbose_name = "demande rejouable"
        verbose_name_plural = "demandes rejouables"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "utilisateur", "cle"], name="demande_rejouable_unique"),
            models.CheckConstraint(condition=Q(statut=None) | Q(statut__range=(200, 299)), name="demande_rejouable_reussie"),
        ]
        indexes = [models.Index(fields=["created_at"], name="demande_rejouable_age")]

    def __str__(self):
        return self.cle
