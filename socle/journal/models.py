from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from socle.comptes.bases import ModeleDeProgramme
from socle.journal.registre import Verbe, verbe


class EvenementQuerySet(models.QuerySet):
    def du_fil(self, fil: str) -> "EvenementQuerySet":
        """Events of one thread (``projet:12``), newest first."""
        return self.filter(fil=fil).select_related("auteur").order_by("-pk")


class Evenement(ModeleDeProgramme):
    """One thing that happened: who, which verb, on what, before and after, why. Never changed, never removed."""

    ajout_seul = True

    fil = models.CharField("fil", max_length=40)  # the thread it belongs to: "projet:12", "seance:3", "programme"
    verbe_code = models.CharField("verbe", max_length=60)
    objet = models.CharField("objet", max_length=60, blank=True)
    auteur = models.ForeignKey("comptes.Utilisateur", verbose_name="auteur", on_delete=models.PROTECT, null=True, related_name="+")
    auteur_libelle = models.CharField("auteur à l’écran", max_length=120)
    details = models.JSONField("détails", default=dict, encoder=DjangoJSONEncoder)
    avant = models.JSONField("avant", null=True, encoder=DjangoJSONEncoder)
    apres = models.JSONField("après", null=True, encoder=DjangoJSONEncoder)
    motif = models.TextField("motif", blank=True)
    created_at = models.DateTimeField("date", auto_now_add=True)

    objects = EvenementQuerySet.as_manager()

    class Meta:
        verbose_name = "événement"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["programme", "fil", "-id"], name="evenement_fil")]

    def __str__(self):
        return self.phrase

    @property
    def verbe(self) -> Verbe:
        return verbe(self.verbe_code)

    @property
    def phrase(self) -> str:
        return f"{self.auteur_libelle} {self.verbe.phrase.format_map(self.details)}"
