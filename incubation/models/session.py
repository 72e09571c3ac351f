import secrets

from django.db import models
from django.db.models import F, Q

from incubation.enums import DemiJournee, ModeEmargement, StatutSession
from manufactures.enums import Fonction
from socle.comptes.bases import ModeleDeProgramme


def nouveau_secret_de_salle() -> str:
    """Return the seed of a room's codes."""
    return secrets.token_hex(16)


class SessionIncubation(ModeleDeProgramme):
    """A day (or half a day) of incubation for one sous-promotion, held in a tiers-lieu when possible."""

    sous_promotion = models.ForeignKey(
        "incubation.SousPromotion", verbose_name="sous-promotion", on_delete=models.PROTECT, related_name="sessions"
    )
    module = models.ForeignKey("incubation.Module", verbose_name="module", on_delete=models.PROTECT, null=True, blank=True, related_name="sessions")
    numero = models.PositiveSmallIntegerField("numéro")
    titre = models.CharField("titre", max_length=200)
    tiers_lieu = models.CharField("tiers-lieu d’accueil", max_length=200)
    adresse = models.CharField("adresse", max_length=300, blank=True)
    commune = models.CharField("commune", max_length=120)
    date = models.DateField("date")
    matin_debut = models.TimeField("début du matin", null=True, blank=True)
    matin_fin = models.TimeField("fin du matin", null=True, blank=True)
    apres_midi_debut = models.TimeField("début de l’après-midi", null=True, blank=True)
    apres_midi_fin = models.TimeField("fin de l’après-midi", null=True, blank=True)
    animateur = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="animateur", on_delete=models.PROTECT, null=True, blank=True, related_name="sessions_animees"
    )
    statut = models.CharField("statut", max_length=20, choices=StatutSession, default=StatutSession.PLANIFIEE)
    secret = models.CharField("secret de la salle", max_length=64, default=nouveau_secret_de_salle, editable=False)
    sequence = models.PositiveSmallIntegerField("révision de l’invitation", default=0)
    convoquee_at = models.DateTimeField("convoquée le", null=True, blank=True)
    close_at = models.DateTimeField("close le", null=True, blank=True)
    close_par = models.ForeignKey("comptes.Utilisateur", verbose_name="close par", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "session d’incubation"
        verbose_name_plural = "sessions d’incubation"
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sous_promotion", "numero"], name="session_numero_unique"),
            models.CheckConstraint(condition=Q(statut__in=StatutSession.values), name="session_statut_connu"),
            models.CheckConstraint(
                condition=Q(matin_debut__isnull=False) | Q(apres_midi_debut__isnull=False), name="session_une_demi_journee"
            ),
            models.CheckConstraint(
                condition=Q(matin_debut=None, matin_fin=None) | Q(matin_debut__lt=F("matin_fin")), name="session_matin_entier"
            ),
            models.CheckConstraint(
                condition=Q(apres_midi_debut=None, apres_midi_fin=None) | Q(apres_midi_debut__lt=F("apres_midi_fin")),
                name="session_apres_midi_entier",
            ),
            models.CheckConstraint(
                condition=Q(statut=StatutSession.PLANIFIEE, convoquee_at=None) | (~Q(statut=StatutSession.PLANIFIEE) & Q(convoquee_at__isnull=False)),
                name="session_convoquee_datee",
            ),
            models.CheckConstraint(
                condition=Q(statut=StatutSession.CLOSE, close_at__isnull=False, close_par__isnull=False)
                | (~Q(statut=StatutSession.CLOSE) & Q(close_at=None, close_par=None)),
                name="session_close_signee",
            ),
        ]
        indexes = [models.Index(fields=["programme", "statut", "date"], name="session_statut_date")]

    def __str__(self):
        return f"Session {self.numero}, {self.titre}"

    @property
    def etat(self) -> StatutSession:
        return StatutSession(self.statut)

    @property
    def demi_journees(self) -> list[DemiJournee]:
        """The half-days of the session, in order."""
        presentes = [(DemiJournee.MATIN, self.matin_debut), (DemiJournee.APRES_MIDI, self.apres_midi_debut)]
        return [demi for demi, debut in presentes if debut is not None]

    def horaires(self, demi: DemiJournee) -> tuple:
        """Return the first and last hour of a half-day."""
        matin = demi == DemiJournee.MATIN
        return (self.matin_debut, self.matin_fin) if matin else (self.apres_midi_debut, self.apres_midi_fin)


class Emargement(ModeleDeProgramme):
    """The presence of one person for one half-day. Never changed, never removed."""

    ajout_seul = True

    session = models.ForeignKey(SessionIncubation, verbose_name="session", on_delete=models.PROTECT, related_name="emargements")
    demi_journee = models.CharField("demi-journée", max_length=10, choices=DemiJournee)
    utilisateur = models.ForeignKey("comptes.Utilisateur", verbose_name="personne", on_delete=models.PROTECT, related_name="emargements")
    projet = models.ForeignKey("manufactures.Projet", verbose_name="projet", on_delete=models.PROTECT, related_name="emargements")
    fonction = models.CharField("fonction ce jour-là", max_length=20, choices=Fonction)
    signe_at = models.DateTimeField("signé le")
    mode = models.CharField("mode", max_length=20, choices=ModeEmargement)
    inscrit_par = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="inscrit par", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    motif = models.CharField("motif", max_length=300, blank=True)

    class Meta:
        verbose_name = "émargement"
        ordering = ["session", "projet", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "demi_journee", "utilisateur"], name="emargement_une_fois"),
            models.CheckConstraint(condition=Q(demi_journee__in=DemiJournee.values), name="emargement_demi_journee_connue"),
            models.CheckConstraint(
                condition=Q(mode=ModeEmargement.CODE, inscrit_par=None)
                | (Q(mode__in=[ModeEmargement.FEUILLE, ModeEmargement.COORDINATION], inscrit_par__isnull=False) & ~Q(motif="")),
                name="emargement_mode_prouve",
            ),
        ]

    def __str__(self):
        return f"{self.utilisateur}, {self.get_demi_journee_display()}"
