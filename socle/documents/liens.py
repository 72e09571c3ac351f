"""Download links: signed, for one person, for five minutes."""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

from socle.comptes.portee import programme_courant
from socle.documents.models import VersionDocument

DUREE = timedelta(minutes=5)
_signataire = TimestampSigner(salt="documents.fichiers", sep=".")


def lien_signe(version: VersionDocument, utilisateur_pk: int) -> str:
    """Return the path that lets one person download one version; the caller has checked her right."""
    jeton = _signataire.sign(f"{version.pk}-{utilisateur_pk}")
    return reverse("fichier_telecharger", args=[programme_courant().slug, jeton])


def version_du_jeton(jeton: str, utilisateur_pk: int) -> int | None:
    """Return the id of the version a token opens for this person, or None when it is forged, old or somebody else's."""
    try:
        version_pk, _, porteur_pk = _signataire.unsign(jeton, max_age=DUREE).partition("-")
    except BadSignature:
        return None
    return int(version_pk) if porteur_pk == str(utilisateur_pk) else None
