from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q

from comite.enums import SEANCES_A_VENIR, SEANCES_EN_COURS, SEANCES_LEVEES, ModePresence, RegimeAide, StatutSeance, TypeSeance
from comite.models.comite import Membre
from comite.models.dossier import Deport
from socle.comptes.bases import ModeleDeProgramme

_S = StatutSeance


class SeanceQuerySet(models.QuerySet):
    def convoquees(self) -> "SeanceQuerySet":
        """Sittings that the members know of: one cancelled before its convocation was never theirs."""
        return self.exclude(convoquee_at=None)

    def qui_s_inscrivent(self, type_seance: TypeSeance) -> "SeanceQuerySet":
        """Sittings of a kind whose agenda still grows: not a second convocation, which keeps that of the first."""
        return self.filter(type=type_seance, statut__in=sorted(SEANCES_A_VENIR), seconde_convocation_de=None)


class Seance(ModeleDeProgramme):
    """A sitting. Planned, actual and published times are separate fields."""

    comite = models.ForeignKey("comite.Comite", verbose_name="comité", on_delete=models.PROTECT, related_name="seances")
    type = models.CharField("type", max_length=20, choices=TypeSeance)
    reference = models.CharField("référence", max_length=20)  # 2022-F-02
    date_prevue = models.DateTimeField("date prévue")
    lieu = models.CharField("lieu", max_length=300)
    statut = models.CharField("statut", max_length=20, choices=StatutSeance, default=_S.EN_PREPARATION)
    convoquee_at = models.DateTimeField("convoquée le", null=True, blank=True)
    motif_delai_court = models.TextField("motif du délai court", blank=True)
    seconde_convocation_de = models.OneToOneField(
        "self", verbose_name="seconde convocation de", on_delete=models.PROTECT, null=True, blank=True, related_name="seconde_convocation"
    )
    motif_report = models.TextField("motif du report", blank=True)
    annulee_at = models.DateTimeField("annulée le", null=True, blank=True)
    motif_annulation = models.TextField("motif de l’annulation", blank=True)
    president_de_seance = models.ForeignKey(
        Membre, verbose_name="présidence de séance", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ouverte_at = models.DateTimeField("ouverte à", null=True, blank=True)
    levee_at = models.DateTimeField("levée à", null=True, blank=True)
    carence_at = models.DateTimeField("quorum manqué, constaté le", null=True, blank=True)
    publiee_at = models.DateTimeField("décisions publiées le", null=True, blank=True)
    publiee_par = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="publiée par", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SeanceQuerySet.as_manager()

    class Meta:
        verbose_name = "séance"
        ordering = ["-date_prevue", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "reference"], name="seance_reference_unique"),
            models.CheckConstraint(condition=Q(type__in=TypeSeance.values), name="seance_type_connu"),
            models.CheckConstraint(
                condition=Q(statut=_S.EN_PREPARATION, convoquee_at=None, ouverte_at=None, levee_at=None)
                | Q(statut=_S.CONVOQUEE, convoquee_at__isnull=False, ouverte_at=None, levee_at=None)
                | Q(statut__in=[_S.OUVERTE, _S.SUSPENDUE], convoquee_at__isnull=False, ouverte_at__isnull=False, levee_at=None)
                | Q(statut__in=sorted(SEANCES_LEVEES), convoquee_at__isnull=False, ouverte_at__isnull=False, levee_at__isnull=False)
                | Q(statut=_S.ANNULEE, ouverte_at=None, levee_at=None),
                name="seance_statut_et_dates",
            ),
            models.CheckConstraint(
                condition=Q(statut=_S.ANNULEE, annulee_at__isnull=False) & ~Q(motif_annulation="")
                | ~Q(statut=_S.ANNULEE) & Q(annulee_at=None, motif_annulation=""),
                name="seance_annulee_motivee",
            ),
            models.CheckConstraint(
                condition=Q(ouverte_at=None) | Q(ouverte_at__gte=F("convoquee_at")), name="seance_ouverte_apres_convocation"
            ),
            models.CheckConstraint(condition=Q(levee_at=None) | Q(levee_at__gte=F("ouverte_at")), name="seance_levee_apres_ouverture"),
            models.CheckConstraint(condition=Q(carence_at=None) | Q(carence_at__gte=F("levee_at")), name="seance_carence_apres_levee"),
            models.CheckConstraint(condition=Q(carence_at=None) | Q(levee_at__isnull=False), name="seance_carence_levee"),
            models.CheckConstraint(
                condition=Q(publiee_at=None, publiee_par=None) | Q(publiee_at__gte=F("levee_at")),
                name="seance_publiee_apres_levee",
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "-date_prevue"], name="seance_date"),
            models.Index(fields=["programme", "statut"], name="seance_statut"),
        ]

    def __str__(self):
        return f"séance {self.reference}"

    @property
    def fil(self) -> str:
        """The thread of the journal where the sitting is told."""
        return f"seance:{self.pk}"

    @property
    def etat(self) -> StatutSeance:
        return StatutSeance(self.statut)

    @property
    def en_preparation(self) -> bool:
        return self.etat == _S.EN_PREPARATION

    @property
    def a_venir(self) -> bool:
        return self.etat in SEANCES_A_VENIR

    @property
    def convoquee(self) -> bool:
        return self.etat == _S.CONVOQUEE

    @property
    def annulee(self) -> bool:
        return self.etat == _S.ANNULEE

    @property
    def ouverte(self) -> bool:
        return self.etat == _S.OUVERTE

    @property
    def suspendue(self) -> bool:
        return self.etat == _S.SUSPENDUE

    @property
    def en_cours(self) -> bool:
        return self.etat in SEANCES_EN_COURS

    @property
    def pv_attendu(self) -> bool:
        """Lifted, and its minutes not signed yet."""
        return self.etat in (_S.LEVEE, _S.PV_A_SIGNER)


def sans_deport(membre: Membre | None, projet: str) -> Q:
    """Keep the rows whose project (path ``projet``) the member has not stepped away from. No member: everything."""
    if membre is None:
        return Q()
    return ~Exists(Deport.objects.de(membre).filter(projet=OuterRef(projet)))


class PointQuerySet(models.QuerySet):
    def visibles_par(self, membre: Membre | None) -> "PointQuerySet":
        """The agenda as a member sees it: a file she is recused from is not there. ``None``: the secretary's view."""
        return self.filter(sans_deport(membre, "projet"))


class PointOrdreDuJour(ModeleDeProgramme):
    """One project on the agenda of one sitting."""

    seance = models.ForeignKey(Seance, verbose_name="séance", on_delete=models.PROTECT, related_name="points")
    projet = models.ForeignKey("manufactures.Projet", verbose_name="projet", on_delete=models.PROTECT, related_name="points_comite")
    rang = models.PositiveSmallIntegerField("rang")
    retour_ajournement = models.BooleanField("retour d’ajournement", default=False)
    regime_aide = models.CharField("régime d’aide", max_length=20, choices=RegimeAide, blank=True)

    objects = PointQuerySet.as_manager()

    class Meta:
        verbose_name = "point de l’ordre du jour"
        ordering = ["seance", "rang", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["seance", "projet"], name="point_projet_une_fois"),
            models.UniqueConstraint(fields=["seance", "rang"], name="point_rang_unique", deferrable=models.Deferrable.DEFERRED),
            models.CheckConstraint(condition=Q(rang__gt=0), name="point_rang_positif"),
            models.CheckConstraint(condition=Q(regime_aide="") | Q(regime_aide__in=RegimeAide.values), name="point_regime_connu"),
        ]

    def __str__(self):
        return f"{self.rang}. {self.projet}"


class _Duree(Func):
    """The time between an arrival and a departure; one that ends when another begins does not cross it."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Presence(ModeleDeProgramme):
    """A member in the room, or on line, from one time to another; leaving and coming back are two rows."""

    seance = models.ForeignKey(Seance, verbose_name="séance", on_delete=models.PROTECT, related_name="presences")
    membre = models.ForeignKey(Membre, verbose_name="membre", on_delete=models.PROTECT, related_name="presences")
    mode = models.CharField("mode", max_length=10, choices=ModePresence, default=ModePresence.EN_SALLE)
    arrivee_at = models.DateTimeField("arrivée")
    depart_at = models.DateTimeField("départ", null=True, blank=True)
    saisie_par = models.ForeignKey("comptes.Utilisateur", verbose_name="saisie par", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "présence"
        ordering = ["seance", "arrivee_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["seance", "membre"], condition=Q(depart_at=None), name="presence_une_en_cours"),
            models.CheckConstraint(condition=Q(depart_at=None) | Q(depart_at__gte=F("arrivee_at")), name="presence_depart_apres_arrivee"),
            models.CheckConstraint(condition=Q(mode__in=ModePresence.values), name="presence_mode_connu"),
            ExclusionConstraint(
                name="presence_sans_chevauchement",
                expressions=[
                    ("seance", RangeOperators.EQUAL),
                    ("membre", RangeOperators.EQUAL),
                    (_Duree(F("arrivee_at"), F("depart_at")), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.membre}, {self.seance}"


class SortiePourDeport(ModeleDeProgramme):
    """A recused member out of the room for an item, from one time to another; not in the room for anything meanwhile."""

    point = models.ForeignKey(PointOrdreDuJour, verbose_name="point", on_delete=models.PROTECT, related_name="sorties")
    membre = models.ForeignKey(Membre, verbose_name="membre", on_delete=models.PROTECT, related_name="sorties")
    sortie_at = models.DateTimeField("sortie")
    retour_at = models.DateTimeField("retour", null=True, blank=True)
    saisie_par = models.ForeignKey("comptes.Utilisateur", verbose_name="saisie par", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "sortie pour déport"
        ordering = ["point", "sortie_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["point", "membre"], condition=Q(retour_at=None), name="sortie_une_en_cours"),
            models.CheckConstraint(condition=Q(retour_at=None) | Q(retour_at__gte=F("sortie_at")), name="sortie_retour_apres"),
        ]

    def __str__(self):
        return f"{self.membre}, {self.point}"


class Procuration(ModeleDeProgramme):
    """A member trusts her voice to another for one sitting; it counts only while she is not there herself."""

    seance = models.ForeignKey(Seance, verbose_name="séance", on_delete=models.PROTECT, related_name="procurations")
    mandant = models.ForeignKey(Membre, verbose_name="mandant", on_delete=models.PROTECT, related_name="procurations_donnees")
    mandataire = models.ForeignKey(Membre, verbose_name="mandataire", on_delete=models.PROTECT, related_name="procurations_recues")
    donnee_at = models.DateTimeField("donnée le", auto_now_add=True)
    saisie_par = models.ForeignKey("comptes.Utilisateur", verbose_name="saisie par", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "procuration"
        ordering = ["seance", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["seance", "mandant"], name="procuration_une_par_mandant"),
            models.CheckConstraint(condition=~Q(mandant=F("mandataire")), name="procuration_a_un_autre"),
        ]

    def __str__(self):
        return f"{self.mandant} à {self.mandataire}"
