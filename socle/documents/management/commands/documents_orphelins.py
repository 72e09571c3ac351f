"""Files whose transaction was undone: written before the row, left without it."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand
from django.utils import timezone

from socle.comptes.models import Programme
from socle.comptes.portee import programme_actif
from socle.documents.actions.fichiers import dossier
from socle.documents.models import VersionDocument

AGE = timedelta(days=1)  # younger, the transaction may still be running


class Command(BaseCommand):
    help = "Lists the stored files that no document knows and that are older than a day; --supprimer removes them."

    def add_arguments(self, parser):
        parser.add_argument("--supprimer", action="store_true")

    def handle(self, *args, supprimer: bool, **options):
        for programme in Programme.objects.all():
            for nom in orphelins(programme):
                self.stdout.write(nom)
                if supprimer:
                    default_storage.delete(nom)


def orphelins(programme) -> list[str]:
    """Return the old files of a programme's folder that have no row, by name."""
    racine = dossier(programme)
    try:
        noms = [f"{racine}/{nom}" for nom in default_storage.listdir(racine)[1]]
    except FileNotFoundError:  # nothing was ever deposited there
        return []
    with programme_actif(programme):
        connus = set(VersionDocument.objects.values_list("fichier", flat=True))
    limite = timezone.now() - AGE
    return sorted(nom for nom in noms if nom not in connus and default_storage.get_modified_time(nom) < limite)
