from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from accompagnement.enums_missions import ISSUES_OUVERTES, Constat, Cote, IssueSollicitation
from socle.comptes.bases import ModeleDeProgramme


class Sollicitation(ModeleDeProgramme):
    """One expert asked for one mission: why she, until when, what she said. At most one is open by mission."""

    mission = models.ForeignKey("accompagnement.Mission", verbose_name="mission", on_delete=models.PROTECT, related_name="sollicitations")
    expert = models.ForeignKey("accompagnement.Expert", verbose_name="expert", on_delete=models.PROTECT, related_name="sollicitations")
    rang = models.PositiveSmallIntegerField("rang")
    raisons = models.JSONField("raisons du classement", default=list)
    issue = models.CharField("issue", max_length=20, choices=IssueSollicitation, default=IssueSollicitation.EN_COURS)
    demandee_at = models.DateTimeField("demandée le")
    reponse_avant = models.DateTimeField("réponse attendue avant")
    close_at = models.DateTimeField("close le", null=True, blank=True)
    motif = models.TextField("motif de la réponse", blank=True)
    demi_journees = models.PositiveSmallIntegerField("demi-journées proposées", null=True, blank=True)

    class Meta:
        verbose_name = "sollicitation"
        ordering = ["mission", "rang"]
        constraints = [
            models.UniqueConstraint(fields=["mission", "rang"], name="sollicitation_rang_unique"),
            models.UniqueConstraint(fields=["mission"], condition=Q(issue__in=sorted(ISSUES_OUVERTES)), name="sollicitation_une_a_la_fois"),
            models.CheckConstraint(condition=Q(issue__in=IssueSollicitation.values), name="sollicitation_issue_connue"),
            models.CheckConstraint(
                condition=Q(issue__in=sorted(ISSUES_OUVERTES), close_at=None) | (~Q(issue__in=sorted(ISSUES_OUVERTES)) & Q(close_at__isnull=False)),
                name="sollicitation_close_a_sa_date",
            ),
            models.CheckConstraint(
                condition=~Q(issue=IssueSollicitation.AJUSTEE) | Q(demi_journees__gt=0), name="sollicitation_ajustee_en_demi_journees"
            ),
            models.CheckConstraint(
                condition=~Q(issue__in=[IssueSollicitation.DECLINEE, IssueSollicitation.AJUSTEE]) | ~Q(motif=""), name="sollicitation_motif"
            ),
        ]
        indexes = [models.Index(fields=["issue", "reponse_avant"], name="sollicitation_en_retard")]

    def __str__(self):
        return f"Sollicitation {self.rang}, {self.expert}"

    @property
    def etat(self) -> IssueSollicitation:
        return IssueSollicitation(self.issue)


class NumeroDeLaBase(models.PositiveIntegerField):
    """A number that a trigger gives: the INSERT returns it."""

    db_returning = True


class BonDeCommande(ModeleDeProgramme):
    """The order of a mission, frozen the day it is issued: lot, unit price, half-days, amount; numbered without gaps by year."""

    ajout_seul = True

    mission = models.OneToOneField(
        "accompagnement.Mission", verbose_name="mission", on_delete=models.PROTECT, related_name="bon_de_commande"
    )
    annee = models.PositiveSmallIntegerField("année")
    numero = NumeroDeLaBase("numéro", default=1)
    lot = models.CharField("lot du marché", max_length=60, blank=True)
    prix_unitaire = models.DecimalField("prix de la demi-journée, en euros HT", max_digits=8, decimal_places=2)
    demi_journees = models.PositiveSmallIntegerField("demi-journées")
    frais_deplacement = models.DecimalField(
        "frais de déplacement, en euros HT", max_digits=8, decimal_places=2, default=Decimal(0), validators=[MinValueValidator(Decimal(0))]
    )
    montant_ht = models.DecimalField("montant HT, en euros", max_digits=10, decimal_places=2)
    contenu = models.JSONField("contenu")
    emis_at = models.DateTimeField("émis le")
    emis_par = models.ForeignKey("comptes.Utilisateur", verbose_name="émis par", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "bon de commande"
        verbose_name_plural = "bons de commande"
        ordering = ["-annee", "-numero"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "annee", "numero"], name="bon_de_commande_numero_unique"),
            models.CheckConstraint(condition=Q(demi_journees__gt=0, numero__gt=0), name="bon_de_commande_compte"),
            models.CheckConstraint(
                condition=Q(montant_ht=models.F("demi_journees") * models.F("prix_unitaire") + models.F("frais_deplacement")),
                name="bon_de_commande_montant",
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self) -> str:
        return f"BC-{self.annee}-{self.numero:04}"


class DemiJourneeRetenue(ModeleDeProgramme):
    """A further half-day of a mission, on its own slot (the first one is the mission's); freed, it stays as history."""

    mission = models.ForeignKey("accompagnement.Mission", verbose_name="mission", on_delete=models.PROTECT, related_name="suivantes")
    creneau = models.ForeignKey("accompagnement.Creneau", verbose_name="créneau", on_delete=models.PROTECT, related_name="retenues")
    retenue_at = models.DateTimeField("retenue le")
    liberee_at = models.DateTimeField("libérée le", null=True, blank=True)

    class Meta:
        verbose_name = "demi-journée retenue"
        verbose_name_plural = "demi-journées retenues"
        ordering = ["mission", "pk"]
        constraints = [models.UniqueConstraint(fields=["creneau"], condition=Q(liberee_at=None), name="demi_journee_seule_sur_son_creneau")]

    def __str__(self):
        return f"{self.mission}, {self.creneau}"


class ConstatDemiJournee(ModeleDeProgramme):
    """What one side says happened at one half-day; said once, never rewritten."""

    ajout_seul = True

    mission = models.ForeignKey("accompagnement.Mission", verbose_name="mission", on_delete=models.PROTECT, related_name="constats")
    creneau = models.ForeignKey("accompagnement.Creneau", verbose_name="créneau", on_delete=models.PROTECT, related_name="+")
    cote = models.CharField("côté", max_length=12, choices=Cote)
    constat = models.CharField("constat", max_length=16, choices=Constat)
    precision = models.TextField("précision", blank=True)
    date = models.DateTimeField("dit le")
    auteur = models.ForeignKey("comptes.Utilisateur", verbose_name="auteur", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "constat d’une demi-journée"
        verbose_name_plural = "constats d’une demi-journée"
        ordering = ["mission", "creneau", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["mission", "creneau", "cote"], name="constat_une_fois_par_cote"),
            models.CheckConstraint(condition=Q(cote__in=Cote.values, constat__in=Constat.values), name="constat_connu"),
        ]

    def __str__(self):
        return f"{self.get_cote_display()}, {self.get_constat_display()}"
