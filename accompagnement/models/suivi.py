from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from accompagnement.enums_veille import RAPPORTS_REMIS, StatutRapport, Utilite
from socle.comptes.bases import ModeleDeProgramme


def _personne(libelle: str, **options) -> models.ForeignKey:
    return models.ForeignKey("comptes.Utilisateur", verbose_name=libelle, on_delete=models.PROTECT, related_name="+", **options)


class AvisMission(ModeleDeProgramme):
    """What a team says of a mission once it has judged the service; the database freezes it when the service is validated."""

    mission = models.OneToOneField("accompagnement.Mission", verbose_name="mission", on_delete=models.PROTECT, related_name="avis")
    note = models.PositiveSmallIntegerField("utilité", choices=Utilite, validators=[MinValueValidator(1), MaxValueValidator(5)])
    aide = models.TextField("ce qui a aidé", blank=True)
    manque = models.TextField("ce qui a manqué", blank=True)
    donne_at = models.DateTimeField("donné le")
    donne_par = _personne("donné par")

    class Meta:
        verbose_name = "avis de mission"
        verbose_name_plural = "avis de mission"
        ordering = ["-donne_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(note__gte=1, note__lte=5), name="avis_mission_de_1_a_5")]

    def __str__(self):
        return f"Avis, {self.mission}"


class RapportAnnuel(ModeleDeProgramme):
    """A year of a project in figures and words; the one of the entry (year 0) is what the others are compared to."""

    projet = models.ForeignKey("manufactures.Projet", verbose_name="projet", on_delete=models.PROTECT, related_name="rapports_annuels")
    annee = models.PositiveSmallIntegerField("année")
    indicateurs = models.JSONField("indicateurs demandés")  # as the règlement asked for them: code, libelle, unite
    valeurs = models.JSONField("valeurs", default=dict, blank=True)  # code → decimal as text; absent = not known
    recit = models.TextField("ce que les chiffres ne disent pas", blank=True)
    statut = models.CharField("statut", max_length=10, choices=StatutRapport, default=StatutRapport.BROUILLON)
    remis_at = models.DateTimeField("remis le", null=True, blank=True)
    remis_par = _personne("remis par", null=True, blank=True)
    accepte_at = models.DateTimeField("accepté le", null=True, blank=True)
    accepte_par = _personne("accepté par", null=True, blank=True)
    demande = models.TextField("ce que la coordination demande de compléter", blank=True)

    class Meta:
        verbose_name = "rapport annuel"
        verbose_name_plural = "rapports annuels"
        ordering = ["projet", "annee"]
        constraints = [
            models.UniqueConstraint(fields=["projet", "annee"], name="rapport_annuel_unique"),
            models.CheckConstraint(condition=Q(statut__in=StatutRapport.values), name="rapport_annuel_statut_connu"),
            models.CheckConstraint(
                condition=Q(statut__in=sorted(RAPPORTS_REMIS), remis_at__isnull=False, remis_par__isnull=False)
                | Q(statut=StatutRapport.BROUILLON, remis_at=None, remis_par=None),
                name="rapport_annuel_remis_par_quelqu_un",
            ),
            models.CheckConstraint(
                condition=Q(statut=StatutRapport.ACCEPTE, accepte_at__isnull=False, accepte_par__isnull=False)
                | (~Q(statut=StatutRapport.ACCEPTE) & Q(accepte_at=None, accepte_par=None)),
                name="rapport_annuel_accepte_par_quelqu_un",
            ),
            models.CheckConstraint(condition=Q(accepte_par=None) | ~Q(accepte_par=F("remis_par")), name="rapport_annuel_quatre_yeux"),
        ]

    def __str__(self):
        return f"{self.titre}, {self.projet}"

    @property
    def titre(self) -> str:
        return f"Rapport annuel {self.annee}" if self.annee else "Situation à l’entrée"

    @property
    def etat(self) -> StatutRapport:
        return StatutRapport(self.statut)
