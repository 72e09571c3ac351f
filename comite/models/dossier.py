from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from comite.enums import LienInteret
from comite.models.comite import Critere, Membre
from socle.comptes.bases import ModeleDeProgramme

SIEGES = "membre__utilisateur__sieges_comite"  # from a recusal to every seat its person holds, held or will hold

class Dossier(ModeleDeProgramme):
    """The file of a project as the committee reads it: assembled from the record, frozen, hashed, never changed."""

    ajout_seul = True

    point = models.OneToOneField("comite.PointOrdreDuJour", verbose_name="point", on_delete=models.PROTECT, related_name="dossier")
    contenu = models.JSONField("contenu", encoder=DjangoJSONEncoder)
    empreinte = models.CharField("empreinte SHA-256", max_length=64)
    fige_at = models.DateTimeField("figé le")
    fige_par = models.ForeignKey("comptes.Utilisateur", verbose_name="figé par", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "dossier"
        ordering = ["point"]
        constraints = [models.CheckConstraint(condition=Q(empreinte__regex=r"^[0-9a-f]{64}$"), name="dossier_empreinte_sha256")]

    def __str__(self):
        return f"dossier de {self.point.projet}"


class Note(ModeleDeProgramme):
    """One member's mark on one criterion of one file."""

    dossier = models.ForeignKey(Dossier, verbose_name="dossier", on_delete=models.PROTECT, related_name="notes")
    membre = models.ForeignKey(Membre, verbose_name="membre", on_delete=models.PROTECT, related_name="notes")
    critere = models.ForeignKey(Critere, verbose_name="critère", on_delete=models.PROTECT, related_name="notes")
    valeur = models.PositiveSmallIntegerField("note")
    commentaire = models.TextField("commentaire", blank=True)
    modifiee_at = models.DateTimeField("enregistrée le", auto_now=True)

    class Meta:
        verbose_name = "note"
        ordering = ["dossier", "membre", "critere"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "membre", "critere"], name="note_unique"),
            # The scale of the programme (comite.note_max) is checked by the action; none goes above 20.
            models.CheckConstraint(condition=Q(valeur__lte=20), name="note_dans_l_echelle"),
        ]

    def __str__(self):
        return f"{self.critere}\u00a0: {self.valeur}"


class DeportQuerySet(models.QuerySet):
    def de(self, siege) -> "DeportQuerySet":
        """Recusals not lifted of whoever holds a seat (or its reference): they follow the person through all her mandates."""
        return self.filter(retire_at=None, **{SIEGES: siege})

    def des(self, sieges) -> "DeportQuerySet":
        """Recusals not lifted of those who hold these seats."""
        return self.filter(retire_at=None, **{f"{SIEGES}__in": sieges})

    def par_siege(self, projets) -> set[tuple[int, int]]:
        """Return ``{(seat, project)}`` of the recusals not lifted on some projects, for every seat of each person."""
        return set(self.filter(retire_at=None, projet__in=projets).values_list(SIEGES, "projet"))


class Deport(ModeleDeProgramme):
    """A member steps away from a project: nothing of that file exists for her any more, in any sitting, from any seat."""

    membre = models.ForeignKey(Membre, verbose_name="membre", on_delete=models.PROTECT, related_name="deports")
    projet = models.ForeignKey("manufactures.Projet", verbose_name="projet", on_delete=models.PROTECT, related_name="deports")
    seance = models.ForeignKey(
        "comite.Seance", verbose_name="séance où il est déclaré", on_delete=models.PROTECT, null=True, blank=True, related_name="deports"
    )
    lien = models.CharField("nature du lien", max_length=20, choices=LienInteret, default=LienInteret.AUTRE)
    motif = models.TextField("motif", blank=True)
    declare_at = models.DateTimeField("déclaré le")
    declare_par = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="déclaré par", on_delete=models.PROTECT, null=True, related_name="+"
    )
    provisoire = models.BooleanField("détecté, à confirmer par la présidence", default=False)
    lecture_at = models.DateTimeField("dossier lu avant, le", null=True, blank=True)
    retire_at = models.DateTimeField("retiré le", null=True, blank=True)
    retire_par = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="retiré par", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    motif_retrait = models.TextField("motif du retrait", blank=True)

    objects = DeportQuerySet.as_manager()

    class Meta:
        verbose_name = "déport"
        ordering = ["projet", "membre", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["membre", "projet"], condition=Q(retire_at=None), name="deport_actif_unique"),
            models.CheckConstraint(condition=Q(lien__in=LienInteret.values), name="deport_lien_connu"),
            models.CheckConstraint(
                condition=Q(retire_at=None, retire_par=None, motif_retrait="") | (Q(retire_at__isnull=False) & ~Q(motif_retrait="")),
                name="deport_retrait_motive",
            ),
        ]
        indexes = [models.Index(fields=["projet"], condition=Q(retire_at=None), name="deport_actif_projet")]

    def __str__(self):
        return f"{self.membre}, {self.projet}"
