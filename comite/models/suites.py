"""What lives on after a decision: conditions to lift one by one, and the places of the waiting list."""

from django.db import models
from django.db.models import Q

from comite.enums import CONDITIONS_A_L_EQUIPE, EtatCondition, GenreCondition, Geste
from comite.models.comite import Membre
from comite.models.decision import Decision
from comite.models.seance import sans_deport
from socle.comptes.bases import ModeleDeProgramme


class ConditionQuerySet(models.QuerySet):
    def publiees(self) -> "ConditionQuerySet":
        """Conditions of decisions out of embargo."""
        return self.filter(decision__point__seance__publiee_at__isnull=False)

    def visibles_par(self, membre: Membre | None) -> "ConditionQuerySet":
        """Conditions a member may read: not those of the files she is recused from."""
        return self.filter(sans_deport(membre, "decision__point__projet"))

    def ouvertes(self) -> "ConditionQuerySet":
        """Conditions not lifted; the points of an adjournment close with the next decision on the project."""
        return self.exclude(etat=EtatCondition.LEVEE).filter(Q(genre=GenreCondition.RESERVE) | Q(decision__ajournement__leve_at=None))

    def a_l_equipe(self) -> "ConditionQuerySet":
        """Conditions whose proof is still to be handed in."""
        return self.ouvertes().filter(etat__in=sorted(CONDITIONS_A_L_EQUIPE))


class ConditionALever(ModeleDeProgramme):
    """One thing a grant « sous réserve » or an adjournment waits for: the proof, who owes it, until when.

    Its words never change; its state is that of the last ``GesteCondition``, written by a trigger.
    """

    decision = models.ForeignKey(Decision, verbose_name="décision", on_delete=models.PROTECT, related_name="conditions_a_lever")
    genre = models.CharField("genre", max_length=12, choices=GenreCondition)
    rang = models.PositiveSmallIntegerField("rang")
    texte = models.TextField("ce qui est à lever")
    preuve_attendue = models.TextField("preuve attendue", blank=True)
    responsable = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="personne en charge", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # None: the team as a whole
    echeance = models.DateTimeField("à lever avant le")
    etat = models.CharField("état", max_length=16, choices=EtatCondition, default=EtatCondition.A_LEVER)
    version = models.ForeignKey(
        "documents.VersionDocument", verbose_name="dernière preuve", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    seance = models.ForeignKey(
        "comite.Seance", verbose_name="soumise à", on_delete=models.PROTECT, null=True, blank=True, related_name="conditions_soumises"
    )

    objects = ConditionQuerySet.as_manager()

    class Meta:
        verbose_name = "condition à lever"
        ordering = ["decision", "rang"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "rang"], name="condition_rang_unique"),
            models.CheckConstraint(condition=~Q(texte=""), name="condition_texte_present"),
            models.CheckConstraint(condition=Q(etat__in=EtatCondition.values), name="condition_etat_connu"),
            models.CheckConstraint(condition=Q(genre__in=GenreCondition.values), name="condition_genre_connu"),
            models.CheckConstraint(
                condition=Q(etat__in=sorted(CONDITIONS_A_L_EQUIPE)) | Q(version__isnull=False), name="condition_levee_sur_preuve"
            ),
            models.CheckConstraint(condition=~Q(etat=EtatCondition.EN_SEANCE) | Q(seance__isnull=False), name="condition_soumise_a_une_seance"),
        ]
        indexes = [models.Index(fields=["programme", "echeance"], condition=~Q(etat=EtatCondition.LEVEE), name="condition_ouverte")]

    def __str__(self):
        return self.texte

    @property
    def statut(self) -> EtatCondition:
        return EtatCondition(self.etat)

    @property
    def est_close(self) -> bool:
        """Lifted, or the adjournment it belongs to was followed by another decision."""
        ajournement = getattr(self.decision, "ajournement", None)
        return self.statut is EtatCondition.LEVEE or (ajournement is not None and ajournement.leve_at is not None)

    @property
    def attend_l_equipe(self) -> bool:
        return self.statut in CONDITIONS_A_L_EQUIPE


class GesteCondition(ModeleDeProgramme):
    """One act on a condition, with its message, its file or its reason. Inserting it is the only way to move the condition."""

    ajout_seul = True

    condition = models.ForeignKey(ConditionALever, verbose_name="condition", on_delete=models.PROTECT, related_name="gestes")
    geste = models.CharField("geste", max_length=10, choices=Geste)
    message = models.TextField("message ou motif", blank=True)
    version = models.ForeignKey(
        "documents.VersionDocument", verbose_name="fichier", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    seance = models.ForeignKey("comite.Seance", verbose_name="séance", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    auteur = models.ForeignKey("comptes.Utilisateur", verbose_name="auteur", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("le", auto_now_add=True)

    class Meta:
        verbose_name = "geste sur une condition"
        ordering = ["condition", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(geste__in=Geste.values), name="geste_connu"),
            models.CheckConstraint(condition=~Q(geste=Geste.REFUS) | ~Q(message=""), name="geste_refus_motive"),
            models.CheckConstraint(condition=Q(geste=Geste.DEPOT, version__isnull=False) | ~Q(geste=Geste.DEPOT), name="geste_depot_a_un_fichier"),
            models.CheckConstraint(condition=~Q(geste=Geste.RENVOI) | Q(seance__isnull=False), name="geste_renvoi_a_une_seance"),
        ]

    def __str__(self):
        return self.get_geste_display()


class PlaceEnAttente(ModeleDeProgramme):
    """The rank of a project on the waiting list of its wave; the next decision on the project frees it."""

    decision = models.OneToOneField(Decision, verbose_name="décision", on_delete=models.PROTECT, related_name="place_en_attente")
    projet = models.ForeignKey("manufactures.Projet", verbose_name="projet", on_delete=models.PROTECT, related_name="+")
    vague = models.ForeignKey("manufactures.Vague", verbose_name="vague", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    rang = models.PositiveSmallIntegerField("rang")
    appelee_at = models.DateTimeField("appelée le", null=True, blank=True)
    appelee_par = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="appelée par", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    motif = models.TextField("place qui se libère", blank=True)
    sortie_at = models.DateTimeField("sortie le", null=True, blank=True)

    class Meta:
        verbose_name = "place en liste d’attente"
        ordering = ["vague", "rang", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "vague", "rang"], condition=Q(sortie_at=None), nulls_distinct=False, name="place_rang_unique"
            ),
            models.UniqueConstraint(fields=["projet"], condition=Q(sortie_at=None), name="place_une_par_projet"),
            models.CheckConstraint(condition=Q(rang__gt=0), name="place_rang_positif"),
            models.CheckConstraint(condition=Q(appelee_at=None) | ~Q(motif=""), name="place_appelee_motivee"),
        ]

    def __str__(self):
        return f"{self.rang}. {self.projet}"
