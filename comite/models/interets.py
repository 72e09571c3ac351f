from django.db import models
from django.db.models import Q

from comite.enums import LienInteret
from comite.models.comite import Membre
from comite.models.dossier import Dossier
from comite.models.seance import Seance
from socle.comptes.bases import ModeleDeProgramme


class DeclarationInterets(ModeleDeProgramme):
    """What a member declares of her interests: each year, and before the files of a sitting. Renewed by a new row."""

    ajout_seul = True

    membre = models.ForeignKey(Membre, verbose_name="membre", on_delete=models.PROTECT, related_name="declarations")
    annee = models.PositiveSmallIntegerField("année", null=True, blank=True)
    seance = models.ForeignKey(
        Seance, verbose_name="séance", on_delete=models.PROTECT, null=True, blank=True, related_name="declarations"
    )
    texte = models.TextField("précisions", blank=True)
    faite_at = models.DateTimeField("faite le")

    class Meta:
        verbose_name = "déclaration d’intérêts"
        ordering = ["-faite_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(annee__isnull=False, seance=None) | Q(annee=None, seance__isnull=False), name="declaration_annee_ou_seance"
            ),
        ]
        indexes = [models.Index(fields=["membre", "-faite_at"], name="declaration_du_membre")]

    def __str__(self):
        return f"{self.membre}, {self.annee or self.seance}"


class InteretDeclare(ModeleDeProgramme):
    """One line of a yearly statement: a person, a structure (SIREN or name), a territory (INSEE code or département), or else."""

    ajout_seul = True

    declaration = models.ForeignKey(DeclarationInterets, verbose_name="déclaration", on_delete=models.PROTECT, related_name="lignes")
    genre = models.CharField("nature", max_length=20, choices=LienInteret)
    valeur = models.CharField("ce qui est déclaré", max_length=300)

    class Meta:
        verbose_name = "intérêt déclaré"
        ordering = ["declaration", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(genre__in=LienInteret.values), name="interet_genre_connu"),
            models.CheckConstraint(condition=~Q(valeur=""), name="interet_valeur_presente"),
        ]

    def __str__(self):
        return f"{self.get_genre_display()}\u00a0: {self.valeur}"


class LectureDossier(ModeleDeProgramme):
    """The first time a member opened a file; a recusal that comes after is told to the chair."""

    ajout_seul = True

    membre = models.ForeignKey(Membre, verbose_name="membre", on_delete=models.PROTECT, related_name="lectures")
    dossier = models.ForeignKey(Dossier, verbose_name="dossier", on_delete=models.PROTECT, related_name="lectures")
    premiere_at = models.DateTimeField("ouvert le")

    class Meta:
        verbose_name = "lecture d’un dossier"
        ordering = ["dossier", "premiere_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["membre", "dossier"], name="lecture_une_premiere_fois")]

    def __str__(self):
        return f"{self.membre}, {self.dossier_id}"


class NotePersonnelle(ModeleDeProgramme):
    """What a member writes for herself on a file: read by her alone, in no export, erased when she wants."""

    membre = models.ForeignKey(Membre, verbose_name="membre", on_delete=models.PROTECT, related_name="notes_personnelles")
    dossier = models.ForeignKey(Dossier, verbose_name="dossier", on_delete=models.PROTECT, related_name="+")
    texte = models.TextField("texte")
    modifiee_at = models.DateTimeField("enregistrée le")

    class Meta:
        verbose_name = "note personnelle"
        ordering = ["membre", "dossier"]
        constraints = [
            models.UniqueConstraint(fields=["membre", "dossier"], name="note_personnelle_une_par_dossier"),
            models.CheckConstraint(condition=~Q(texte=""), name="note_personnelle_non_vide"),
        ]

    def __str__(self):
        return f"note de {self.membre}"


class Livret(ModeleDeProgramme):
    """The booklet of a sitting made for one person: which files are in it. A member's never holds one she is recused from."""

    ajout_seul = True

    seance = models.ForeignKey(Seance, verbose_name="séance", on_delete=models.PROTECT, related_name="livrets")
    membre = models.ForeignKey(Membre, verbose_name="membre", on_delete=models.PROTECT, null=True, blank=True, related_name="livrets")
    dossiers = models.JSONField("dossiers")  # their ids, in the order of the agenda
    demande_at = models.DateTimeField("demandé le")

    class Meta:
        verbose_name = "livret de séance"
        ordering = ["-pk"]

    def __str__(self):
        return f"livret de la {self.seance}"
