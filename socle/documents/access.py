"""Fetch and authorise: the only way views reach a file or an edition."""

from django.http import Http404

from socle.comptes.acteur import Acteur
from socle.documents.liens import version_du_jeton
from socle.documents.models import Edition, VersionDocument
from socle.documents.permissions import peut_lire_edition, refus_de_telecharger
from socle.documents.registre import fichier_reste_ouvert, reste_lisible
from socle.lib.refus import autoriser


def obtenir_version(jeton: str, acteur: Acteur) -> VersionDocument:
    """Return the version a signed link opens for this person.

    Raises ``Http404`` for a forged, old or borrowed link, ``AccesInterdit`` when the antivirus keeps the file closed.
    """
    version = VersionDocument.objects.select_related("analyse").filter(pk=version_du_jeton(jeton, acteur.pk)).first()
    if version is None or not _reste_ouverte(version, acteur):
        raise Http404
    autoriser(refus_de_telecharger(version.etat_analyse))
    return version


def _reste_ouverte(version: VersionDocument, acteur: Acteur) -> bool:
    """A file closes with the right to read what it tells, even to the holder of a fresh link."""
    if not fichier_reste_ouvert(version.pk, acteur):
        return False
    edition = Edition.objects.filter(version=version).first() if version.depose_par_id is None else None
    return edition is None or reste_lisible(edition.code, edition.objet_id, acteur)


def obtenir_edition(pk: int, acteur: Acteur) -> Edition:
    """Return an edition of this person, or any for the coordination; ``Http404`` for the others."""
    edition = Edition.objects.select_related("version").filter(pk=pk).first()
    if edition is None or not peut_lire_edition(acteur, edition.demandeur_id):
        raise Http404
    if not reste_lisible(edition.code, edition.objet_id, acteur):
        raise Http404
    return edition
