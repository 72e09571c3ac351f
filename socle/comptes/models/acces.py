from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from socle.comptes.bases import ModeleDeProgramme
from socle.comptes.enums import Portee, Role


class Invitation(ModeleDeProgramme):
    """A door opened to an address: one use, expiring; only the hash of its secret is kept."""

    email = models.EmailField("adresse électronique")
    role = models.CharField("rôle", max_length=20, choices=Role)
    siege = models.JSONField("siège", default=dict, blank=True)  # the seat to take, in the words of the app that invites
    empreinte = models.CharField("empreinte", max_length=64, unique=True)
    expire_at = models.DateTimeField("expire le")
    auteur = models.ForeignKey("comptes.Utilisateur", verbose_name="auteur", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("envoyée le", auto_now_add=True)
    acceptee_at = models.DateTimeField("acceptée le", null=True, blank=True)
    acceptee_par = models.ForeignKey("comptes.Utilisateur", verbose_name="acceptée par", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    annulee_at = models.DateTimeField("annulée le", null=True, blank=True)

    class Meta:
        verbose_name = "invitation"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(acceptee_at=None, acceptee_par=None) | Q(acceptee_at__isnull=False, acceptee_par__isnull=False),
                name="invitation_acceptee_par_quelqu_un",
            ),
            models.CheckConstraint(condition=Q(acceptee_at=None) | Q(annulee_at=None), name="invitation_acceptee_ou_annulee"),
            models.CheckConstraint(condition=Q(expire_at__gt=F("created_at")), name="invitation_expire_apres_envoi"),
        ]

    def __str__(self):
        return f"{self.email}, {self.get_role_display()}"


class JetonApi(ModeleDeProgramme):
    """A bearer token of one person in one programme; only its hash is kept."""

    utilisateur = models.ForeignKey("comptes.Utilisateur", verbose_name="personne", on_delete=models.PROTECT, related_name="jetons")
    nom = models.CharField("nom", max_length=100)
    empreinte = models.CharField("empreinte", max_length=64, unique=True)
    portee = ArrayField(models.CharField(max_length=20, choices=Portee), verbose_name="portée")
    expire_at = models.DateTimeField("expire le")
    revoque_at = models.DateTimeField("révoqué le", null=True, blank=True)
    created_at = models.DateTimeField("créé le", auto_now_add=True)

    class Meta:
        verbose_name = "jeton d’API"
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.nom
