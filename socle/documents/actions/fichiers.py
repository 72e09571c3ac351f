"""Storing a file: handed in by a person, or made by the platform."""

from collections.abc import Collection
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from socle.comptes.acteur import Acteur
from socle.comptes.portee import programme_courant
from socle.documents import regles
from socle.documents.formats import FORMATS, TYPES_COURANTS
from socle.documents.models import Document, VersionDocument
from socle.documents.permissions import antivirus_exige
from socle.documents.queries import empreinte
from socle.lib.refus import exiger
from socle.lib.taches import enfiler

RACINE = "documents"


@transaction.atomic
def deposer(
    *,
    fichier: UploadedFile,
    libelle: str,
    acteur: Acteur | None,
    document: Document | None = None,
    derniere: VersionDocument | None = None,
    types: Collection[str] = TYPES_COURANTS,
) -> VersionDocument:
    """Store a file handed in by a person, as a new document or as the next version of ``document``.

    ``derniere`` is the last version of ``document``, when the caller has read it under a lock above the document: the number
    follows from it. ``types`` are the extensions taken. Raises ``ActionRefusee`` when the file is empty, above
    ``settings.TAILLE_MAX_FICHIER`` bytes, of another format, or not what its extension says.
    """
    nom = regles.nettoyer_nom(fichier.name)
    exiger(regles.refus_de_taille(fichier.size, settings.TAILLE_MAX_FICHIER))
    exiger(regles.refus_d_extension(nom, types))
    exiger(regles.refus_de_contenu(nom, fichier))
    type_mime = FORMATS[regles.extension(nom)].type_mime
    numero = derniere.numero + 1 if derniere else _numero_suivant(document)
    document = document or Document.objects.create(libelle=libelle)
    version = _enregistrer(fichier, nom, type_mime, document, numero, acteur)
    if antivirus_exige():
        enfiler("documents.analyser", version.pk, version.programme_id)
    return version


@transaction.atomic
def verser(
    *,
    contenu: bytes,
    nom: str,
    type_mime: str,
    libelle: str,
    acteur: Acteur | None = None,
    document: Document | None = None,
) -> VersionDocument:
    """Store a file that the platform made itself, as a new document or as the next version of ``document``."""
    exiger(regles.refus_de_taille(len(contenu), len(contenu)))
    numero = _numero_suivant(document)
    document = document or Document.objects.create(libelle=libelle)
    version = _enregistrer(ContentFile(contenu), regles.nettoyer_nom(nom), type_mime, document, numero, acteur)
    if antivirus_exige():
        enfiler("documents.analyser", version.pk, version.programme_id)
    return version


def _enregistrer(
    fichier: File, nom: str, type_mime: str, document: Document, numero: int, acteur: Acteur | None
) -> VersionDocument:
    """Write the file, then its row; a rollback leaves a file without row, which ``documents_orphelins`` removes."""
    fichier.seek(0)
    sha256 = empreinte(fichier.chunks())
    fichier.seek(0)
    return VersionDocument.objects.create(
        document=document,
        numero=numero,
        nom=nom,
        fichier=default_storage.save(_emplacement(nom), fichier),
        taille=fichier.size,
        type_mime=type_mime,
        sha256=sha256,
        depose_par=acteur.utilisateur if acteur else None,
    )


def _numero_suivant(document: Document | None) -> int:
    """Number the next version under the lock of its document; a new document has no need of it, nobody else sees it yet."""
    if document is None:
        return 1
    Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    precedente = VersionDocument.objects.filter(document=document).values_list("numero", flat=True).order_by("-numero").first()
    return (precedente or 0) + 1


def dossier(programme) -> str:
    """Return the folder of a programme's files in the storage."""
    return f"{RACINE}/{programme.slug}"


def _emplacement(nom: str) -> str:
    suffixe = regles.extension(nom)
    return f"{dossier(programme_courant())}/{uuid4().hex}" + (f".{suffixe}" if suffixe in FORMATS else "")
