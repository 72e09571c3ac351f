from django.db import models
from django.db.models import Q

from socle.comptes.bases import ModeleDeProgramme
from socle.courriers.enums import EtatCourrier


class CourrierQuerySet(models.QuerySet):
    def retenus(self) -> "CourrierQuerySet":
        """Mails held back until somebody publishes them."""
        return self.filter(etat=EtatCourrier.RETENU)

    def du_fil(self, fil: str) -> "CourrierQuerySet":
        """Mails of one thread of the journal (``seance:3``)."""
        return self.filter(fil=fil)

    def a_envoyer(self, instant) -> "CourrierQuerySet":
        """Mails whose next try is due, oldest first."""
        return self.filter(etat=EtatCourrier.EN_ATTENTE, prochain_essai_at__lte=instant).order_by("prochain_essai_at", "pk")


class Courrier(ModeleDeProgramme):
    """One mail to one address: written in the transaction of the act it tells, sent after it."""

    cle = models.CharField("clé", max_length=200)
    gabarit = models.CharField("gabarit", max_length=100)
    destinataire = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="destinataire", on_delete=models.PROTECT, null=True, related_name="+"
    )
    adresse = models.EmailField("adresse électronique")
    sujet = models.CharField("sujet", max_length=250)
    texte = models.TextField("texte")
    html = models.TextField("version HTML")
    fil = models.CharField("fil", max_length=40, blank=True)  # thread of the journal: "projet:12", "seance:3"
    etat = models.CharField("état", max_length=20, choices=EtatCourrier, default=EtatCourrier.EN_ATTENTE)
    tentatives = models.PositiveSmallIntegerField("tentatives", default=0)
    derniere_erreur = models.CharField("dernière erreur", max_length=500, blank=True)
    prochain_essai_at = models.DateTimeField("prochain essai", null=True, blank=True)
    message_id = models.CharField("identifiant du message", max_length=200, unique=True)
    created_at = models.DateTimeField("écrit le", auto_now_add=True)
    parti_at = models.DateTimeField("parti le", null=True, blank=True)

    objects = CourrierQuerySet.as_manager()

    class Meta:
        verbose_name = "courrier"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "cle"], name="courrier_cle_unique"),
            models.CheckConstraint(condition=Q(etat__in=EtatCourrier.values), name="courrier_etat_connu"),
            models.CheckConstraint(
                condition=Q(etat=EtatCourrier.PARTI, parti_at__isnull=False) | (~Q(etat=EtatCourrier.PARTI) & Q(parti_at__isnull=True)),
                name="courrier_parti_date",
            ),
            models.CheckConstraint(
                condition=Q(etat=EtatCourrier.EN_ATTENTE, prochain_essai_at__isnull=False)
                | (~Q(etat=EtatCourrier.EN_ATTENTE) & Q(prochain_essai_at__isnull=True)),
                name="courrier_en_attente_date",
            ),
            models.CheckConstraint(condition=~Q(etat=EtatCourrier.ECHEC, derniere_erreur=""), name="courrier_echec_explique"),
            models.CheckConstraint(condition=~Q(sujet=""), name="courrier_sujet_present"),
        ]
        indexes = [
            models.Index(fields=["programme", "etat", "prochain_essai_at"], name="courrier_a_envoyer"),
            models.Index(fields=["programme", "fil"], name="courrier_fil"),
        ]

    def __str__(self):
        return self.sujet

    @property
    def etat_lu(self) -> EtatCourrier:
        return EtatCourrier(self.etat)

    @property
    def est_retenu(self) -> bool:
        return self.etat == EtatCourrier.RETENU

    @property
    def est_en_echec(self) -> bool:
        return self.etat == EtatCourrier.ECHEC


class PieceJointe(ModeleDeProgramme):
    """A small file sent with a mail, for instance a calendar invitation."""

    ajout_seul = True

    courrier = models.ForeignKey(Courrier, verbose_name="courrier", on_delete=models.PROTECT, related_name="pieces")
    nom = models.CharField("nom", max_length=100)
    type_mime = models.CharField("type", max_length=100)
    contenu = models.BinaryField("contenu")

    class Meta:
        verbose_name = "pièce jointe"
        verbose_name_plural = "pièces jointes"
        ordering = ["pk"]

    def __str__(self):
        return self.nom


class RelanceEnvoyee(ModeleDeProgramme):
    """A reminder that left: it never leaves again."""

    ajout_seul = True

    code = models.CharField("relance", max_length=60)
    cle = models.CharField("clé", max_length=200)
    destinataire = models.ForeignKey("comptes.Utilisateur", verbose_name="destinataire", on_delete=models.PROTECT, related_name="+")
    courrier = models.ForeignKey(Courrier, verbose_name="courrier", on_delete=models.PROTECT, related_name="relances")
    created_at = models.DateTimeField("envoyée le", auto_now_add=True)

    class Meta:
        verbose_name = "relance envoyée"
        verbose_name_plural = "relances envoyées"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code", "cle", "destinataire"], name="relance_envoyee_une_fois"),
        ]

    def __str__(self):
        return f"{self.code} {self.cle}"
