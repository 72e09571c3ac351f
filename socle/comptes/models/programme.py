from django.db import models
from django.db.models import Q

from socle.comptes.bases import ModeleDeProgramme
from socle.comptes.enums import Role


class Operateur(models.Model):
    """The body that runs programmes on this installation."""

    nom = models.CharField("nom", max_length=200, unique=True)
    siren = models.CharField("SIREN", max_length=9, blank=True)

    class Meta:
        verbose_name = "opérateur"
        ordering = ["nom"]

    def __str__(self):
        return self.nom


class Programme(models.Model):
    """The tenant: one public programme, walled off from the others."""

    operateur = models.ForeignKey(Operateur, verbose_name="opérateur", on_delete=models.PROTECT, related_name="programmes")
    slug = models.SlugField("adresse", max_length=60, unique=True)
    nom = models.CharField("nom", max_length=200)
    accroche = models.CharField("accroche", max_length=200, blank=True)
    animateur = models.CharField("animateur", max_length=200, blank=True)
    modele = models.CharField("modèle", max_length=60)
    couleurs = models.JSONField("couleurs", default=dict, blank=True)
    logo = models.FileField("logo", upload_to="logos/", blank=True)
    reglement_version = models.PositiveIntegerField("version du règlement", default=0)  # moves with each setting: key of its cache
    created_at = models.DateTimeField("créé le", auto_now_add=True)

    class Meta:
        verbose_name = "programme"
        ordering = ["nom"]
        constraints = [
            models.CheckConstraint(condition=Q(slug__regex=r"^[a-z0-9][a-z0-9-]*$"), name="programme_slug_ascii"),
        ]

    def __str__(self):
        return self.nom


class Adhesion(ModeleDeProgramme):
    """A door of the programme that one person may use; ended, never deleted."""

    utilisateur = models.ForeignKey("comptes.Utilisateur", verbose_name="personne", on_delete=models.PROTECT, related_name="adhesions")
    role = models.CharField("rôle", max_length=20, choices=Role)
    date_debut = models.DateField("début", auto_now_add=True)
    date_fin = models.DateField("fin", null=True, blank=True)

    class Meta:
        verbose_name = "adhésion"
        ordering = ["programme", "utilisateur", "role"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "utilisateur", "role"], condition=Q(date_fin=None), name="adhesion_unique"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="adhesion_role_connu"),
        ]
        indexes = [models.Index(fields=["utilisateur", "programme"], name="adhesion_utilisateur")]

    def __str__(self):
        return f"{self.utilisateur}, {self.get_role_display()}"


class Reglage(ModeleDeProgramme):
    """One dated value of a setting of the règlement; the last one in force counts, none is ever changed."""

    ajout_seul = True

    cle = models.CharField("clé", max_length=80)
    valeur = models.JSONField("valeur")
    date_effet = models.DateField("date d’effet")
    motif = models.CharField("motif", max_length=500)
    auteur = models.ForeignKey("comptes.Utilisateur", verbose_name="auteur", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("saisi le", auto_now_add=True)

    class Meta:
        verbose_name = "réglage"
        ordering = ["cle", "-date_effet", "-pk"]
        indexes = [models.Index(fields=["programme", "cle", "-date_effet"], name="reglage_en_vigueur")]
        constraints = [models.CheckConstraint(condition=~Q(motif=""), name="reglage_motif_present")]

    def __str__(self):
        return f"{self.cle} = {self.valeur}"
