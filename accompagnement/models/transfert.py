from django.db import models
from django.db.models import F, Q

from accompagnement.enums_missions import StatutTransfert
from socle.comptes.bases import ModeleDeProgramme

_DEMANDEE, _ACCEPTEE = Q(statut=StatutTransfert.DEMANDEE), Q(statut=StatutTransfert.ACCEPTEE)


class DemandeTransfert(ModeleDeProgramme):
    """Half-days that a team asks to move from a need to another, and what the coordination answers."""

    projet = models.ForeignKey("manufactures.Projet", verbose_name="projet", on_delete=models.PROTECT, related_name="demandes_de_transfert")
    de = models.ForeignKey("accompagnement.Besoin", verbose_name="du besoin", on_delete=models.PROTECT, related_name="+")
    vers = models.ForeignKey("accompagnement.Besoin", verbose_name="vers le besoin", on_delete=models.PROTECT, related_name="+")
    quantite = models.PositiveSmallIntegerField("demi-journées")
    motif = models.TextField("motif")
    statut = models.CharField("statut", max_length=10, choices=StatutTransfert, default=StatutTransfert.DEMANDEE)
    demandee_par = models.ForeignKey("comptes.Utilisateur", verbose_name="demandée par", on_delete=models.PROTECT, related_name="+")
    demandee_at = models.DateTimeField("demandée le")
    jugee_par = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="décidée par", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    jugee_at = models.DateTimeField("décidée le", null=True, blank=True)
    motif_refus = models.TextField("motif du refus", blank=True)
    mouvement = models.OneToOneField(
        "accompagnement.MouvementCredit", verbose_name="mouvement inscrit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "demande de transfert"
        verbose_name_plural = "demandes de transfert"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(statut__in=StatutTransfert.values), name="demande_transfert_statut_connu"),
            models.CheckConstraint(condition=~Q(de=F("vers")), name="demande_transfert_deux_besoins"),
            models.CheckConstraint(condition=Q(quantite__gt=0), name="demande_transfert_dure"),
            models.CheckConstraint(condition=~Q(motif=""), name="demande_transfert_motif"),
            models.UniqueConstraint(fields=["projet", "de", "vers"], condition=_DEMANDEE, name="demande_transfert_une_ouverte"),
            models.CheckConstraint(
                condition=(_DEMANDEE & Q(jugee_at=None, jugee_par=None)) | (~_DEMANDEE & Q(jugee_at__isnull=False, jugee_par__isnull=False)),
                name="demande_transfert_jugee_a_sa_date",
            ),
            models.CheckConstraint(
                condition=(_ACCEPTEE & Q(mouvement__isnull=False)) | (~_ACCEPTEE & Q(mouvement=None)), name="demande_transfert_a_son_mouvement"
            ),
            models.CheckConstraint(
                condition=(Q(statut=StatutTransfert.REFUSEE) & ~Q(motif_refus="")) | (~Q(statut=StatutTransfert.REFUSEE) & Q(motif_refus="")),
                name="demande_transfert_refusee_avec_motif",
            ),
        ]
        indexes = [models.Index(fields=["programme", "statut"], name="demande_transfert_statut")]

    def __str__(self):
        return f"Demande de transfert {self.pk}"

    @property
    def etat(self) -> StatutTransfert:
        return StatutTransfert(self.statut)

    @property
    def ouverte(self) -> bool:
        """Tell whether the coordination has still to answer."""
        return self.etat == StatutTransfert.DEMANDEE
