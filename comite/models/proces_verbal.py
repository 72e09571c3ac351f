from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from comite.enums import EtatPV, QualiteSignature
from comite.models.comite import Membre
from comite.models.seance import Seance
from socle.comptes.bases import ModeleDeProgramme
from socle.comptes.enums import Preuve


class ProcesVerbal(ModeleDeProgramme):
    """The minutes, generated from what happened. Once signed, a trigger refuses any change."""

    seance = models.OneToOneField(Seance, verbose_name="séance", on_delete=models.PROTECT, related_name="proces_verbal")
    contenu = models.JSONField("contenu", encoder=DjangoJSONEncoder)
    empreinte = models.CharField("empreinte des données", max_length=64)
    etat = models.CharField("état", max_length=10, choices=EtatPV, default=EtatPV.A_SIGNER)
    version = models.ForeignKey(
        "documents.VersionDocument", verbose_name="fichier", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    genere_at = models.DateTimeField("généré le")
    signe_at = models.DateTimeField("signé le", null=True, blank=True)

    class Meta:
        verbose_name = "procès-verbal"
        ordering = ["seance"]
        constraints = [
            models.CheckConstraint(condition=Q(empreinte__regex=r"^[0-9a-f]{64}$"), name="pv_empreinte_sha256"),
            models.CheckConstraint(
                condition=Q(etat=EtatPV.A_SIGNER, signe_at=None) | Q(etat=EtatPV.SIGNE, signe_at__isnull=False), name="pv_signe_a_une_date"
            ),
        ]

    def __str__(self):
        return f"procès-verbal {self.seance.reference}"

    @property
    def statut(self) -> EtatPV:
        return EtatPV(self.etat)


class CorrectionPV(ModeleDeProgramme):
    """One correction of the free texts of drafted minutes: who, when, what was there and what is there now."""

    ajout_seul = True

    pv = models.ForeignKey(ProcesVerbal, verbose_name="procès-verbal", on_delete=models.PROTECT, related_name="corrections")
    numero = models.PositiveSmallIntegerField("numéro")
    differences = models.JSONField("différences")
    empreinte = models.CharField("empreinte après correction", max_length=64)
    auteur = models.ForeignKey("comptes.Utilisateur", verbose_name="auteur", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("corrigé le", auto_now_add=True)

    class Meta:
        verbose_name = "correction"
        ordering = ["pv", "-numero"]
        constraints = [models.UniqueConstraint(fields=["pv", "numero"], name="correction_pv_numero_unique")]

    def __str__(self):
        return f"correction {self.numero} du {self.pv}"


class Additif(ModeleDeProgramme):
    """What is added to signed minutes, numbered; its hash is chained to what it follows. Signed by both, it never changes."""

    pv = models.ForeignKey(ProcesVerbal, verbose_name="procès-verbal", on_delete=models.PROTECT, related_name="additifs")
    numero = models.PositiveSmallIntegerField("numéro")
    texte = models.TextField("texte")
    contenu = models.JSONField("contenu", encoder=DjangoJSONEncoder)
    empreinte_precedente = models.CharField("empreinte de ce qu’il complète", max_length=64)
    empreinte = models.CharField("empreinte des données", max_length=64)
    etat = models.CharField("état", max_length=10, choices=EtatPV, default=EtatPV.A_SIGNER)
    version = models.ForeignKey(
        "documents.VersionDocument", verbose_name="fichier", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    auteur = models.ForeignKey("comptes.Utilisateur", verbose_name="auteur", on_delete=models.PROTECT, null=True, related_name="+")
    redige_at = models.DateTimeField("rédigé le")
    signe_at = models.DateTimeField("signé le", null=True, blank=True)

    class Meta:
        verbose_name = "additif"
        ordering = ["pv", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["pv", "numero"], name="additif_numero_unique"),
            models.UniqueConstraint(fields=["pv"], condition=Q(etat=EtatPV.A_SIGNER), name="additif_un_a_signer"),
            models.CheckConstraint(condition=~Q(texte=""), name="additif_a_un_texte"),
            models.CheckConstraint(condition=Q(empreinte__regex=r"^[0-9a-f]{64}$"), name="additif_empreinte_sha256"),
            models.CheckConstraint(
                condition=Q(etat=EtatPV.A_SIGNER, signe_at=None) | Q(etat=EtatPV.SIGNE, signe_at__isnull=False),
                name="additif_signe_a_une_date",
            ),
        ]

    def __str__(self):
        return f"additif {self.numero} au {self.pv}"

    @property
    def statut(self) -> EtatPV:
        return EtatPV(self.etat)


class SignaturePV(ModeleDeProgramme):
    """The signature of the chair or of the secretary under the minutes or an additif, on the hash it was shown with."""

    ajout_seul = True

    pv = models.ForeignKey(ProcesVerbal, verbose_name="procès-verbal", on_delete=models.PROTECT, related_name="signatures")
    additif = models.ForeignKey(
        Additif, verbose_name="additif", on_delete=models.PROTECT, null=True, blank=True, related_name="signatures"
    )
    qualite = models.CharField("qualité", max_length=20, choices=QualiteSignature)
    membre = models.ForeignKey(Membre, verbose_name="membre", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signataire = models.ForeignKey("comptes.Utilisateur", verbose_name="signataire", on_delete=models.PROTECT, related_name="+")
    nom = models.CharField("nom au moment de signer", max_length=300, default="")
    preuve = models.CharField("preuve d’identité", max_length=20, choices=Preuve, default=Preuve.MOT_DE_PASSE)
    empreinte = models.CharField("empreinte signée", max_length=64)
    signe_at = models.DateTimeField("signé le")

    class Meta:
        verbose_name = "signature"
        ordering = ["pv", "signe_at"]
        constraints = [
            models.UniqueConstraint(fields=["pv", "qualite"], condition=Q(additif=None), name="signature_une_par_qualite"),
            models.UniqueConstraint(fields=["pv", "signataire"], condition=Q(additif=None), name="signature_deux_personnes"),
            models.UniqueConstraint(fields=["additif", "qualite"], name="signature_additif_une_par_qualite"),
            models.UniqueConstraint(fields=["additif", "signataire"], name="signature_additif_deux_personnes"),
        ]

    def __str__(self):
        return f"{self.signataire}, {self.get_qualite_display()}"
