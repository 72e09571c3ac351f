from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from socle.comptes.bases import ModeleDeProgramme


class ConditionAdmission(ModeleDeProgramme):
    """A condition of admission of the call and the proof it asks for; written by the programme's model."""

    code = models.SlugField("code", max_length=40)
    ordre = models.PositiveSmallIntegerField("ordre")
    libelle = models.CharField("condition", max_length=300)
    preuve_attendue = models.CharField("preuve attendue", max_length=300)

    class Meta:
        verbose_name = "condition d’admission"
        ordering = ["ordre"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="condition_admission_code_unique")]

    def __str__(self):
        return self.libelle


class Candidature(ModeleDeProgramme):
    """What a team writes for one wave, section by section; frozen with a receipt on deposit."""

    projet = models.ForeignKey("manufactures.Projet", verbose_name="projet", on_delete=models.PROTECT, related_name="candidatures")
    vague = models.ForeignKey("manufactures.Vague", verbose_name="vague", on_delete=models.PROTECT, related_name="candidatures")
    presentation = models.TextField("le projet", blank=True)
    territoire = models.TextField("le territoire et ses partenaires", blank=True)
    gouvernance = models.TextField("la gouvernance", blank=True)
    economie = models.TextField("le modèle économique", blank=True)
    deposee_at = models.DateTimeField("déposée le", null=True, blank=True)
    deposee_par = models.ForeignKey("comptes.Utilisateur", verbose_name="déposée par", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    numero = models.CharField("numéro de récépissé", max_length=20, blank=True)
    copie = models.JSONField("copie figée", null=True, blank=True)
    empreinte = models.CharField("empreinte de la copie", max_length=64, blank=True)
    hors_delai = models.BooleanField("hors délai", default=False)
    modifiee_at = models.DateTimeField("enregistrée le", auto_now=True)

    class Meta:
        verbose_name = "candidature"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["projet", "vague"], name="candidature_une_par_vague"),
            models.UniqueConstraint(fields=["programme", "numero"], condition=~Q(numero=""), name="candidature_numero_unique"),
            models.CheckConstraint(
                condition=Q(deposee_at=None, deposee_par=None, copie__isnull=True, numero="", empreinte="")
                | (Q(deposee_at__isnull=False, deposee_par__isnull=False, copie__isnull=False) & ~Q(numero="") & ~Q(empreinte="")),
                name="candidature_depot_entier",
            ),
        ]

    def __str__(self):
        return f"{self.projet}, {self.vague}"


class ReponseCondition(ModeleDeProgramme):
    """A team's answer to one admission condition, with its proof."""

    candidature = models.ForeignKey(Candidature, verbose_name="candidature", on_delete=models.PROTECT, related_name="reponses")
    condition = models.ForeignKey(ConditionAdmission, verbose_name="condition", on_delete=models.PROTECT, related_name="+")
    texte = models.TextField("réponse", blank=True)
    preuve = models.ForeignKey("documents.Document", verbose_name="preuve", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "réponse à une condition"
        ordering = ["condition__ordre"]
        constraints = [models.UniqueConstraint(fields=["candidature", "condition"], name="reponse_condition_unique")]

    def __str__(self):
        return str(self.condition)


class AutreFinanceur(ModeleDeProgramme):
    """Another funder of the project as the team declares it: how much, in euros, and whether it is granted or only asked for."""

    candidature = models.ForeignKey(Candidature, verbose_name="candidature", on_delete=models.PROTECT, related_name="financeurs")
    rang = models.PositiveSmallIntegerField("rang")
    nom = models.CharField("financeur", max_length=200)
    montant = models.DecimalField("montant", max_digits=12, decimal_places=2)
    acquis = models.BooleanField("acquis", default=False)

    class Meta:
        verbose_name = "autre financeur"
        ordering = ["candidature", "rang"]
        constraints = [
            models.UniqueConstraint(fields=["candidature", "rang"], name="autre_financeur_rang_unique"),
            models.CheckConstraint(condition=Q(montant__gt=0), name="autre_financeur_montant_positif"),
            models.CheckConstraint(condition=~Q(nom=""), name="autre_financeur_nomme"),
        ]

    def __str__(self):
        return self.nom


class LigneDemandee(ModeleDeProgramme):
    """The amount asked on one line of the grant, in euros."""

    candidature = models.ForeignKey(Candidature, verbose_name="candidature", on_delete=models.PROTECT, related_name="lignes")
    ligne = models.SlugField("ligne", max_length=40)
    montant = models.DecimalField("montant demandé", max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])

    class Meta:
        verbose_name = "ligne demandée"
        ordering = ["candidature", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["candidature", "ligne"], name="ligne_demandee_unique"),
            models.CheckConstraint(condition=Q(montant__gte=0), name="ligne_demandee_positive"),
        ]

    def __str__(self):
        return f"{self.ligne} : {self.montant}"
