from django.db import models
from django.db.models import Q

from incubation.enums import Moment, Priorite, SourceMaturite
from socle.comptes.bases import ModeleDeProgramme


class Maturite(ModeleDeProgramme):
    """A rating, from 0 to 5, of one axis of a project at one moment, by the team or by its referent."""

    projet = models.ForeignKey("manufactures.Projet", verbose_name="projet", on_delete=models.PROTECT, related_name="maturites")
    module = models.ForeignKey("incubation.Module", verbose_name="axe", on_delete=models.PROTECT, related_name="maturites")
    moment = models.CharField("moment", max_length=10, choices=Moment)
    source = models.CharField("source", max_length=10, choices=SourceMaturite)
    note = models.PositiveSmallIntegerField("note")
    evidence = models.TextField("preuve", blank=True)
    par = models.ForeignKey("comptes.Utilisateur", verbose_name="par", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("date")

    class Meta:
        verbose_name = "maturité"
        ordering = ["projet", "module__numero", "moment", "source"]
        constraints = [
            models.UniqueConstraint(fields=["projet", "module", "moment", "source"], name="maturite_unique"),
            models.CheckConstraint(condition=Q(note__lte=5), name="maturite_note_sur_cinq"),
            models.CheckConstraint(condition=Q(moment__in=Moment.values), name="maturite_moment_connu"),
            models.CheckConstraint(condition=Q(source__in=SourceMaturite.values), name="maturite_source_connue"),
        ]

    def __str__(self):
        return f"{self.module}, {self.get_moment_display()}\u00a0: {self.note}"


class BesoinIdentifie(ModeleDeProgramme):
    """A need of support seen during incubation; it opens credits after the grant. ``besoin_code`` is that of the programme's model."""

    projet = models.ForeignKey("manufactures.Projet", verbose_name="projet", on_delete=models.PROTECT, related_name="besoins_identifies")
    besoin_code = models.SlugField("besoin", max_length=60)
    libelle = models.CharField("intitulé", max_length=200)
    priorite = models.PositiveSmallIntegerField("priorité", choices=Priorite, default=Priorite.MOYENNE)
    objectif = models.TextField("objectif")
    demi_journees = models.PositiveSmallIntegerField("demi-journées proposées")
    par = models.ForeignKey("comptes.Utilisateur", verbose_name="par", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("date")

    class Meta:
        verbose_name = "besoin identifié"
        verbose_name_plural = "besoins identifiés"
        ordering = ["projet", "priorite", "besoin_code"]
        constraints = [
            models.UniqueConstraint(fields=["projet", "besoin_code"], name="besoin_identifie_unique"),
            models.CheckConstraint(condition=Q(priorite__in=Priorite.values), name="besoin_identifie_priorite_connue"),
            models.CheckConstraint(condition=~Q(objectif=""), name="besoin_identifie_objectif"),
        ]

    def __str__(self):
        return self.libelle
