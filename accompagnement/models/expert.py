from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeBoundary, RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Func, Q

from accompagnement.enums import Langue, StatutCreneau, TerritoireFerie
from manufactures.departements import NOMS
from socle.comptes.bases import ModeleDeProgramme


class Expert(ModeleDeProgramme):
    """A person selected to accompany projects: what she knows, where she goes, at what price."""

    utilisateur = models.ForeignKey("comptes.Utilisateur", verbose_name="personne", on_delete=models.PROTECT, related_name="expertises")
    presentation = models.TextField("présentation", blank=True)
    besoins = models.ManyToManyField(
        "accompagnement.Besoin", verbose_name="besoins", through="accompagnement.ExpertBesoin", related_name="experts"
    )
    territoire = models.CharField("territoire", max_length=200, blank=True)
    zones = models.CharField("départements et régions où l’expert se déplace", max_length=300, blank=True)
    depart = models.CharField("commune de départ", max_length=100, blank=True)
    departement = models.CharField("département de départ", max_length=3, blank=True)
    distance_max = models.PositiveSmallIntegerField("déplacement au plus, en kilomètres", null=True, blank=True)
    feries = models.CharField("jours fériés suivis", max_length=3, choices=TerritoireFerie, default=TerritoireFerie.FRANCE, blank=True)
    langues = ArrayField(models.CharField(max_length=3, choices=Langue), verbose_name="langues", default=list, blank=True)
    societe = models.CharField("société", max_length=200, blank=True)
    siren = models.CharField("SIREN", max_length=9, blank=True)
    jeton_agenda = models.CharField("empreinte du lien d’agenda", max_length=64, blank=True)
    lot = models.CharField("lot du marché", max_length=60, blank=True)
    prix_demi_journee = models.DecimalField(
        "prix de la demi-journée, en euros", max_digits=8, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    sur_place = models.BooleanField("intervient sur place", default=True)
    a_distance = models.BooleanField("intervient à distance", default=True)
    actif = models.BooleanField("reçoit des demandes", default=True)
    created_at = models.DateTimeField("nommé le", auto_now_add=True)

    class Meta:
        verbose_name = "expert"
        ordering = ["utilisateur__nom", "utilisateur__prenom", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "utilisateur"], name="expert_une_fois"),
            models.CheckConstraint(condition=Q(prix_demi_journee__gte=0), name="expert_prix_positif"),
            models.CheckConstraint(condition=Q(sur_place=True) | Q(a_distance=True), name="expert_intervient_quelque_part"),
            models.CheckConstraint(condition=Q(siren="") | Q(siren__regex=r"^[0-9]{9}$"), name="expert_siren_de_neuf_chiffres"),
            models.CheckConstraint(condition=Q(feries__in=TerritoireFerie.values), name="expert_feries_connus"),
            models.CheckConstraint(condition=Q(departement__in=["", *sorted(NOMS)]), name="expert_departement_connu"),
        ]

    def __str__(self):
        return str(self.utilisateur)


class ExpertBesoin(ModeleDeProgramme):
    """A need an expert can answer."""

    expert = models.ForeignKey(Expert, verbose_name="expert", on_delete=models.CASCADE, related_name="competences")
    besoin = models.ForeignKey("accompagnement.Besoin", verbose_name="besoin", on_delete=models.PROTECT, related_name="+")
    preuve = models.CharField("preuve", max_length=300, blank=True)

    class Meta:
        verbose_name = "compétence d’un expert"
        ordering = ["besoin__ordre", "pk"]
        constraints = [models.UniqueConstraint(fields=["expert", "besoin"], name="expert_besoin_unique")]

    def __str__(self):
        return f"{self.expert}, {self.besoin}"


class PlageHoraire(Func):
    """The range of time of a slot, its end left out."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class CreneauQuerySet(models.QuerySet):
    def libres_apres(self, maintenant) -> "CreneauQuerySet":
        """Slots that can still be booked, the soonest first."""
        return self.filter(statut=StatutCreneau.OUVERT, debut__gt=maintenant, expert__actif=True).order_by("debut", "pk")


class Creneau(ModeleDeProgramme):
    """A half-day of the clock that an expert offers. Two slots of one expert never overlap."""

    expert = models.ForeignKey(Expert, verbose_name="expert", on_delete=models.PROTECT, related_name="creneaux")
    debut = models.DateTimeField("début")
    fin = models.DateTimeField("fin")
    statut = models.CharField("statut", max_length=10, choices=StatutCreneau, default=StatutCreneau.OUVERT)
    des_regles = models.BooleanField("ouvert par les règles de l’agenda", default=False)
    par_l_agenda = models.BooleanField("retiré par l’agenda", default=False)
    collective = models.ForeignKey(
        "accompagnement.MissionCollective", verbose_name="mission collective", on_delete=models.PROTECT, null=True, blank=True, related_name="creneaux"
    )
    created_at = models.DateTimeField("ouvert le", auto_now_add=True)

    objects = CreneauQuerySet.as_manager()

    class Meta:
        verbose_name = "créneau"
        verbose_name_plural = "créneaux"
        ordering = ["debut", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(fin__gt=F("debut")), name="creneau_fin_apres_debut"),
            models.CheckConstraint(condition=Q(statut__in=StatutCreneau.values), name="creneau_statut_connu"),
            models.CheckConstraint(condition=Q(par_l_agenda=False) | Q(statut=StatutCreneau.RETIRE), name="creneau_retire_par_l_agenda"),
            models.CheckConstraint(condition=Q(collective=None) | Q(statut=StatutCreneau.RETENU), name="creneau_collectif_retenu"),
            ExclusionConstraint(
                name="creneau_sans_chevauchement",
                expressions=[
                    ("expert", RangeOperators.EQUAL),
                    (PlageHoraire("debut", "fin", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=~Q(statut=StatutCreneau.RETIRE),
            ),
        ]
        indexes = [models.Index(fields=["programme", "statut", "debut"], name="creneau_libre")]

    def __str__(self):
        return f"{self.expert}, {self.debut:%Y-%m-%d %H:%M}"
