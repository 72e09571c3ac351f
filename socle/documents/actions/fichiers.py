"""Storing a file: handed in by a person, or made by the platform."""

from collections.abc import Collection, Sequence
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
    if document is None:
        return deposer_ensemble(fichiers=[fichier], libelle=libelle, acteur=acteur, types=types)[0]
    type_mime = _admettre(fichier, types)
    numero = derniere.numero + 1 if derniere else _numero_suivant(document)
    return _suite(_ranger(fichier, fichier.name, type_mime, acteur), document, numero)


@transaction.atomic
def deposer_ensemble(
    *, fichiers: Sequence[UploadedFile], libelle: str, acteur: Acteur | None, types: Collection[str] = TYPES_COURANTS
) -> list[VersionDocument]:
    """Store files handed in together, each as a document of its own named ``libelle``; raises as ``deposer``, before any is stored."""
    admis = [(fichier, _admettre(fichier, types)) for fichier in fichiers]
    return _premieres([_ranger(fichier, fichier.name, type_mime, acteur) for fichier, type_mime in admis], libelle)


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
    numero = _numero_suivant(document) if document else 1
    version = _ranger(ContentFile(contenu), nom, type_mime, acteur)
    return _suite(version, document, numero) if document else _premieres([version], libelle)[0]


def _admettre(fichier: UploadedFile, types: Collection[str]) -> str:
    """Refuse a file that is empty, too heavy or not what it says; return its type."""
    nom = regles.nettoyer_nom(fichier.name)
    exiger(regles.refus_de_taille(fichier.size, settings.TAILLE_MAX_FICHIER))
    exiger(regles.refus_d_extension(nom, types))
    exiger(regles.refus_de_contenu(nom, fichier))
    return FORMATS[regles.extension(nom)].type_mime


def _ranger(fichier: File, nom: str, type_mime: str, acteur: Acteur | None) -> VersionDocument:
    """Write the file and describe it; a rollback leaves a file without row, which ``documents_orphelins`` removes."""
    nom = regles.nettoyer_nom(nom)
    fichier.seek(0)
    sha256 = empreinte(fichier.chunks())
    fichier.seek(0)
    return VersionDocument(
        nom=nom,
        fichier=default_storage.save(_emplacement(nom), fichier),
        taille=fichier.size,
        type_mime=type_mime,
        sha256=sha256,
        depose_par=acteur.utilisateur if acteur else None,
    )


def _premieres(versions: list[VersionDocument], libelle: str) -> list[VersionDocument]:
    """Write the documents of these files and their first versions."""
    return _examiner(VersionDocument.objects.ouvrir_des_documents(versions, libelle))


def _suite(version: VersionDocument, document: Document, numero: int) -> VersionDocument:
    """Write the next version of a document."""
    version.document, version.numero = document, numero
    version.save(force_insert=True)
    return _examiner([version])[0]


def _examiner(versions: list[VersionDocument]) -> list[VersionDocument]:
    """Have the antivirus of the installation look at what was stored, if there is one."""
    for version in versions if antivirus_exige() else ():
        enfiler("documents.analyser", version.pk, version.programme_id)
    return versions


def _numero_suivant(document: Document) -> int:
    """Number the next version under the lock of its document."""
    Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    precedente = VersionDocument.objects.filter(document=document).values_list("numero", flat=True).order_by("-numero").first()
    return (precedente or 0) + 1


def dossier(programme) -> str:
    """Return the folder of a programme's files in the storage."""
    return f"{RACINE}/{programme.slug}"


def _emplacement(nom: str) -> str:
    suffixe = regles.extension(nom)
    return f"{dossier(programme_courant())}/{uuid4().hex}" + (f".{suffixe}" if suffixe in FORMATS else "")
