from django.core.validators import MinValueValidator
from django.db import connection, models
from django.db.models import F, Q
from django.utils import timezone

from accompagnement.enums import Lieu, StatutCreneau
from accompagnement.enums_collectives import EtatPart, PartageCollectif, StatutCollective
from socle.comptes.bases import ModeleDeProgramme


def _personne(libelle: str, **options) -> models.ForeignKey:
    return models.ForeignKey("comptes.Utilisateur", verbose_name=libelle, on_delete=models.PROTECT, related_name="+", **options)


# A mission cancelled and its half-days given back are one fact: one statement says both.
ANNULER = """
    WITH rendus AS (
        UPDATE accompagnement_creneau SET statut = %(creneaux)s, collective_id = NULL WHERE collective_id = %(pk)s
    )
    UPDATE accompagnement_missioncollective SET statut = %(statut)s, annulee_at = %(annulee_at)s, motif_annulation = %(motif)s
    WHERE id = %(pk)s
"""


class MissionCollective(ModeleDeProgramme):
    """Half-days of one expert shared by several projects; each has a mission of its own for its part of the cost.

    ``debut`` and ``fin`` bound its half-days; their slots name it (``Creneau.collective``).
    """

    expert = models.ForeignKey("accompagnement.Expert", verbose_name="expert", on_delete=models.PROTECT, related_name="collectives")
    titre = models.CharField("titre", max_length=200)
    objet = models.TextField("ce que les projets vont travailler")
    resultat_attendu = models.TextField("résultat attendu", blank=True)
    lieu = models.CharField("lieu", max_length=12, choices=Lieu, default=Lieu.SUR_PLACE)
    adresse = models.CharField("adresse ou lien", max_length=300, blank=True)
    demi_journees = models.PositiveSmallIntegerField("demi-journées")
    partage = models.CharField("partage du coût", max_length=12, choices=PartageCollectif, default=PartageCollectif.EGAL)
    projets_min = models.PositiveSmallIntegerField("projets au moins", validators=[MinValueValidator(2)])
    inscriptions_avant = models.DateTimeField("inscriptions avant")
    debut = models.DateTimeField("début")
    fin = models.DateTimeField("fin")
    statut = models.CharField("statut", max_length=12, choices=StatutCollective, default=StatutCollective.OUVERTE)
    cle = models.CharField("clé d’unicité", max_length=64)
    ouverte_par = _personne("ouverte par")
    ouverte_at = models.DateTimeField("ouverte le")
    accord_at = models.DateTimeField("accord de l’expert le", null=True, blank=True)
    confirmee_at = models.DateTimeField("confirmée le", null=True, blank=True)
    rendue_at = models.DateTimeField("compte rendu remis le", null=True, blank=True)
    annulee_at = models.DateTimeField("annulée le", null=True, blank=True)
    motif_annulation = models.TextField("motif de l’annulation", blank=True)

    class Meta:
        verbose_name = "mission collective"
        verbose_name_plural = "missions collectives"
        ordering = ["-debut", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "cle"], name="collective_ouverte_une_fois"),
            models.CheckConstraint(condition=Q(statut__in=StatutCollective.values), name="collective_statut_connu"),
            models.CheckConstraint(condition=Q(partage__in=PartageCollectif.values), name="collective_partage_connu"),
            models.CheckConstraint(condition=Q(projets_min__gte=2, demi_journees__gte=F("projets_min")), name="collective_se_partage"),
            models.CheckConstraint(condition=Q(fin__gt=F("debut"), inscriptions_avant__lt=F("debut")), name="collective_dates_en_ordre"),
            models.CheckConstraint(
                condition=~Q(statut__in=[StatutCollective.CONFIRMEE, StatutCollective.RENDUE])
                | Q(accord_at__isnull=False, confirmee_at__isnull=False),
                name="collective_confirmee_a_un_accord",
            ),
            models.CheckConstraint(
                condition=(Q(statut=StatutCollective.ANNULEE, annulee_at__isnull=False) & ~Q(motif_annulation=""))
                | (~Q(statut=StatutCollective.ANNULEE) & Q(annulee_at=None, motif_annulation="")),
                name="collective_annulee_avec_motif",
            ),
            models.CheckConstraint(
                condition=Q(statut=StatutCollective.RENDUE, rendue_at__isnull=False) | (~Q(statut=StatutCollective.RENDUE) & Q(rendue_at=None)),
                name="collective_rendue_a_sa_date",
            ),
        ]
        indexes = [models.Index(fields=["programme", "statut", "debut"], name="collective_statut")]

    def __str__(self):
        return self.titre

    @property
    def etat(self) -> StatutCollective:
        return StatutCollective(self.statut)

    def annuler(self, motif: str, creneaux: StatutCreneau) -> None:
        """Write the end of the mission, and what becomes of the half-days of its expert."""
        self.statut, self.annulee_at, self.motif_annulation = StatutCollective.ANNULEE, timezone.now(), motif
        ecrits = {"pk": self.pk, "statut": self.etat, "annulee_at": self.annulee_at, "motif": motif, "creneaux": creneaux}
        with connection.cursor() as curseur:
            curseur.execute(ANNULER, ecrits)


class PartMission(ModeleDeProgramme):
    """A project invited to, or in, a shared mission: how many people come, how much it consents to pay at most, its mission.

    ``plafond`` half-days are held from the day it joins; what it pays is never more.
    """

    collective = models.ForeignKey(MissionCollective, verbose_name="mission collective", on_delete=models.PROTECT, related_name="parts")
    projet = models.ForeignKey("manufactures.Projet", verbose_name="projet", on_delete=models.PROTECT, related_name="parts_de_mission")
    etat_part = models.CharField("réponse", max_length=10, choices=EtatPart, default=EtatPart.INVITEE)
    participants = models.PositiveSmallIntegerField("participants", default=1)
    plafond = models.PositiveSmallIntegerField("demi-journées au plus", default=0)
    mission = models.OneToOneField(
        "accompagnement.Mission", verbose_name="mission du projet", on_delete=models.PROTECT, null=True, blank=True, related_name="part"
    )
    motif = models.TextField("motif du retrait", blank=True)
    repondue_at = models.DateTimeField("répondue le", null=True, blank=True)
    repondue_par = _personne("répondue par", null=True, blank=True)

    class Meta:
        verbose_name = "part de mission"
        verbose_name_plural = "parts de mission"
        ordering = ["collective", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["collective", "projet"], name="part_une_par_projet"),
            models.CheckConstraint(condition=Q(etat_part__in=EtatPart.values), name="part_reponse_connue"),
            models.CheckConstraint(
                condition=~Q(etat_part=EtatPart.INSCRITE)
                | Q(mission__isnull=False, plafond__gt=0, participants__gt=0, repondue_at__isnull=False, repondue_par__isnull=False),
                name="part_inscrite_a_sa_mission",
            ),
        ]

    def __str__(self):
        return f"{self.projet}, {self.collective}"

    @property
    def etat(self) -> EtatPart:
        return EtatPart(self.etat_part)

    @property
    def inscrite(self) -> bool:
        return self.etat == EtatPart.INSCRITE
