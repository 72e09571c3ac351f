from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from accompagnement.enums import StatutAvenant
from accompagnement.models.plan import Engagement, PlanAccompagnement
from manufactures.queries.personnes import equipe_de
from socle.comptes.bases import ModeleDeProgramme


class AvenantQuerySet(models.QuerySet):
    def verrouiller(self) -> "AvenantQuerySet":
        """Avenants under lock with their plan and project; ``equipe``: the persons to write to."""
        lus = self.select_for_update(of=("self", "plan", "plan__projet"), no_key=True).select_related("plan__projet")
        return lus.annotate(equipe=equipe_de("plan__projet"))


class Avenant(ModeleDeProgramme):
    """A dated change of a signed plan, with its reason: it is in force, and the ledger follows, once both parties signed."""

    plan = models.ForeignKey(PlanAccompagnement, verbose_name="plan", on_delete=models.PROTECT, related_name="avenants")
    numero = models.PositiveSmallIntegerField("numéro")
    objet = models.CharField("objet", max_length=200)
    motif = models.TextField("motif")
    statut = models.CharField("statut", max_length=8, choices=StatutAvenant, default=StatutAvenant.PROPOSE)
    propose_par = models.ForeignKey("comptes.Utilisateur", verbose_name="proposé par", on_delete=models.PROTECT, related_name="+")
    propose_at = models.DateTimeField("proposé le")
    signe_equipe_par = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="signé pour l’équipe par", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signe_equipe_at = models.DateTimeField("signé par l’équipe le", null=True, blank=True)
    signe_par = models.ForeignKey(
        "comptes.Utilisateur",
        verbose_name="signé pour la coordination par",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    signe_at = models.DateTimeField("signé par la coordination le", null=True, blank=True)
    retire_par = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="retiré par", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    retire_at = models.DateTimeField("retiré le", null=True, blank=True)
    motif_retrait = models.TextField("motif du retrait", blank=True)

    objects = AvenantQuerySet.as_manager()

    class Meta:
        verbose_name = "avenant"
        ordering = ["plan", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "numero"], name="avenant_numero_unique"),
            models.UniqueConstraint(fields=["plan"], condition=Q(statut=StatutAvenant.PROPOSE), name="avenant_un_a_la_fois"),
            models.CheckConstraint(condition=Q(statut__in=StatutAvenant.values), name="avenant_statut_connu"),
            models.CheckConstraint(condition=~Q(motif="") & ~Q(objet=""), name="avenant_motive"),
            models.CheckConstraint(
                condition=Q(signe_equipe_at__isnull=True, signe_equipe_par__isnull=True)
                | Q(signe_equipe_at__isnull=False, signe_equipe_par__isnull=False),
                name="avenant_signature_equipe",
            ),
            models.CheckConstraint(
                condition=Q(signe_at__isnull=True, signe_par__isnull=True) | Q(signe_at__isnull=False, signe_par__isnull=False),
                name="avenant_signature_coordination",
            ),
            models.CheckConstraint(
                condition=Q(statut=StatutAvenant.SIGNE, signe_at__isnull=False, signe_equipe_at__isnull=False)
                | (~Q(statut=StatutAvenant.SIGNE) & (Q(signe_at=None) | Q(signe_equipe_at=None))),
                name="avenant_signe_par_deux",
            ),
            models.CheckConstraint(
                condition=Q(signe_par=None) | Q(signe_equipe_par=None) | ~Q(signe_par=F("signe_equipe_par")),
                name="avenant_deux_signataires",
            ),
            models.CheckConstraint(
                condition=Q(statut=StatutAvenant.RETIRE, retire_at__isnull=False, retire_par__isnull=False) & ~Q(motif_retrait="")
                | (~Q(statut=StatutAvenant.RETIRE) & Q(retire_at=None, retire_par=None, motif_retrait="")),
                name="avenant_retrait_motive",
            ),
        ]

    def __str__(self):
        return f"Avenant {self.numero}"

    @property
    def etat(self) -> StatutAvenant:
        return StatutAvenant(self.statut)

    @property
    def est_ouvert(self) -> bool:
        return self.etat is StatutAvenant.PROPOSE


class LigneAvenant(Engagement):
    """What an avenant makes of one need; ``demi_journees_avant``: what it held when the avenant was proposed, none for a new need."""

    ajout_seul = True

    avenant = models.ForeignKey(Avenant, verbose_name="avenant", on_delete=models.PROTECT, related_name="lignes")
    besoin = models.ForeignKey("accompagnement.Besoin", verbose_name="besoin", on_delete=models.PROTECT, related_name="+")
    demi_journees_avant = models.PositiveSmallIntegerField("demi-journées avant")

    class Meta:
        verbose_name = "ligne d’avenant"
        verbose_name_plural = "lignes d’avenant"
        ordering = ["avenant", "priorite", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["avenant", "besoin"], name="ligne_avenant_besoin_unique"),
            models.CheckConstraint(condition=Q(mois_debut__gte=1, mois_fin__gte=F("mois_debut")), name="ligne_avenant_calendrier"),
        ]

    def __str__(self):
        return f"{self.besoin}, {self.demi_journees}"


class Periode(Func):
    """The days from a date to another, the second left out; open when there is none."""

    function = "DATERANGE"
    output_field = DateRangeField()


class Suspension(ModeleDeProgramme):
    """A stop of the clock of a project. While ``date_reprise`` is empty nothing is booked; the end of the plan moves when it resumes."""

    plan = models.ForeignKey(PlanAccompagnement, verbose_name="plan", on_delete=models.PROTECT, related_name="suspensions")
    date_debut = models.DateField("suspendu le")
    mois = models.PositiveSmallIntegerField("durée prévue, en mois")
    motif = models.TextField("motif")
    decidee_par = models.ForeignKey("comptes.Utilisateur", verbose_name="décidée par", on_delete=models.PROTECT, related_name="+")
    decidee_at = models.DateTimeField("décidée le")
    date_reprise = models.DateField("repris le", null=True, blank=True)
    reprise_par = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="reprise décidée par", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    date_fin_avant = models.DateField("fin du plan avant")
    date_fin_apres = models.DateField("fin du plan après", null=True, blank=True)

    class Meta:
        verbose_name = "suspension"
        ordering = ["plan", "date_debut"]
        constraints = [
            models.CheckConstraint(condition=~Q(motif=""), name="suspension_motivee"),
            models.CheckConstraint(condition=Q(mois__gt=0), name="suspension_mois"),
            models.CheckConstraint(
                condition=Q(date_reprise=None, reprise_par=None, date_fin_apres=None)
                | Q(
                    date_reprise__gt=F("date_debut"), reprise_par__isnull=False, date_fin_apres__gt=F("date_fin_avant")
                ),
                name="suspension_reprise",
            ),
            ExclusionConstraint(
                name="suspension_sans_chevauchement",
                expressions=[
                    ("plan", RangeOperators.EQUAL),
                    (Periode("date_debut", "date_reprise", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"Suspension du {self.date_debut:%Y-%m-%d}"

    @property
    def est_ouverte(self) -> bool:
        return self.date_reprise is None


class Prolongation(ModeleDeProgramme):
    """A later end of a plan, with its reason."""

    ajout_seul = True

    plan = models.ForeignKey(PlanAccompagnement, verbose_name="plan", on_delete=models.PROTECT, related_name="prolongations")
    date_fin_avant = models.DateField("fin avant")
    date_fin = models.DateField("nouvelle fin")
    motif = models.TextField("motif")
    auteur = models.ForeignKey("comptes.Utilisateur", verbose_name="signée par", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("date", auto_now_add=True)

    class Meta:
        verbose_name = "prolongation"
        ordering = ["plan", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(date_fin__gt=F("date_fin_avant")), name="prolongation_plus_tard"),
            models.CheckConstraint(condition=~Q(motif=""), name="prolongation_motivee"),
        ]

    def __str__(self):
        return f"Prolongation jusqu’au {self.date_fin:%Y-%m-%d}"

    @property
    def jours(self) -> int:
        return (self.date_fin - self.date_fin_avant).days
