"""The arbitration of a sitting: scenarios of amounts, which decide nothing, and the de minimis aid already received."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from comite.enums import LienEntreprise, RegimeAide
from comite.models.seance import PointOrdreDuJour, Seance
from socle.comptes.bases import ModeleDeProgramme


class Scenario(ModeleDeProgramme):
    """A set of what-if amounts over the files of a sitting. Chosen by the chair, it prefills what is put to the vote."""

    seance = models.ForeignKey(Seance, verbose_name="séance", on_delete=models.PROTECT, related_name="scenarios")
    nom = models.CharField("nom", max_length=120)
    auteur = models.ForeignKey("comptes.Utilisateur", verbose_name="auteur", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("créé le", auto_now_add=True)
    copie_de = models.ForeignKey("self", verbose_name="copie de", on_delete=models.PROTECT, null=True, blank=True, related_name="copies")
    choisi_at = models.DateTimeField("retenu le", null=True, blank=True)
    choisi_par = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="retenu par", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    motif_choix = models.TextField("motif du choix", blank=True)

    class Meta:
        verbose_name = "scénario"
        ordering = ["seance", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["seance", "nom"], name="scenario_nom_unique"),
            models.UniqueConstraint(fields=["seance"], condition=Q(choisi_at__isnull=False), name="scenario_un_retenu"),
            models.CheckConstraint(
                condition=Q(choisi_at=None, choisi_par=None, motif_choix="") | (Q(choisi_at__isnull=False) & ~Q(motif_choix="")),
                name="scenario_choix_motive",
            ),
        ]

    def __str__(self):
        return self.nom

    @property
    def retenu(self) -> bool:
        return self.choisi_at is not None


class LigneScenario(ModeleDeProgramme):
    """The what-if amount of one line of one file, in euros."""

    scenario = models.ForeignKey(Scenario, verbose_name="scénario", on_delete=models.CASCADE, related_name="lignes")
    point = models.ForeignKey(PointOrdreDuJour, verbose_name="point", on_delete=models.CASCADE, related_name="lignes_scenario")
    ligne = models.SlugField("ligne", max_length=40)
    montant = models.DecimalField("montant", max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = "ligne de scénario"
        ordering = ["scenario", "point", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scenario", "point", "ligne"], name="ligne_scenario_unique"),
            models.CheckConstraint(condition=Q(montant__gte=0), name="ligne_scenario_positive"),
        ]

    def __str__(self):
        return f"{self.ligne}\u00a0: {self.montant}"


class AideDeMinimisQuerySet(models.QuerySet):
    def comptees(self) -> "AideDeMinimisQuerySet":
        """Those not withdrawn."""
        return self.filter(retiree_at=None)


class AideDeMinimis(ModeleDeProgramme):
    """Aid an undertaking has already received and declared (euros, day of grant); withdrawn with a reason, never erased."""

    siren = models.CharField("SIREN", max_length=9)
    date_octroi = models.DateField("date d’octroi")
    montant = models.DecimalField("montant", max_digits=12, decimal_places=2)
    source = models.CharField("financeur et aide", max_length=200)
    regime = models.CharField("régime", max_length=20, choices=RegimeAide, default=RegimeAide.DE_MINIMIS)
    saisie_at = models.DateTimeField("saisie le", auto_now_add=True)
    saisie_par = models.ForeignKey("comptes.Utilisateur", verbose_name="saisie par", on_delete=models.PROTECT, null=True, related_name="+")
    retiree_at = models.DateTimeField("retirée le", null=True, blank=True)
    motif_retrait = models.TextField("motif du retrait", blank=True)

    objects = AideDeMinimisQuerySet.as_manager()

    class Meta:
        verbose_name = "aide de minimis"
        ordering = ["-date_octroi", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(siren__regex=r"^\d{9}$"), name="aide_siren_9_chiffres"),
            models.CheckConstraint(condition=Q(montant__gt=0), name="aide_montant_positif"),
            models.CheckConstraint(condition=Q(regime__in=RegimeAide.values), name="aide_regime_connu"),
            models.CheckConstraint(
                condition=Q(retiree_at=None, motif_retrait="") | (Q(retiree_at__isnull=False) & ~Q(motif_retrait="")),
                name="aide_retrait_motive",
            ),
        ]
        indexes = [models.Index(fields=["programme", "siren", "date_octroi"], condition=Q(retiree_at=None), name="aide_siren_date")]

    def __str__(self):
        return f"{self.siren}, {self.source}"


class EntrepriseLieeQuerySet(models.QuerySet):
    def en_cours(self) -> "EntrepriseLieeQuerySet":
        """Those not withdrawn."""
        return self.filter(retiree_at=None)


class EntrepriseLiee(ModeleDeProgramme):
    """A link by which two undertakings are one for the de minimis ceiling (règlement (UE) 2023/2831, article 2 § 2).

    It binds both, whichever declared it; withdrawn with a reason, never erased.
    """

    siren = models.CharField("SIREN", max_length=9)
    siren_lie = models.CharField("SIREN lié", max_length=9)
    nom = models.CharField("nom de l’entreprise liée", max_length=200)
    lien = models.CharField("lien", max_length=20, choices=LienEntreprise)
    declaree_at = models.DateTimeField("déclarée le", auto_now_add=True)
    declaree_par = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="déclarée par", on_delete=models.PROTECT, null=True, related_name="+"
    )
    retiree_at = models.DateTimeField("retirée le", null=True, blank=True)
    motif_retrait = models.TextField("motif du retrait", blank=True)

    objects = EntrepriseLieeQuerySet.as_manager()

    class Meta:
        verbose_name = "entreprise liée"
        ordering = ["siren", "siren_lie", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(siren__regex=r"^\d{9}$", siren_lie__regex=r"^\d{9}$"), name="lien_siren_9_chiffres"),
            models.CheckConstraint(condition=~Q(siren=F("siren_lie")), name="lien_entre_deux_entreprises"),
            models.CheckConstraint(condition=Q(lien__in=LienEntreprise.values), name="lien_connu"),
            models.CheckConstraint(condition=~Q(nom=""), name="lien_nomme"),
            models.CheckConstraint(
                condition=Q(retiree_at=None, motif_retrait="") | (Q(retiree_at__isnull=False) & ~Q(motif_retrait="")),
                name="lien_retrait_motive",
            ),
            models.UniqueConstraint(
                "programme", Least("siren", "siren_lie"), Greatest("siren", "siren_lie"), condition=Q(retiree_at=None), name="lien_une_fois"
            ),
        ]

    def __str__(self):
        return f"{self.siren} et {self.siren_lie}"
