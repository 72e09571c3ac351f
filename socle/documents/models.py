from datetime import timedelta

from django.core.files.base import File
from django.db import connections, models
from django.db.models import Q
from django.utils import timezone

from socle.comptes.bases import ModeleDeProgramme
from socle.documents.enums import EDITION_OUVERTE, EDITION_TERMINEE, EtatAnalyse, EtatEdition

DELAI_SANS_PROGRES = timedelta(minutes=10)  # twice the time limit of a task


class DocumentQuerySet(models.QuerySet):
    def avec_versions(self) -> "DocumentQuerySet":
        """Read the versions, newest first, with who deposited them: one more query, whatever the number of documents."""
        return self.prefetch_related(models.Prefetch("versions", VersionDocument.objects.select_related("depose_par", "analyse")))


class Document(ModeleDeProgramme):
    """One document of the record, whatever its successive versions."""

    libelle = models.CharField("libellé", max_length=200)
    created_at = models.DateTimeField("créé le", auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "document"
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(libelle=""), name="document_libelle_present")]

    def __str__(self):
        return self.libelle

    @property
    def derniere_version(self) -> "VersionDocument | None":
        """The newest version (no query after ``avec_versions``)."""
        return next(iter(self.versions.all()), None)


DOCUMENTS_ET_PREMIERES_VERSIONS = """
    WITH recu AS (
        SELECT * FROM unnest(%(programme_id)s::bigint[], %(nom)s::text[], %(fichier)s::text[], %(taille)s::bigint[], %(type_mime)s::text[],
                             %(sha256)s::text[], %(depose_par_id)s::bigint[])
        WITH ORDINALITY AS recu(programme_id, nom, fichier, taille, type_mime, sha256, depose_par_id, rang)
    ), ouvert AS (
        INSERT INTO documents_document (programme_id, libelle, created_at)
        SELECT programme_id, %(libelle)s, %(at)s FROM recu ORDER BY rang RETURNING id
    ), numerote AS (
        SELECT id, row_number() OVER (ORDER BY id) AS rang FROM ouvert
    )
    INSERT INTO documents_versiondocument
        (programme_id, document_id, numero, nom, fichier, taille, type_mime, sha256, depose_par_id, created_at)
    SELECT programme_id, numerote.id, 1, nom, fichier, taille, type_mime, sha256, depose_par_id, %(at)s
    FROM recu JOIN numerote USING (rang) ORDER BY rang
    RETURNING document_id, id
"""


class VersionDocumentQuerySet(models.QuerySet):
    def ouvrir_des_documents(self, versions: "list[VersionDocument]", libelle: str) -> "list[VersionDocument]":
        """Write one new document per version, each named ``libelle``, and these as their versions 1: one statement for all."""
        champs = ("programme_id", "nom", "fichier", "taille", "type_mime", "sha256", "depose_par_id")
        commun = {"libelle": libelle, "at": timezone.now()}
        with connections[self.db].cursor() as curseur:
            curseur.execute(DOCUMENTS_ET_PREMIERES_VERSIONS, {c: [_brut(v, c) for v in versions] for c in champs} | commun)
            cles = sorted(curseur.fetchall())
        for version, (document, pk) in zip(versions, cles, strict=True):
            version.document = Document(pk=document, libelle=libelle, created_at=commun["at"], programme_id=version.programme_id)
            version.pk, version.numero, version.created_at = pk, 1, commun["at"]
            version._state.adding, version._state.db = False, self.db
        return versions


def _brut(version: "VersionDocument", champ: str):
    """Return the value of a field as its column holds it."""
    return version._meta.get_field(champ).get_prep_value(getattr(version, champ))


class VersionDocument(ModeleDeProgramme):
    """One file as it was handed in or produced. Never changed, never removed: a new file is a new version."""

    ajout_seul = True

    document = models.ForeignKey(Document, verbose_name="document", on_delete=models.PROTECT, related_name="versions")
    numero = models.PositiveIntegerField("numéro")
    nom = models.CharField("nom du fichier", max_length=160)
    fichier = models.FileField("fichier", max_length=200)
    taille = models.PositiveBigIntegerField("taille en octets")
    type_mime = models.CharField("type", max_length=100)
    sha256 = models.CharField("empreinte", max_length=64)
    depose_par = models.ForeignKey("comptes.Utilisateur", verbose_name="déposé par", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("déposé le", auto_now_add=True)

    objects = VersionDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "version de document"
        verbose_name_plural = "versions de document"
        ordering = ["document", "-numero"]
        constraints = [
            models.UniqueConstraint(fields=["document", "numero"], name="version_numero_unique"),
            models.CheckConstraint(condition=Q(numero__gte=1), name="version_numero_positif"),
            models.CheckConstraint(condition=Q(taille__gte=1), name="version_taille_positive"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="version_empreinte_lisible"),
        ]

    def __str__(self):
        return f"{self.nom}, version {self.numero}"

    def ouvrir(self) -> File:
        """Open the stored file anew; raise ``FileNotFoundError`` when the storage has lost it."""
        return self.fichier.storage.open(self.fichier.name)

    @property
    def etat_analyse(self) -> EtatAnalyse:
        """The verdict of the antivirus, ``NON_ANALYSE`` before it is known."""
        try:
            return EtatAnalyse(self.analyse.etat)
        except AnalyseAntivirus.DoesNotExist:
            return EtatAnalyse.NON_ANALYSE


class AnalyseAntivirus(ModeleDeProgramme):
    """The verdict of the antivirus on one version."""

    ajout_seul = True

    version = models.OneToOneField(VersionDocument, verbose_name="version", on_delete=models.PROTECT, related_name="analyse")
    etat = models.CharField("état", max_length=20, choices=EtatAnalyse)
    signature = models.CharField("signature reconnue", max_length=200, blank=True)
    analysee_at = models.DateTimeField("analysée le", auto_now_add=True)

    class Meta:
        verbose_name = "analyse antivirus"
        verbose_name_plural = "analyses antivirus"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(etat=EtatAnalyse.SAIN, signature="") | (Q(etat=EtatAnalyse.INFECTE) & ~Q(signature="")),
                name="analyse_verdict_et_signature",
            ),
        ]

    def __str__(self):
        return f"{self.version_id}, {self.get_etat_display()}"


class Edition(ModeleDeProgramme):
    """A PDF asked for by somebody and made in the background."""

    code = models.CharField("modèle", max_length=60)
    objet_id = models.BigIntegerField("objet")
    titre = models.CharField("titre", max_length=200)
    etat = models.CharField("état", max_length=20, choices=EtatEdition, default=EtatEdition.EN_ATTENTE)
    progression = models.PositiveSmallIntegerField("progression, en pour cent", default=0)
    version = models.ForeignKey(VersionDocument, verbose_name="fichier", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    demandeur = models.ForeignKey("comptes.Utilisateur", verbose_name="demandé par", on_delete=models.PROTECT, null=True, related_name="+")
    message = models.CharField("message", max_length=500, blank=True)
    created_at = models.DateTimeField("demandé le", auto_now_add=True)
    progres_at = models.DateTimeField("dernier progrès", default=timezone.now)
    terminee_at = models.DateTimeField("terminé le", null=True, blank=True)

    class Meta:
        verbose_name = "édition"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(progression__lte=100), name="edition_progression_sur_cent"),
            models.CheckConstraint(
                condition=Q(etat=EtatEdition.PRETE, version__isnull=False, progression=100)
                | (~Q(etat=EtatEdition.PRETE) & Q(version__isnull=True)),
                name="edition_prete_avec_fichier",
            ),
            models.CheckConstraint(
                condition=Q(etat__in=EDITION_TERMINEE, terminee_at__isnull=False) | Q(etat__in=EDITION_OUVERTE, terminee_at__isnull=True),
                name="edition_terminee_datee",
            ),
            models.CheckConstraint(condition=~Q(etat=EtatEdition.ECHEC, message=""), name="edition_echec_explique"),
            models.UniqueConstraint(
                fields=["programme", "code", "objet_id", "demandeur"],
                condition=Q(etat__in=EDITION_OUVERTE),
                nulls_distinct=False,
                name="edition_ouverte_unique",
            ),
        ]

    def __str__(self):
        return self.titre

    @property
    def etat_lu(self) -> EtatEdition:
        return EtatEdition(self.etat)

    @property
    def ouverte(self) -> bool:
        """Not finished yet: the page goes on asking."""
        return self.etat in EDITION_OUVERTE

    @property
    def bloquee(self) -> bool:
        """No progress for longer than a task may last: it can be started again."""
        return self.ouverte and self.progres_at < timezone.now() - DELAI_SANS_PROGRES

    @property
    def relancable(self) -> bool:
        return self.bloquee or self.etat == EtatEdition.ECHEC

    @property
    def repere(self) -> str:
        """What the page has already seen, to answer it only when something moved."""
        return f"{self.etat}-{self.progression}"

    @property
    def prete(self) -> bool:
        return self.etat == EtatEdition.PRETE
