from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from accompagnement.enums import StatutPaiement
from accompagnement.enums_missions import SANS_BON, OrigineMission
from accompagnement.regles_service import numero_de_releve
from socle.comptes.bases import ModeleDeProgramme


class ReleveMensuel(ModeleDeProgramme):
    """What is owed to an expert for the services validated up to the end of a month (``mois``: its first day).

    Lines and totals are frozen; only the invoice and the payment move (triggers). Numbers have no gap in a year.
    """

    expert = models.ForeignKey("accompagnement.Expert", verbose_name="expert", on_delete=models.PROTECT, related_name="releves")
    mois = models.DateField("mois")
    annee = models.PositiveSmallIntegerField("année du numéro")
    rang = models.PositiveIntegerField("numéro dans l’année")
    demi_journees = models.PositiveIntegerField("demi-journées")
    frais_deplacement = models.DecimalField("dont déplacement, en euros", max_digits=10, decimal_places=2, default=Decimal(0))
    montant = models.DecimalField("montant, en euros", max_digits=12, decimal_places=2)
    etabli_at = models.DateTimeField("établi le")
    etabli_par = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="établi par", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    facture_reference = models.CharField("référence de la facture", max_length=60, blank=True)
    facture_date = models.DateField("date de la facture", null=True, blank=True)
    paiement = models.CharField("paiement", max_length=10, choices=StatutPaiement, default=StatutPaiement.A_PAYER)
    paye_le = models.DateField("payé le", null=True, blank=True)
    motif_rejet = models.TextField("motif du rejet", blank=True)
    paiement_at = models.DateTimeField("paiement noté le", null=True, blank=True)
    paiement_par = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="paiement noté par", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "relevé mensuel"
        verbose_name_plural = "relevés mensuels"
        ordering = ["-annee", "-rang", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["expert", "mois"], name="releve_un_par_mois"),
            models.UniqueConstraint(fields=["programme", "annee", "rang"], name="releve_numero_unique"),
            models.CheckConstraint(condition=Q(mois__day=1), name="releve_mois_au_premier"),
            models.CheckConstraint(
                condition=Q(demi_journees__gt=0, frais_deplacement__gte=0, montant__gte=F("frais_deplacement")), name="releve_compte"
            ),
            models.CheckConstraint(
                condition=Q(facture_reference="", facture_date=None) | (~Q(facture_reference="") & Q(facture_date__isnull=False)),
                name="releve_facture_entiere",
            ),
            models.CheckConstraint(
                condition=Q(paiement=StatutPaiement.A_PAYER, paye_le=None, motif_rejet="")
                | (Q(paiement=StatutPaiement.PAYE, paye_le__isnull=False, motif_rejet="") & ~Q(facture_reference=""))
                | (Q(paiement=StatutPaiement.REJETE, paye_le=None) & ~Q(motif_rejet="")),
                name="releve_paiement_entier",
            ),
        ]

    def __str__(self):
        return f"Relevé {self.numero}"

    @property
    def numero(self) -> str:
        return numero_de_releve(self.annee, self.rang)

    @property
    def etat(self) -> StatutPaiement:
        return StatutPaiement(self.paiement)

    @property
    def attend_sa_facture(self) -> bool:
        return self.etat == StatutPaiement.REJETE or self.etat == StatutPaiement.A_PAYER and not self.facture_reference


class LigneReleve(ModeleDeProgramme):
    """One validated mission on a statement, with its words and price of that day; a mission is on one statement only."""

    ajout_seul = True

    releve = models.ForeignKey(ReleveMensuel, verbose_name="relevé", on_delete=models.PROTECT, related_name="lignes")
    mission = models.OneToOneField("accompagnement.Mission", verbose_name="mission", on_delete=models.PROTECT, related_name="ligne_de_releve")
    projet = models.CharField("projet", max_length=200)
    besoin = models.CharField("besoin", max_length=200)
    jour = models.DateField("jour de la mission")
    validee_le = models.DateField("service fait validé le")
    demi_journees = models.PositiveSmallIntegerField("demi-journées")
    prix_unitaire = models.DecimalField("prix de la demi-journée, en euros", max_digits=8, decimal_places=2)
    frais_deplacement = models.DecimalField("frais de déplacement, en euros", max_digits=8, decimal_places=2, default=Decimal(0))
    montant = models.DecimalField("montant, en euros", max_digits=12, decimal_places=2)
    lot = models.CharField("lot du marché", max_length=60, blank=True)
    commande = models.CharField("bon de commande", max_length=60, blank=True)

    class Meta:
        verbose_name = "ligne d’un relevé"
        verbose_name_plural = "lignes d’un relevé"
        ordering = ["releve", "jour", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(demi_journees__gt=0), name="ligne_releve_dure"),
            models.CheckConstraint(
                condition=Q(frais_deplacement__gte=0, montant=F("demi_journees") * F("prix_unitaire") + F("frais_deplacement")),
                name="ligne_releve_calculee",
            ),
        ]

    def __str__(self):
        return f"{self.releve}, {self.mission}"

    @property
    def piece(self) -> str:
        """Return the number of the order, or why there is none."""
        return self.commande or f"Sans bon\u00a0: {SANS_BON[OrigineMission(self.mission.origine)]}"
