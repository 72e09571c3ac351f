from decimal import Decimal

from django.db import models
from django.db.models import Case, F, IntegerField, Q, When

from accompagnement.enums import COMPTES_DU_PROGRAMME, NatureCompte, NatureMouvement
from socle.comptes.bases import ModeleDeProgramme


class CompteCreditsQuerySet(models.QuerySet):
    def verrouiller(self, projet_pk: int) -> list["CompteCredits"]:
        """Return the accounts of a project, their rows locked in the order of the ledger's triggers."""
        return list(self.filter(projet=projet_pk).select_for_update(of=("self",)).order_by("pk"))


class CompteCredits(ModeleDeProgramme):
    """Where half-days stand. The balance is moved by the insertion of a movement and by nothing else (triggers)."""

    nature = models.CharField("nature", max_length=12, choices=NatureCompte)
    projet = models.ForeignKey(
        "manufactures.Projet", verbose_name="projet", on_delete=models.PROTECT, null=True, blank=True, related_name="comptes_credits"
    )
    besoin = models.ForeignKey("accompagnement.Besoin", verbose_name="besoin", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    solde = models.IntegerField("solde en demi-journées", default=0, editable=False)

    objects = CompteCreditsQuerySet.as_manager()

    class Meta:
        verbose_name = "compte de crédits"
        verbose_name_plural = "comptes de crédits"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["projet", "besoin", "nature"], name="compte_credits_unique"),
            models.UniqueConstraint(fields=["programme", "nature"], condition=Q(projet=None), name="compte_credits_programme_unique"),
            models.CheckConstraint(
                condition=Q(solde__gte=0) | Q(nature=NatureCompte.FINANCEMENT, solde__lte=0), name="compte_credits_jamais_negatif"
            ),
            models.CheckConstraint(
                condition=Q(nature__in=sorted(COMPTES_DU_PROGRAMME), projet=None, besoin=None)
                | (~Q(nature__in=sorted(COMPTES_DU_PROGRAMME)) & Q(projet__isnull=False, besoin__isnull=False)),
                name="compte_credits_a_sa_place",
            ),
            models.CheckConstraint(condition=Q(nature__in=NatureCompte.values), name="compte_credits_nature_connue"),
        ]

    def __str__(self):
        return f"{self.get_nature_display()}, {self.besoin}" if self.besoin_id else self.get_nature_display()


class MouvementCreditQuerySet(models.QuerySet):
    def pour_affichage(self) -> "MouvementCreditQuerySet":
        """Movements with all that a line of the ledger shows, newest first."""
        return self.select_related("de__besoin", "vers__besoin", "besoin", "auteur", "correction").order_by("-pk")

    def du_besoin(self, code: str) -> "MouvementCreditQuerySet":
        """Movements that touch a need, on either side."""
        return self.filter(Q(de__besoin__code=code) | Q(vers__besoin__code=code))

    def qui_font(self, comptes) -> "MouvementCreditQuerySet":
        """Movements that change the sum of some accounts, with ``effet``, the half-days they add to it (or take, below zero)."""
        entre, sort = Q(vers__in=comptes), Q(de__in=comptes)
        signe = Case(When(entre, then=1), default=-1, output_field=IntegerField())
        return self.filter(Q(entre, ~sort) | Q(sort, ~entre)).annotate(effet=F("quantite") * signe)


class MouvementCredit(ModeleDeProgramme):
    """One line of the ledger: so many half-days from an account to another, by whom, why, on what ground.

    Inserting it moves both balances in the database, which refuses what would make one negative. A correction is a new
    line (contre-passation) that reverses another.
    """

    ajout_seul = True

    nature = models.CharField("nature", max_length=16, choices=NatureMouvement)
    de = models.ForeignKey(CompteCredits, verbose_name="de", on_delete=models.PROTECT, related_name="sorties")
    vers = models.ForeignKey(CompteCredits, verbose_name="vers", on_delete=models.PROTECT, related_name="entrees")
    quantite = models.PositiveIntegerField("demi-journées")
    projet = models.ForeignKey(
        "manufactures.Projet", verbose_name="projet", on_delete=models.PROTECT, null=True, blank=True, related_name="mouvements_credit"
    )
    besoin = models.ForeignKey("accompagnement.Besoin", verbose_name="besoin", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    mission = models.ForeignKey(
        "accompagnement.Mission", verbose_name="mission", on_delete=models.PROTECT, null=True, blank=True, related_name="mouvements"
    )
    corrige = models.OneToOneField(
        "self", verbose_name="mouvement corrigé", on_delete=models.PROTECT, null=True, blank=True, related_name="correction"
    )
    source = models.CharField("pièce", max_length=200)
    motif = models.TextField("motif")
    auteur = models.ForeignKey("comptes.Utilisateur", verbose_name="auteur", on_delete=models.PROTECT, null=True, related_name="+")
    valeur_unitaire = models.DecimalField("valeur de la demi-journée à cette date, en euros", max_digits=8, decimal_places=2)
    cle = models.CharField("clé d’unicité", max_length=120)
    disponible_apres = models.IntegerField("disponible après", default=0, editable=False)
    created_at = models.DateTimeField("date", auto_now_add=True)

    objects = MouvementCreditQuerySet.as_manager()

    class Meta:
        verbose_name = "mouvement de crédit"
        verbose_name_plural = "mouvements de crédit"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "cle"], name="mouvement_credit_cle_unique"),
            models.CheckConstraint(condition=Q(quantite__gt=0), name="mouvement_credit_quantite"),
            models.CheckConstraint(condition=~Q(de=F("vers")), name="mouvement_credit_deux_comptes"),
            models.CheckConstraint(condition=~Q(source=""), name="mouvement_credit_piece"),
            models.CheckConstraint(condition=Q(valeur_unitaire__gte=0), name="mouvement_credit_valeur"),
            models.CheckConstraint(condition=Q(projet=None, besoin=None) | Q(projet__isnull=False, besoin__isnull=False), name="mouvement_credit_projet_et_besoin"),
            models.CheckConstraint(condition=~Q(motif=""), name="mouvement_credit_motif"),
            models.CheckConstraint(
                condition=Q(nature=NatureMouvement.CONTRE_PASSATION, corrige__isnull=False)
                | (~Q(nature=NatureMouvement.CONTRE_PASSATION) & Q(corrige=None)),
                name="mouvement_credit_correction",
            ),
        ]
        indexes = [models.Index(fields=["projet", "-id"], name="mouvement_credit_projet")]

    def __str__(self):
        return f"{self.get_nature_display()} de {self.quantite}"

    @property
    def etat(self) -> NatureMouvement:
        return NatureMouvement(self.nature)

    @property
    def montant(self) -> Decimal:
        """What the line is worth at its date, in euros."""
        return self.quantite * self.valeur_unitaire

    @property
    def corrigee_par(self) -> int | None:
        """The number of the line that reverses this one."""
        return getattr(getattr(self, "correction", None), "pk", None)

    @property
    def entre_besoins(self) -> bool:
        """Tell whether the movement goes from a need to another."""
        return None not in (self.de.besoin_id, self.vers.besoin_id) and self.de.besoin_id != self.vers.besoin_id
