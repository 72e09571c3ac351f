"""The verdict of the antivirus, recorded once per version."""

from django.conf import settings
from django.db import transaction

from socle.documents.antivirus import analyser
from socle.documents.enums import EtatAnalyse
from socle.documents.models import AnalyseAntivirus, VersionDocument


@transaction.atomic
def analyser_version(*, version_id: int) -> AnalyseAntivirus:
    """Have a version examined and record the verdict; a version already examined keeps its verdict.

    Raises ``AntivirusIndisponible`` or ``OSError`` when the antivirus gives none: the file then stays closed.
    """
    version = VersionDocument.objects.select_related("analyse").get(pk=version_id)
    if version.etat_analyse != EtatAnalyse.NON_ANALYSE:
        return version.analyse
    with version.ouvrir() as fichier:
        signature = analyser(fichier.chunks(), settings.ANTIVIRUS_ADRESSE)
    etat = EtatAnalyse.INFECTE if signature else EtatAnalyse.SAIN
    analyse, _ = AnalyseAntivirus.objects.get_or_create(version=version, defaults={"etat": etat, "signature": signature[:200]})
    return analyse
