from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from comite.enums import EtatPV, QualiteSignature
from comite.models.comite import Membre
from comite.models.seance import Seance
from socle.comptes.bases import ModeleDeProgramme


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


class SignaturePV(ModeleDeProgramme):
    """The signature of the chair or of the secretary under the minutes, on the hash it was shown with."""

    ajout_seul = True

    pv = models.ForeignKey(ProcesVerbal, verbose_name="procès-verbal", on_delete=models.PROTECT, related_name="signatures")
    qualite = models.CharField("qualité", max_length=20, choices=QualiteSignature)
    membre = models.ForeignKey(Membre, verbose_name="membre", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signataire = models.ForeignKey("comptes.Utilisateur", verbose_name="signataire", on_delete=models.PROTECT, related_name="+")
    empreinte = models.CharField("empreinte signée", max_length=64)
    signe_at = models.DateTimeField("signé le")

    class Meta:
        verbose_name = "signature"
        ordering = ["pv", "signe_at"]
        constraints = [
            models.UniqueConstraint(fields=["pv", "qualite"], name="signature_une_par_qualite"),
            models.UniqueConstraint(fields=["pv", "signataire"], name="signature_deux_personnes"),
        ]

    def __str__(self):
        return f"{self.signataire}, {self.get_qualite_display()}"
