from django.db import models
from django.db.models import F, Q

from accompagnement.enums import EtatCalendrier, JourDeSemaine, Moment, NatureException
from accompagnement.models.expert import Expert
from accompagnement.regles_agenda import Ecart, Plage, RegleHebdomadaire
from socle.comptes.bases import ModeleDeProgramme


class Disponibilite(ModeleDeProgramme):
    """A half of a weekday an expert offers, from a day to another, both included."""

    expert = models.ForeignKey(Expert, verbose_name="expert", on_delete=models.CASCADE, related_name="disponibilites")
    jour = models.PositiveSmallIntegerField("jour", choices=JourDeSemaine)
    moment = models.CharField("demi-journée", max_length=10, choices=Moment)
    du = models.DateField("du")
    au = models.DateField("au", null=True, blank=True)

    class Meta:
        verbose_name = "disponibilité"
        ordering = ["jour", "-moment", "du", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(au=None) | Q(au__gte=F("du")), name="disponibilite_fin_apres_debut"),
            models.CheckConstraint(condition=Q(jour__in=JourDeSemaine.values), name="disponibilite_jour_connu"),
            models.CheckConstraint(condition=Q(moment__in=Moment.values), name="disponibilite_moment_connu"),
            models.UniqueConstraint(fields=["expert", "jour", "moment", "du"], name="disponibilite_unique"),
        ]

    def __str__(self):
        return f"{self.get_jour_display()}, {self.get_moment_display().lower()}"

    @property
    def regle(self) -> RegleHebdomadaire:
        return RegleHebdomadaire(self.jour, self.moment, self.du, self.au)


class ExceptionAgenda(ModeleDeProgramme):
    """Days on which the week rules do not hold: closed, or opened; no ``moment``: the whole day."""

    expert = models.ForeignKey(Expert, verbose_name="expert", on_delete=models.CASCADE, related_name="exceptions")
    nature = models.CharField("nature", max_length=10, choices=NatureException)
    du = models.DateField("du")
    au = models.DateField("au")
    moment = models.CharField("demi-journée", max_length=10, choices=Moment, blank=True)
    libelle = models.CharField("libellé", max_length=100)

    class Meta:
        verbose_name = "exception d’agenda"
        verbose_name_plural = "exceptions d’agenda"
        ordering = ["du", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(au__gte=F("du")), name="exception_fin_apres_debut"),
            models.CheckConstraint(condition=Q(nature__in=NatureException.values), name="exception_nature_connue"),
            models.CheckConstraint(condition=Q(moment__in=["", *Moment.values]), name="exception_moment_connu"),
            models.UniqueConstraint(fields=["expert", "nature", "du", "au", "moment"], name="exception_unique"),
        ]

    def __str__(self):
        return f"{self.get_nature_display()}, {self.libelle}"

    @property
    def ferme(self) -> bool:
        return self.nature == NatureException.FERMEE

    @property
    def ecart(self) -> Ecart:
        return Ecart(self.nature, self.du, self.au, self.moment)


class CalendrierOccupe(ModeleDeProgramme):
    """An ICS address that tells when an expert is busy, and what its last reading gave."""

    expert = models.ForeignKey(Expert, verbose_name="expert", on_delete=models.CASCADE, related_name="calendriers")
    adresse = models.URLField("adresse", max_length=1000)
    etat = models.CharField("état", max_length=10, choices=EtatCalendrier, default=EtatCalendrier.ATTENDU)
    lu_at = models.DateTimeField("dernière lecture réussie", null=True, blank=True)
    essaye_at = models.DateTimeField("dernier essai", null=True, blank=True)
    explication = models.CharField("explication", max_length=200, blank=True)
    etag = models.CharField("étiquette du serveur", max_length=200, blank=True)
    modifie = models.CharField("date de modification du serveur", max_length=100, blank=True)
    couvert_jusqu_au = models.DateField("occupations connues jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name = "calendrier d’occupation"
        verbose_name_plural = "calendriers d’occupation"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["expert", "adresse"], name="calendrier_une_fois"),
            models.CheckConstraint(condition=Q(etat__in=EtatCalendrier.values), name="calendrier_etat_connu"),
            models.CheckConstraint(condition=~Q(etat=EtatCalendrier.LU) | Q(lu_at__isnull=False), name="calendrier_lu_a_sa_date"),
        ]

    def __str__(self):
        return f"Calendrier {self.pk}"

    @property
    def etat_lu(self) -> EtatCalendrier:
        return EtatCalendrier(self.etat)

    @property
    def est_lu(self) -> bool:
        return self.etat == EtatCalendrier.LU

    @property
    def hote(self) -> str:
        """What may be shown of the address: its path often holds a secret."""
        return self.adresse.split("/")[2]


class PlageOccupee(ModeleDeProgramme):
    """A busy time read from a calendar: when, never what."""

    calendrier = models.ForeignKey(CalendrierOccupe, verbose_name="calendrier", on_delete=models.CASCADE, related_name="plages")
    debut = models.DateTimeField("début")
    fin = models.DateTimeField("fin")

    class Meta:
        verbose_name = "plage occupée"
        verbose_name_plural = "plages occupées"
        ordering = ["debut", "pk"]
        constraints = [models.CheckConstraint(condition=Q(fin__gt=F("debut")), name="plage_occupee_fin_apres_debut")]

    def __str__(self):
        return f"{self.debut:%Y-%m-%d %H:%M}"

    @property
    def plage(self) -> Plage:
        return Plage(self.debut, self.fin)
