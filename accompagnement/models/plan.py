from django.db import models
from django.db.models import F, Q

from accompagnement.enums import StatutPlan
from manufactures.queries.personnes import equipe_de
from socle.comptes.bases import ModeleDeProgramme


class PlanQuerySet(models.QuerySet):
    def en_vigueur(self) -> "PlanQuerySet":
        """Plans that both parties signed: their credits are granted."""
        return self.filter(statut=StatutPlan.SIGNE)

    def verrouiller(self) -> "PlanQuerySet":
        """Plans under lock, with what their acts and mails ask for: the project, and ``equipe``, the persons to write to.

        Keys stay free: a booking under way holds the accounts and refers to the project.
        """
        return self.select_for_update(of=("self", "projet"), no_key=True).select_related("projet").annotate(equipe=equipe_de("projet"))


class PlanAccompagnement(ModeleDeProgramme):
    """What the two years of a project are for, and until when its credits last.

    ``date_fin`` is the effective end, moved by suspensions and extensions only. ``demi_journees`` are granted when both
    parties have signed; avenants may add to them. ``conditions``: words of the committee, copied when the plan was prepared.
    """

    projet = models.OneToOneField(
        "manufactures.Projet", verbose_name="projet", on_delete=models.PROTECT, related_name="plan_accompagnement"
    )
    statut = models.CharField("statut", max_length=12, choices=StatutPlan, default=StatutPlan.BROUILLON)
    demi_journees = models.PositiveSmallIntegerField("demi-journées accordées à la signature")
    date_debut = models.DateField("début")
    date_fin = models.DateField("fin")
    version = models.PositiveSmallIntegerField("version", default=1)
    conditions = models.JSONField("conditions du comité", default=list, blank=True)
    propose_at = models.DateTimeField("proposé le", null=True, blank=True)
    signe_equipe_at = models.DateTimeField("signé par l’équipe le", null=True, blank=True)
    signe_equipe_par = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="signé pour l’équipe par", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signe_at = models.DateTimeField("signé le", null=True, blank=True)
    signe_par = models.ForeignKey(
        "comptes.Utilisateur",
        verbose_name="signé pour la coordination par",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "plan d’accompagnement"
        verbose_name_plural = "plans d’accompagnement"
        ordering = ["projet"]
        constraints = [
            models.CheckConstraint(condition=Q(date_fin__gt=F("date_debut")), name="plan_fin_apres_debut"),
            models.CheckConstraint(condition=Q(statut__in=StatutPlan.values), name="plan_statut_connu"),
            models.CheckConstraint(condition=Q(demi_journees__gt=0), name="plan_demi_journees"),
            models.CheckConstraint(condition=Q(statut=StatutPlan.BROUILLON) | Q(propose_at__isnull=False), name="plan_propose_date"),
            models.CheckConstraint(
                condition=Q(
                    statut__in=[StatutPlan.SIGNE_EQUIPE, StatutPlan.SIGNE], signe_equipe_at__isnull=False, signe_equipe_par__isnull=False
                )
                | (~Q(statut__in=[StatutPlan.SIGNE_EQUIPE, StatutPlan.SIGNE]) & Q(signe_equipe_at=None, signe_equipe_par=None)),
                name="plan_signature_equipe",
            ),
            models.CheckConstraint(
                condition=Q(statut=StatutPlan.SIGNE, signe_at__isnull=False, signe_par__isnull=False)
                | (~Q(statut=StatutPlan.SIGNE) & Q(signe_at=None, signe_par=None)),
                name="plan_signature_coordination",
            ),
            models.CheckConstraint(condition=Q(signe_par=None) | ~Q(signe_par=F("signe_equipe_par")), name="plan_deux_signataires"),
        ]
        indexes = [models.Index(fields=["programme", "statut"], name="plan_statut")]

    def __str__(self):
        return f"Plan d’accompagnement, {self.projet}"

    @property
    def etat(self) -> StatutPlan:
        return StatutPlan(self.statut)

    @property
    def est_signe(self) -> bool:
        return self.etat is StatutPlan.SIGNE


class Engagement(ModeleDeProgramme):
    """What a plan says of one need: what is aimed at, how it is seen, in how many half-days, in which months (1: the first)."""

    objectif = models.TextField("objectif", blank=True)
    indicateur = models.CharField("indicateur de réussite", max_length=300, blank=True)
    cible = models.CharField("cible", max_length=120, blank=True)
    demi_journees = models.PositiveSmallIntegerField("demi-journées")
    priorite = models.PositiveSmallIntegerField("priorité")
    mois_debut = models.PositiveSmallIntegerField("premier mois", default=1)
    mois_fin = models.PositiveSmallIntegerField("dernier mois", default=24)
    condition = models.TextField("condition du comité", blank=True)

    class Meta:
        abstract = True

    @property
    def mois(self) -> int:
        """How many months it lasts."""
        return self.mois_fin - self.mois_debut + 1


class LignePlan(Engagement):
    """One need of a plan, as in force. Once the plan is signed, only a signed ``avenant`` writes it (trigger)."""

    plan = models.ForeignKey(PlanAccompagnement, verbose_name="plan", on_delete=models.PROTECT, related_name="lignes")
    besoin = models.ForeignKey("accompagnement.Besoin", verbose_name="besoin", on_delete=models.PROTECT, related_name="+")
    avenant = models.ForeignKey(
        "accompagnement.Avenant", verbose_name="dernier avenant", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "ligne du plan"
        verbose_name_plural = "lignes du plan"
        ordering = ["plan", "priorite", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "besoin"], name="ligne_plan_besoin_unique"),
            models.UniqueConstraint(fields=["plan", "priorite"], name="ligne_plan_priorite_unique"),
            models.CheckConstraint(condition=Q(mois_debut__gte=1, mois_fin__gte=F("mois_debut")), name="ligne_plan_calendrier"),
        ]

    def __str__(self):
        return f"{self.besoin}, {self.demi_journees}"


class VersionPlan(ModeleDeProgramme):
    """What a plan said after each writing, who wrote it and what she had to say. ``lignes``: plain values, by priority."""

    ajout_seul = True

    plan = models.ForeignKey(PlanAccompagnement, verbose_name="plan", on_delete=models.PROTECT, related_name="versions")
    numero = models.PositiveSmallIntegerField("numéro")
    lignes = models.JSONField("lignes")
    commentaire = models.TextField("commentaire", blank=True)
    auteur = models.ForeignKey("comptes.Utilisateur", verbose_name="auteur", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("date", auto_now_add=True)

    class Meta:
        verbose_name = "version du plan"
        verbose_name_plural = "versions du plan"
        ordering = ["plan", "-numero"]
        constraints = [models.UniqueConstraint(fields=["plan", "numero"], name="version_plan_numero_unique")]

    def __str__(self):
        return f"Version {self.numero}"
