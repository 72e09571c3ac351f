from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from comite.enums import Qualite, TypeSeance
from socle.comptes.bases import ModeleDeProgramme


class Comite(ModeleDeProgramme):
    """The body that labels and funds: the « Comité de Sélection » of the text."""

    nom = models.CharField("nom", max_length=200)

    class Meta:
        verbose_name = "comité"
        ordering = ["nom"]
        constraints = [models.UniqueConstraint(fields=["programme", "nom"], name="comite_nom_unique")]

    def __str__(self):
        return self.nom


class _Mandat(Func):
    """The days of a mandate, both ends included."""

    function = "DATERANGE"
    output_field = DateRangeField()


def _mandats_disjoints(nom: str, *champs: str, condition: Q | None = None) -> ExclusionConstraint:
    return ExclusionConstraint(
        name=nom,
        expressions=[
            *((champ, RangeOperators.EQUAL) for champ in ("comite", *champs)),
            (_Mandat(F("mandat_debut"), F("mandat_fin"), RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
        ],
        condition=condition,
    )


class MembreQuerySet(models.QuerySet):
    def en_mandat(self, jour: date) -> "MembreQuerySet":
        """Seats held on a day."""
        return self.filter(Q(mandat_fin=None) | Q(mandat_fin__gte=jour), mandat_debut__lte=jour)


class Membre(ModeleDeProgramme):
    """A seat of the committee, held by a person for the length of a mandate. A suppléant shares the seat of her titulaire."""

    comite = models.ForeignKey(Comite, verbose_name="comité", on_delete=models.PROTECT, related_name="membres")
    utilisateur = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="personne", on_delete=models.PROTECT, related_name="sieges_comite"
    )
    siege = models.PositiveSmallIntegerField("siège")
    qualite = models.CharField("qualité", max_length=20, choices=Qualite)
    organisation = models.CharField("organisation", max_length=200, blank=True)
    voix = models.BooleanField("voix délibérative", default=True)
    est_presidence = models.BooleanField("présidence", default=False)
    est_secretariat = models.BooleanField("secrétariat", default=False)
    suppleant_de = models.ForeignKey(
        "self", verbose_name="suppléant de", on_delete=models.PROTECT, null=True, blank=True, related_name="suppleants"
    )
    mandat_debut = models.DateField("début du mandat")
    mandat_fin = models.DateField("fin du mandat", null=True, blank=True)

    objects = MembreQuerySet.as_manager()

    class Meta:
        verbose_name = "membre du comité"
        ordering = ["siege", F("suppleant_de").asc(nulls_first=True), "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(siege__gt=0), name="membre_siege_positif"),
            models.CheckConstraint(condition=Q(qualite__in=Qualite.values), name="membre_qualite_connue"),
            models.CheckConstraint(condition=Q(mandat_fin=None) | Q(mandat_fin__gte=F("mandat_debut")), name="membre_mandat_dates"),
            models.CheckConstraint(condition=Q(est_presidence=False) | Q(voix=True, suppleant_de=None), name="membre_presidence_votante"),
            models.CheckConstraint(condition=Q(suppleant_de=None) | ~Q(suppleant_de=F("pk")), name="membre_pas_son_suppleant"),
            _mandats_disjoints("membre_un_titulaire_par_siege", "siege", condition=Q(suppleant_de=None)),
            _mandats_disjoints("membre_un_siege_par_personne", "utilisateur"),
            _mandats_disjoints("membre_une_presidence", condition=Q(est_presidence=True)),
        ]
        indexes = [models.Index(fields=["utilisateur"], name="membre_utilisateur")]

    def __str__(self):
        return str(self.utilisateur)

    @property
    def voix_id(self) -> int:
        """The seat whose voice this person carries: her own, or her titulaire's."""
        return self.suppleant_de_id or self.pk

    @property
    def libelle_siege(self) -> str:
        """« Siège 4, suppléance »."""
        roles = [(self.est_presidence, "présidence"), (bool(self.suppleant_de_id), "suppléance"), (not self.voix, "sans voix")]
        return ", ".join([f"Siège\u00a0{self.siege}", *(mot for vrai, mot in roles if vrai)])


class Critere(ModeleDeProgramme):
    """A weighted criterion of one kind of sitting; written by the programme's model."""

    type_seance = models.CharField("type de séance", max_length=20, choices=TypeSeance)
    code = models.SlugField("code", max_length=40)
    ordre = models.PositiveSmallIntegerField("ordre")
    libelle = models.CharField("critère", max_length=200)
    aide = models.CharField("ce qu’il regarde", max_length=500, blank=True)
    poids = models.PositiveSmallIntegerField("poids")
    critique = models.BooleanField("critique", default=False)

    class Meta:
        verbose_name = "critère"
        ordering = ["type_seance", "ordre", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "type_seance", "code"], name="critere_code_unique"),
            models.CheckConstraint(condition=Q(type_seance__in=TypeSeance.values), name="critere_type_connu"),
            models.CheckConstraint(condition=Q(poids__gt=0), name="critere_poids_positif"),
        ]

    def __str__(self):
        return self.libelle


class Enveloppe(ModeleDeProgramme):
    """The money of the grants, in euros. A trigger adds each decided line to it; it can never be exceeded."""

    montant_total = models.DecimalField("enveloppe", max_digits=14, decimal_places=2)
    montant_attribue = models.DecimalField("attribué", max_digits=14, decimal_places=2, default=0)

    class Meta:
        verbose_name = "enveloppe"
        ordering = ["programme"]
        constraints = [
            models.UniqueConstraint(fields=["programme"], name="enveloppe_une_par_programme"),
            models.CheckConstraint(condition=Q(montant_attribue__gte=0), name="enveloppe_attribue_positif"),
            models.CheckConstraint(condition=Q(montant_attribue__lte=F("montant_total")), name="enveloppe_jamais_depassee"),
        ]

    def __str__(self):
        return f"{self.montant_attribue} sur {self.montant_total}"
