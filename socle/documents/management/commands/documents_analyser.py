"""Ask the antivirus about every file without verdict: after it was set up, or after it was away for long."""

from django.core.management.base import BaseCommand, CommandError

from socle.comptes.models import Programme
from socle.comptes.portee import programme_actif
from socle.documents.actions import analyser_version
from socle.documents.permissions import antivirus_exige
from socle.documents.queries import versions_sans_verdict


class Command(BaseCommand):
    help = "Has the antivirus examine every stored file that has no verdict yet."

    def handle(self, *args, **options):
        if not antivirus_exige():
            raise CommandError("ANTIVIRUS_ADRESSE is not set.")
        for programme in Programme.objects.all():
            self._examiner(programme)

    def _examiner(self, programme) -> None:
        with programme_actif(programme):
            versions = versions_sans_verdict()
        for version_id in versions:
            with programme_actif(programme):
                analyse = analyser_version(version_id=version_id)
                self.stdout.write(f"{analyse.version_id} {analyse.etat} {analyse.signature}".strip())
