"""What surrounds the marks of a file: who reports on it, and the moment the chair opens the marks to all."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from comite.models.comite import Membre
from comite.models.dossier import Deport
from comite.models.seance import PointOrdreDuJour
from socle.comptes.bases import ModeleDeProgramme


class OuvertureDesNotes(ModeleDeProgramme):
    """The chair opens the marks of an item: from then on they are read by all who sit and change no more."""

    ajout_seul = True

    point = models.OneToOneField(PointOrdreDuJour, verbose_name="point", on_delete=models.PROTECT, related_name="ouverture_des_notes")
    ouvertes_at = models.DateTimeField("ouvertes à", auto_now_add=True)
    ouvertes_par = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="ouvertes par", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "ouverture des notes"
        ordering = ["point"]

    def __str__(self):
        return f"notes ouvertes, {self.point}"


class RapporteurQuerySet(models.QuerySet):
    def actifs(self) -> "RapporteurQuerySet":
        """Those who still report: a later recusal takes the file away, and the opinion with it."""
        return self.exclude(Exists(Deport.objects.de(OuterRef("membre")).filter(projet=OuterRef("point__projet"))))


class Rapporteur(ModeleDeProgramme):
    """A member reads a file for the others and writes an opinion; one or two by file, never recused from it."""

    point = models.ForeignKey(PointOrdreDuJour, verbose_name="point", on_delete=models.CASCADE, related_name="rapporteurs")
    membre = models.ForeignKey(Membre, verbose_name="membre", on_delete=models.PROTECT, related_name="rapports")
    designe_at = models.DateTimeField("désigné le", auto_now_add=True)
    designe_par = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="désigné par", on_delete=models.PROTECT, null=True, related_name="+"
    )
    rapport = models.TextField("rapport", blank=True)
    rapport_at = models.DateTimeField("rapport déposé le", null=True, blank=True)

    objects = RapporteurQuerySet.as_manager()

    class Meta:
        verbose_name = "rapporteur"
        ordering = ["point", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["point", "membre"], name="rapporteur_une_fois"),
            models.CheckConstraint(
                condition=Q(rapport="", rapport_at=None) | (~Q(rapport="") & Q(rapport_at__isnull=False)), name="rapporteur_rapport_date"
            ),
        ]

    def __str__(self):
        return f"{self.membre}, {self.point}"


class LigneRapport(ModeleDeProgramme):
    """The amount that a rapporteur proposes on one line of the grant, in euros; it decides nothing."""

    rapporteur = models.ForeignKey(Rapporteur, verbose_name="rapporteur", on_delete=models.CASCADE, related_name="lignes")
    ligne = models.SlugField("ligne", max_length=40)
    montant = models.DecimalField("montant proposé", max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = "montant proposé par un rapporteur"
        ordering = ["rapporteur", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rapporteur", "ligne"], name="ligne_rapport_unique"),
            models.CheckConstraint(condition=Q(montant__gte=0), name="ligne_rapport_positive"),
        ]

    def __str__(self):
        return f"{self.ligne}\u00a0: {self.montant}"
