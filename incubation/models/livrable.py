from datetime import datetime

from django.db import models
from django.db.models import F, Q

from incubation.enums import EtatLivrable, StatutLivrable, Verdict
from incubation.regles import statut_affiche
from socle.comptes.acteur import Acteur
from socle.comptes.bases import ModeleDeProgramme


class LivrableQuerySet(models.QuerySet):
    def visibles_par(self, acteur: Acteur) -> "LivrableQuerySet":
        """Livrables of the projects where the person sits, or all of them for the coordination and observers."""
        if acteur.voit_tout:
            return self
        return self.filter(projet__equipe__utilisateur=acteur.pk, projet__equipe__date_fin=None)


class Livrable(ModeleDeProgramme):
    """What a project hands in for one module: the evidence the Comité will read."""

    projet = models.ForeignKey("manufactures.Projet", verbose_name="projet", on_delete=models.PROTECT, related_name="livrables")
    module = models.ForeignKey("incubation.Module", verbose_name="module", on_delete=models.PROTECT, related_name="livrables")
    titre = models.CharField("titre", max_length=200)
    ouverture_at = models.DateTimeField("ouverture")  # before it, the livrable is « À venir »
    echeance_initiale_at = models.DateTimeField("première échéance")
    echeance_at = models.DateTimeField("échéance")
    statut = models.CharField("statut", max_length=20, choices=StatutLivrable, default=StatutLivrable.ATTENDU)

    objects = LivrableQuerySet.as_manager()

    class Meta:
        verbose_name = "livrable"
        ordering = ["projet", "module__numero", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["projet", "module", "titre"], name="livrable_unique"),
            models.CheckConstraint(condition=Q(statut__in=StatutLivrable.values), name="livrable_statut_connu"),
            models.CheckConstraint(
                condition=Q(ouverture_at__lt=F("echeance_initiale_at"), echeance_at__gte=F("echeance_initiale_at")), name="livrable_dates"
            ),
        ]
        indexes = [models.Index(fields=["programme", "statut", "echeance_at"], name="livrable_statut_echeance")]

    def __str__(self):
        return self.titre

    @property
    def suivi(self) -> StatutLivrable:
        return StatutLivrable(self.statut)

    def etat_a(self, instant: datetime) -> EtatLivrable:
        """Return what the livrable shows at an instant: its dates say whether it is to come, awaited or late."""
        return statut_affiche(
            self.suivi,
            ouverture_at=self.ouverture_at,
            echeance_initiale_at=self.echeance_initiale_at,
            echeance_at=self.echeance_at,
            maintenant=instant,
        )


class VersionLivrable(ModeleDeProgramme):
    """One file handed in for a livrable; the earlier ones are never lost."""

    ajout_seul = True

    livrable = models.ForeignKey(Livrable, verbose_name="livrable", on_delete=models.PROTECT, related_name="versions")
    numero = models.PositiveSmallIntegerField("numéro")
    fichier = models.ForeignKey("documents.VersionDocument", verbose_name="fichier", on_delete=models.PROTECT, related_name="+")
    empreinte = models.CharField("empreinte", max_length=64)  # SHA-256 of the content: the same file sent twice is one version
    message = models.TextField("ce qui a changé", blank=True)
    depose_par = models.ForeignKey("comptes.Utilisateur", verbose_name="déposée par", on_delete=models.PROTECT, related_name="+")
    depose_at = models.DateTimeField("déposée le")

    class Meta:
        verbose_name = "version de livrable"
        ordering = ["livrable", "-numero"]
        constraints = [
            models.UniqueConstraint(fields=["livrable", "numero"], name="version_livrable_numero_unique"),
            models.UniqueConstraint(fields=["livrable", "empreinte"], name="version_livrable_fichier_unique"),
            models.CheckConstraint(condition=Q(numero__gte=1), name="version_livrable_numero_positif"),
        ]

    def __str__(self):
        return f"{self.livrable}, version {self.numero}"


class Revue(ModeleDeProgramme):
    """The coordination's answer to one version."""

    ajout_seul = True

    version = models.OneToOneField(VersionLivrable, verbose_name="version", on_delete=models.PROTECT, related_name="revue")
    verdict = models.CharField("verdict", max_length=20, choices=Verdict)
    commentaire = models.TextField("commentaire", blank=True)
    par = models.ForeignKey("comptes.Utilisateur", verbose_name="par", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("date")

    class Meta:
        verbose_name = "relecture"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="revue_verdict_connu"),
            models.CheckConstraint(condition=Q(verdict=Verdict.VALIDE) | ~Q(commentaire=""), name="revue_complement_explique"),
        ]

    def __str__(self):
        return f"{self.version}, {self.get_verdict_display()}"

    @property
    def avis(self) -> Verdict:
        return Verdict(self.verdict)


class AvisAttendu(ModeleDeProgramme):
    """The review, attendu by attendu: what is acquired is not asked again."""

    ajout_seul = True

    revue = models.ForeignKey(Revue, verbose_name="relecture", on_delete=models.PROTECT, related_name="avis_par_attendu")
    attendu = models.ForeignKey("incubation.Attendu", verbose_name="attendu", on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField("avis", max_length=20, choices=Verdict)
    commentaire = models.TextField("commentaire", blank=True)

    class Meta:
        verbose_name = "avis sur un attendu"
        ordering = ["revue", "attendu__ordre"]
        constraints = [
            models.UniqueConstraint(fields=["revue", "attendu"], name="avis_attendu_unique"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="avis_attendu_verdict_connu"),
        ]

    def __str__(self):
        return f"{self.attendu}\u00a0: {self.get_verdict_display()}"

    @property
    def avis(self) -> Verdict:
        return Verdict(self.verdict)


class MessageLivrable(ModeleDeProgramme):
    """One message of the thread of a livrable, read by the team and the coordination."""

    ajout_seul = True

    livrable = models.ForeignKey(Livrable, verbose_name="livrable", on_delete=models.PROTECT, related_name="messages")
    texte = models.TextField("message")
    auteur = models.ForeignKey("comptes.Utilisateur", verbose_name="auteur", on_delete=models.PROTECT, related_name="+")
    auteur_libelle = models.CharField("auteur à l’écran", max_length=120)
    at = models.DateTimeField("date")

    class Meta:
        verbose_name = "message sur un livrable"
        ordering = ["livrable", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(texte=""), name="message_livrable_non_vide")]

    def __str__(self):
        return self.texte


class DelaiAccorde(ModeleDeProgramme):
    """An extension of a livrable's deadline, with its reason."""

    ajout_seul = True

    livrable = models.ForeignKey(Livrable, verbose_name="livrable", on_delete=models.PROTECT, related_name="delais")
    ancienne_echeance_at = models.DateTimeField("ancienne échéance")
    nouvelle_echeance_at = models.DateTimeField("nouvelle échéance")
    motif = models.TextField("motif")
    par = models.ForeignKey("comptes.Utilisateur", verbose_name="par", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("date")

    class Meta:
        verbose_name = "délai accordé"
        verbose_name_plural = "délais accordés"
        ordering = ["livrable", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(nouvelle_echeance_at__gt=F("ancienne_echeance_at")), name="delai_accorde_plus_tard"),
            models.CheckConstraint(condition=~Q(motif=""), name="delai_accorde_motive"),
        ]

    def __str__(self):
        return self.motif
