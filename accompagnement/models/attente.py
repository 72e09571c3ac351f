from django.db import models
from django.db.models import Q

from accompagnement.enums_missions import ATTENTES_OUVERTES, StatutAttente
from socle.comptes.bases import ModeleDeProgramme

_OUVERTES = Q(statut__in=sorted(ATTENTES_OUVERTES))


class AttenteDeCreneau(ModeleDeProgramme):
    """A place of a project in the waiting list of a need, for any expert or for one; ``creneau``: the slot offered to it."""

    projet = models.ForeignKey("manufactures.Projet", verbose_name="projet", on_delete=models.PROTECT, related_name="attentes_de_creneau")
    besoin = models.ForeignKey("accompagnement.Besoin", verbose_name="besoin", on_delete=models.PROTECT, related_name="attentes")
    expert = models.ForeignKey(
        "accompagnement.Expert", verbose_name="expert voulu", on_delete=models.PROTECT, null=True, blank=True, related_name="attentes"
    )
    statut = models.CharField("statut", max_length=12, choices=StatutAttente, default=StatutAttente.EN_ATTENTE)
    demandee_par = models.ForeignKey("comptes.Utilisateur", verbose_name="demandée par", on_delete=models.PROTECT, related_name="+")
    demandee_at = models.DateTimeField("demandée le")
    creneau = models.ForeignKey(
        "accompagnement.Creneau", verbose_name="créneau offert", on_delete=models.PROTECT, null=True, blank=True, related_name="attentes"
    )
    offerte_at = models.DateTimeField("offert le", null=True, blank=True)
    offre_jusqu_au = models.DateTimeField("gardé jusqu’au", null=True, blank=True)
    close_at = models.DateTimeField("close le", null=True, blank=True)

    class Meta:
        verbose_name = "attente de créneau"
        verbose_name_plural = "attentes de créneau"
        ordering = ["demandee_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(statut__in=StatutAttente.values), name="attente_statut_connu"),
            models.UniqueConstraint(fields=["projet", "besoin"], condition=_OUVERTES, name="attente_une_par_besoin"),
            models.UniqueConstraint(fields=["creneau"], condition=Q(statut=StatutAttente.OFFERTE), name="attente_creneau_offert_une_fois"),
            models.CheckConstraint(
                condition=~Q(statut=StatutAttente.EN_ATTENTE) | Q(creneau=None, offerte_at=None, offre_jusqu_au=None), name="attente_sans_offre"
            ),
            models.CheckConstraint(
                condition=~Q(statut=StatutAttente.OFFERTE) | Q(creneau__isnull=False, offerte_at__isnull=False, offre_jusqu_au__isnull=False),
                name="attente_offerte_a_son_creneau",
            ),
            models.CheckConstraint(condition=(_OUVERTES & Q(close_at=None)) | (~_OUVERTES & Q(close_at__isnull=False)), name="attente_close_a_sa_date"),
        ]
        indexes = [models.Index(fields=["statut", "offre_jusqu_au"], name="attente_offre_en_retard")]

    def __str__(self):
        return f"Attente de {self.projet}, {self.besoin}"

    @property
    def etat(self) -> StatutAttente:
        return StatutAttente(self.statut)

    def tient_son_offre(self, maintenant) -> bool:
        """Tell whether a half-day is kept for this place now."""
        return self.etat == StatutAttente.OFFERTE and self.offre_jusqu_au > maintenant
