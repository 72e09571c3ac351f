from collections.abc import Callable

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from manufactures.enums import STATUTS_DU_RESEAU, Fonction, StatutProjet
from manufactures.permissions import lit_avant_publication
from manufactures.reglages import libelle_du_territoire
from manufactures.regles import normaliser, texte_de_recherche
from socle.comptes.acteur import Acteur
from socle.comptes.bases import ModeleDeProgramme

_embargo: list[Callable[[int | None], models.expressions.Combinable]] = []


def declarer_embargo(statut_avant: Callable[[int | None], models.expressions.Combinable]) -> None:
    """Let the committee say, as an expression over a project, which status was before a decision not published yet (or NULL).

    Given a person, for the projects she stepped away from only.
    """
    _embargo[:] = [statut_avant]


class ProjetQuerySet(models.QuerySet):
    def visibles_par(self, acteur: Acteur) -> "ProjetQuerySet":
        """Projects a person may open by her programme role or her team seat (committee and missions have their own doors)."""
        if acteur.voit_tout:
            return self
        sieges = MembreEquipe.objects.filter(utilisateur=acteur.pk, date_fin=None)
        return self.filter(pk__in=sieges.values("projet"))

    def avec_siege_de(self, acteur: Acteur) -> "ProjetQuerySet":
        """Add ``fonction_acteur``, the person's seat in the team of each project, or None."""
        sieges = MembreEquipe.objects.filter(projet=models.OuterRef("pk"), utilisateur=acteur.pk, date_fin=None)
        return self.annotate(fonction_acteur=models.Subquery(sieges.values("fonction")[:1]))

    def avec_statut_lu(self, acteur: Acteur | None = None) -> "ProjetQuerySet":
        """Add ``statut_lu``, the status a reader may know (None: anybody): until a decision is published, the one before it.

        The coordination is not bound by the embargo, but for the files from which one of it stepped away.
        """
        libre = acteur is not None and lit_avant_publication(acteur)
        avant = [] if libre and not acteur.est_comite else [lire(acteur.pk if libre else None) for lire in _embargo]
        return self.annotate(statut_lu=Coalesce(*avant, "statut") if avant else models.F("statut"))

    def du_reseau(self) -> "ProjetQuerySet":
        """Labelled projects, shown in the public directory."""
        return self.avec_statut_lu().filter(statut_lu__in=STATUTS_DU_RESEAU)

    def chercher(self, texte: str) -> "ProjetQuerySet":
        """Projects whose name, place, structure or filières hold the text, accents and case aside (trigram index)."""
        return self.filter(recherche__contains=normaliser(texte))


class Projet(ModeleDeProgramme):
    """The file followed over about thirty months, from candidature to exit."""

    slug = models.SlugField("adresse", max_length=80)
    nom = models.CharField("nom", max_length=200)
    resume = models.TextField("résumé", blank=True)
    statut = models.CharField("statut", max_length=20, choices=StatutProjet, default=StatutProjet.BROUILLON)
    vague = models.ForeignKey("manufactures.Vague", verbose_name="vague", on_delete=models.PROTECT, null=True, related_name="projets")
    structure = models.ForeignKey(
        "manufactures.Structure", verbose_name="structure porteuse", on_delete=models.PROTECT, null=True, blank=True, related_name="projets"
    )
    filieres = ArrayField(models.CharField(max_length=80), verbose_name="filières", default=list, blank=True)
    territoire = models.CharField("type de territoire", max_length=40, blank=True)  # a code of the règlement
    commune = models.CharField("commune", max_length=120, blank=True)
    departement = models.CharField("département", max_length=80, blank=True)
    region = models.CharField("région", max_length=80, blank=True)
    referent = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="référent", on_delete=models.PROTECT, null=True, blank=True, related_name="projets_suivis"
    )
    source = models.TextField("source publique", blank=True)
    recherche = models.TextField("texte de recherche", editable=False, default="")
    created_at = models.DateTimeField("créé le", auto_now_add=True)

    objects = ProjetQuerySet.as_manager()

    class Meta:
        verbose_name = "projet"
        ordering = ["nom", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "slug"], name="projet_slug_unique"),
            models.CheckConstraint(condition=Q(statut__in=StatutProjet.values), name="projet_statut_connu"),
            models.CheckConstraint(condition=~Q(statut=StatutProjet.DEPOSE) | Q(structure__isnull=False), name="projet_depose_a_une_structure"),
        ]
        indexes = [
            models.Index(fields=["programme", "statut", "nom"], name="projet_statut"),
            models.Index(fields=["programme", "nom"], name="projet_nom"),
            GinIndex(fields=["recherche"], opclasses=["gin_trgm_ops"], name="projet_recherche"),
        ]

    def __str__(self):
        return self.nom

    def save(self, *args, **kwargs):
        self.recherche = self.mots()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "recherche"}
        super().save(*args, **kwargs)

    def mots(self) -> str:
        """Return what the search looks into; kept in the row because an index cannot read the structure's name."""
        structure = self.structure.nom if self.structure else ""
        return texte_de_recherche(self.nom, self.commune, self.departement, self.region, structure, *self.filieres)

    @property
    def fil(self) -> str:
        """The thread of the journal where everything about this project is told."""
        return f"projet:{self.pk}"

    @property
    def etat(self) -> StatutProjet:
        return StatutProjet(self.statut)

    @property
    def etat_lu(self) -> StatutProjet:
        """The status of a project read ``avec_statut_lu``."""
        return StatutProjet(self.statut_lu)

    @property
    def territoire_libelle(self) -> str:
        return libelle_du_territoire(self.territoire)


class Passage(ModeleDeProgramme):
    """One change of status. Inserting it is the only way to change ``Projet.statut``: a trigger checks and applies it."""

    ajout_seul = True

    projet = models.ForeignKey(Projet, verbose_name="projet", on_delete=models.PROTECT, related_name="passages")
    de = models.CharField("de", max_length=20, choices=StatutProjet, blank=True)
    vers = models.CharField("vers", max_length=20, choices=StatutProjet)
    motif = models.TextField("motif", blank=True)
    auteur = models.ForeignKey("comptes.Utilisateur", verbose_name="auteur", on_delete=models.PROTECT, null=True, related_name="+")
    date = models.DateTimeField("date")

    class Meta:
        verbose_name = "passage"
        ordering = ["projet", "pk"]

    def __str__(self):
        return f"{self.projet}, {self.get_vers_display()}"


class Site(ModeleDeProgramme):
    """A place where the manufacture works; it may lie elsewhere than the seat of its structure."""

    projet = models.ForeignKey(Projet, verbose_name="projet", on_delete=models.PROTECT, related_name="sites")
    nom = models.CharField("nom", max_length=200, blank=True)
    adresse = models.CharField("adresse", max_length=300, blank=True)
    commune = models.CharField("commune", max_length=120, blank=True)
    code_insee = models.CharField("code INSEE", max_length=5, blank=True)
    surface_m2 = models.PositiveIntegerField("surface en m²", null=True, blank=True)

    class Meta:
        verbose_name = "site"
        ordering = ["projet", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(code_insee="") | Q(code_insee__regex=r"^(\d{2}|2[AB])\d{3}$"), name="site_code_insee"),
        ]

    def __str__(self):
        return self.nom or self.commune


class Partenaire(ModeleDeProgramme):
    """Another body of the consortium and what it does there."""

    projet = models.ForeignKey(Projet, verbose_name="projet", on_delete=models.PROTECT, related_name="partenaires")
    structure = models.ForeignKey("manufactures.Structure", verbose_name="structure", on_delete=models.PROTECT, related_name="+")
    apport = models.CharField("rôle dans le projet", max_length=300, blank=True)

    class Meta:
        verbose_name = "partenaire"
        ordering = ["projet", "pk"]
        constraints = [models.UniqueConstraint(fields=["projet", "structure"], name="partenaire_unique")]

    def __str__(self):
        return str(self.structure)


class MembreEquipe(ModeleDeProgramme):
    """A seat in the team; replacing a person ends the seat and opens another, history stays."""

    projet = models.ForeignKey(Projet, verbose_name="projet", on_delete=models.PROTECT, related_name="equipe")
    utilisateur = models.ForeignKey("comptes.Utilisateur", verbose_name="personne", on_delete=models.PROTECT, related_name="sieges_equipe")
    fonction = models.CharField("fonction", max_length=20, choices=Fonction)
    date_debut = models.DateField("début")
    date_fin = models.DateField("fin", null=True, blank=True)

    class Meta:
        verbose_name = "membre d’équipe"
        ordering = ["projet", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["projet"], condition=Q(fonction=Fonction.PORTEUR, date_fin=None), name="membre_equipe_un_porteur"
            ),
            models.UniqueConstraint(
                fields=["projet"], condition=Q(fonction=Fonction.PARTENAIRE, date_fin=None), name="membre_equipe_un_partenaire"
            ),
            models.UniqueConstraint(fields=["projet", "utilisateur"], condition=Q(date_fin=None), name="membre_equipe_un_siege"),
            models.CheckConstraint(condition=Q(date_fin=None) | Q(date_fin__gte=models.F("date_debut")), name="membre_equipe_dates"),
        ]
        indexes = [models.Index(fields=["utilisateur"], name="membre_equipe_utilisateur")]

    def __str__(self):
        return f"{self.utilisateur}, {self.get_fonction_display()}"
