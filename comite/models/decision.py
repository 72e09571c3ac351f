from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from comite.enums import SENS_AVEC_MONTANT, SENS_MOTIVES, SENS_PAR_TYPE, SensDecision, TypeSeance
from comite.models.comite import Membre
from comite.models.dossier import Deport
from comite.models.scrutin import Scrutin
from comite.models.seance import PointOrdreDuJour, sans_deport
from manufactures.enums import StatutProjet
from manufactures.models.projet import declarer_embargo
from socle.comptes.bases import ModeleDeProgramme


def _sens_du_type() -> Q:
    return Q(type=TypeSeance.LABELLISATION, sens__in=sorted(SENS_PAR_TYPE[TypeSeance.LABELLISATION])) | Q(
        type=TypeSeance.FINANCEMENT, sens__in=sorted(SENS_PAR_TYPE[TypeSeance.FINANCEMENT])
    )


class DecisionQuerySet(models.QuerySet):
    def publiees(self) -> "DecisionQuerySet":
        """Decisions out of embargo."""
        return self.filter(point__seance__publiee_at__isnull=False)

    def visibles_par(self, membre: Membre | None) -> "DecisionQuerySet":
        """Decisions a member may read: not those of the files she is recused from."""
        return self.filter(sans_deport(membre, "point__projet"))


class Decision(ModeleDeProgramme):
    """What the committee decided on one point, from the tally of one ballot. Never changed."""

    ajout_seul = True

    point = models.OneToOneField(PointOrdreDuJour, verbose_name="point", on_delete=models.PROTECT, related_name="decision")
    scrutin = models.OneToOneField(Scrutin, verbose_name="scrutin", on_delete=models.PROTECT, related_name="decision")
    type = models.CharField("type", max_length=20, choices=TypeSeance)
    sens = models.CharField("décision", max_length=20, choices=SensDecision)
    voix_preponderante = models.BooleanField("voix prépondérante de la présidence", default=False)
    motifs = models.TextField("motifs", blank=True)
    conditions = models.TextField("conditions", blank=True)
    preuve_attendue = models.TextField("preuve attendue", blank=True)
    date_limite = models.DateTimeField("conditions à lever avant le", null=True, blank=True)
    montant = models.DecimalField("montant", max_digits=12, decimal_places=2, default=0)
    note = models.DecimalField("note sur 100", max_digits=5, decimal_places=2, null=True, blank=True)
    rang_note = models.PositiveSmallIntegerField("rang noté", null=True, blank=True)
    ex_aequo = models.PositiveSmallIntegerField("dossiers au même rang noté", default=1)
    rang_decide = models.PositiveSmallIntegerField("rang décidé", null=True, blank=True)
    motif_ecart = models.TextField("motif de l’écart de rang", blank=True)
    statut_avant = models.CharField("statut du projet avant la décision", max_length=20, choices=StatutProjet)
    lettre = models.JSONField("ce que dit la lettre", default=dict, encoder=DjangoJSONEncoder)  # frozen when proclaimed
    prise_at = models.DateTimeField("prise le")
    prise_par = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="proclamée par", on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "décision"
        ordering = ["point"]
        constraints = [
            models.CheckConstraint(condition=_sens_du_type(), name="decision_sens_du_type"),
            models.CheckConstraint(
                condition=Q(sens__in=sorted(SENS_AVEC_MONTANT), montant__gt=0) | (~Q(sens__in=sorted(SENS_AVEC_MONTANT)) & Q(montant=0)),
                name="decision_montant_si_attribue",
            ),
            models.CheckConstraint(condition=~Q(sens__in=sorted(SENS_MOTIVES)) | ~Q(motifs=""), name="decision_motivee"),
            models.CheckConstraint(
                condition=(Q(sens=SensDecision.SOUS_RESERVE) & ~Q(conditions="") & Q(date_limite__isnull=False))
                | (~Q(sens=SensDecision.SOUS_RESERVE) & Q(conditions="", date_limite=None)),
                name="decision_reserve_a_ses_conditions",
            ),
            models.CheckConstraint(
                condition=Q(rang_note=None)
                | Q(rang_decide=None)
                | Q(rang_decide__gte=F("rang_note"), rang_decide__lt=F("rang_note") + F("ex_aequo"))
                | ~Q(motif_ecart=""),
                name="decision_ecart_motive",
            ),
        ]

    def __str__(self):
        return f"{self.point.projet}\u00a0: {self.get_sens_display()}"

    @property
    def etat(self) -> SensDecision:
        return SensDecision(self.sens)


def statut_sous_embargo(deporte: int | None = None) -> Subquery:
    """Return, as an expression over a project, its status before its decisions not published, or NULL.

    ``deporte``: a person; only for the projects from which she stepped away.
    """
    decisions = Decision.objects.filter(point__projet=OuterRef("pk"), point__seance__publiee_at=None)
    if deporte is not None:
        siens = Deport.objects.filter(membre__utilisateur=deporte, retire_at=None, projet=OuterRef("point__projet"))
        decisions = decisions.filter(Exists(siens))
    return Subquery(decisions.order_by("prise_at").values("statut_avant")[:1])


declarer_embargo(statut_sous_embargo)


class LigneDecision(ModeleDeProgramme):
    """The amount granted on one line, in euros. A trigger takes it from the envelope in the same statement."""

    ajout_seul = True

    decision = models.ForeignKey(Decision, verbose_name="décision", on_delete=models.PROTECT, related_name="lignes")
    ligne = models.SlugField("ligne", max_length=40)
    montant = models.DecimalField("montant attribué", max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = "ligne décidée"
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "ligne"], name="ligne_decision_unique"),
            models.CheckConstraint(condition=Q(montant__gte=0), name="ligne_decision_positive"),
        ]

    def __str__(self):
        return f"{self.ligne}\u00a0: {self.montant}"


class Ajournement(ModeleDeProgramme):
    """A deferral, never a refusal: what to lift, the proof, who is in charge, and the sitting where the project comes back."""

    decision = models.OneToOneField(Decision, verbose_name="décision", on_delete=models.PROTECT, related_name="ajournement")
    points_a_lever = models.TextField("points à lever")
    preuve_attendue = models.TextField("preuve attendue")
    personne_en_charge = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="personne en charge", on_delete=models.PROTECT, related_name="+"
    )
    date_retour = models.DateField("date de retour")
    seance_retour = models.ForeignKey(
        "comite.Seance", verbose_name="séance de retour", on_delete=models.PROTECT, null=True, blank=True, related_name="retours"
    )
    leve_at = models.DateTimeField("levé le", null=True, blank=True)

    class Meta:
        verbose_name = "ajournement"
        ordering = ["date_retour", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(points_a_lever=""), name="ajournement_points_a_lever"),
            models.CheckConstraint(condition=~Q(preuve_attendue=""), name="ajournement_preuve_attendue"),
        ]
        indexes = [models.Index(fields=["programme", "date_retour"], condition=Q(leve_at=None), name="ajournement_a_revenir")]

    def __str__(self):
        return f"retour le {self.date_retour}"
