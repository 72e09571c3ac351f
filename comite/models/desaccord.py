from django.db import models
from django.db.models import Q

from comite.models.comite import Membre
from comite.models.decision import Decision
from socle.comptes.bases import ModeleDeProgramme


class Desaccord(ModeleDeProgramme):
    """A member has her disagreement with a decision written in the minutes, under her own name. Never taken back."""

    ajout_seul = True

    decision = models.ForeignKey(Decision, verbose_name="décision", on_delete=models.PROTECT, related_name="desaccords")
    membre = models.ForeignKey(Membre, verbose_name="membre", on_delete=models.PROTECT, related_name="desaccords")
    texte = models.TextField("désaccord")
    created_at = models.DateTimeField("noté le", auto_now_add=True)

    class Meta:
        verbose_name = "désaccord"
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "membre"], name="desaccord_un_par_membre"),
            models.CheckConstraint(condition=~Q(texte=""), name="desaccord_a_un_texte"),
        ]

    def __str__(self):
        return f"{self.membre}, {self.decision}"
