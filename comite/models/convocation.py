from django.db import models
from django.db.models import Q

from comite.enums import REPONSES, Reponse
from comite.models.comite import Membre
from comite.models.seance import Seance
from socle.comptes.bases import ModeleDeProgramme


class ReponseConvocationQuerySet(models.QuerySet):
    def en_vigueur(self) -> "ReponseConvocationQuerySet":
        """The last answer of each member to the last convocation of each sitting: a postponed sitting asks again."""
        actuelles = self.filter(donnee_at__gte=models.F("seance__convoquee_at"))
        return actuelles.order_by("seance_id", "membre_id", "-donnee_at", "-pk").distinct("seance_id", "membre_id")


class ReponseConvocation(ModeleDeProgramme):
    """What a member answered to a convocation; she may change her mind, nothing is erased: the last answer counts."""

    ajout_seul = True

    seance = models.ForeignKey(Seance, verbose_name="séance", on_delete=models.PROTECT, related_name="reponses")
    membre = models.ForeignKey(Membre, verbose_name="membre", on_delete=models.PROTECT, related_name="reponses")
    reponse = models.CharField("réponse", max_length=20, choices=[(r.value, r.label) for r in REPONSES])
    commentaire = models.CharField("précision", max_length=300, blank=True)
    donnee_at = models.DateTimeField("donnée le")
    saisie_par = models.ForeignKey("comptes.Utilisateur", verbose_name="saisie par", on_delete=models.PROTECT, null=True, related_name="+")

    objects = ReponseConvocationQuerySet.as_manager()

    class Meta:
        verbose_name = "réponse à une convocation"
        ordering = ["seance", "membre", "-donnee_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(reponse__in=[r.value for r in REPONSES]), name="reponse_connue")]
        indexes = [models.Index(fields=["seance", "membre", "-donnee_at"], name="reponse_derniere")]

    def __str__(self):
        return f"{self.membre}, {self.seance}\u00a0: {self.etat.label.lower()}"

    @property
    def etat(self) -> Reponse:
        return Reponse(self.reponse)
