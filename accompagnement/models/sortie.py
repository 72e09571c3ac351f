from django.db import models
from django.db.models import F, Q

from accompagnement.enums_sortie import ConclusionBilan, CoteBilan, NiveauAutonomie, StatutBilan
from socle.comptes.bases import ModeleDeProgramme


def _personne(libelle: str, **options) -> models.ForeignKey:
    return models.ForeignKey("comptes.Utilisateur", verbose_name=libelle, on_delete=models.PROTECT, related_name="+", **options)


class BilanAutonomie(ModeleDeProgramme):
    """The review of a project at the end of its two years, on the axes of the règlement; closed, the database freezes it.

    ``maturites`` are the ratings at the end of incubation (axe, libelle, projet, referent), given when it was opened.
    """

    projet = models.OneToOneField("manufactures.Projet", verbose_name="projet", on_delete=models.PROTECT, related_name="bilan_autonomie")
    axes = models.JSONField("axes demandés")  # as the règlement named them that day: code, libelle
    maturites = models.JSONField("maturité à la fin de l’incubation", default=list, blank=True)
    statut = models.CharField("statut", max_length=10, choices=StatutBilan, default=StatutBilan.EN_COURS)
    ouvert_at = models.DateTimeField("ouvert le")
    ouvert_par = _personne("ouvert par")
    remis_at = models.DateTimeField("remis le", null=True, blank=True)
    remis_par = _personne("remis par", null=True, blank=True)
    conclusion = models.CharField("conclusion", max_length=12, choices=ConclusionBilan, blank=True)
    motivation = models.TextField("ce qui fonde cette conclusion", blank=True)
    suites = models.TextField("les suites", blank=True)
    clos_at = models.DateTimeField("clos le", null=True, blank=True)
    clos_par = _personne("clos par", null=True, blank=True)

    class Meta:
        verbose_name = "bilan d’autonomie"
        verbose_name_plural = "bilans d’autonomie"
        ordering = ["-ouvert_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(statut__in=StatutBilan.values), name="bilan_statut_connu"),
            models.CheckConstraint(
                condition=Q(statut=StatutBilan.EN_COURS, remis_at=None, remis_par=None)
                | (~Q(statut=StatutBilan.EN_COURS) & Q(remis_at__isnull=False, remis_par__isnull=False)),
                name="bilan_remis_par_quelqu_un",
            ),
            models.CheckConstraint(
                condition=(Q(statut=StatutBilan.CLOS, clos_at__isnull=False, clos_par__isnull=False) & ~Q(conclusion="") & ~Q(suites=""))
                | (~Q(statut=StatutBilan.CLOS) & Q(clos_at=None, clos_par=None, conclusion="")),
                name="bilan_clos_avec_sa_conclusion",
            ),
            models.CheckConstraint(condition=Q(clos_par=None) | ~Q(clos_par=F("remis_par")), name="bilan_quatre_yeux"),
        ]

    def __str__(self):
        return f"Bilan d’autonomie, {self.projet}"

    @property
    def etat(self) -> StatutBilan:
        return StatutBilan(self.statut)

    @property
    def est_clos(self) -> bool:
        return self.etat == StatutBilan.CLOS


class NoteAutonomie(ModeleDeProgramme):
    """What one side says of one axis: a level, why, and what shows it."""

    bilan = models.ForeignKey(BilanAutonomie, verbose_name="bilan", on_delete=models.PROTECT, related_name="notes")
    axe = models.SlugField("axe", max_length=60)
    cote = models.CharField("côté", max_length=12, choices=CoteBilan)
    niveau = models.PositiveSmallIntegerField("niveau", choices=NiveauAutonomie)
    commentaire = models.TextField("commentaire")
    preuve = models.TextField("ce qui le montre", blank=True)
    par = _personne("par")
    at = models.DateTimeField("date")

    class Meta:
        verbose_name = "note d’autonomie"
        verbose_name_plural = "notes d’autonomie"
        ordering = ["bilan", "axe", "cote", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(niveau__lte=5), name="note_autonomie_sur_cinq"),
            models.CheckConstraint(condition=Q(cote__in=CoteBilan.values), name="note_autonomie_cote_connu"),
            models.UniqueConstraint(fields=["bilan", "axe", "cote"], condition=~Q(cote=CoteBilan.EXPERT), name="note_autonomie_une_par_cote"),
            models.UniqueConstraint(fields=["bilan", "axe", "par"], condition=Q(cote=CoteBilan.EXPERT), name="note_autonomie_une_par_expert"),
        ]

    def __str__(self):
        return f"{self.axe}, {self.get_cote_display()}"
