"""``demonstration``: play the demonstration on an empty installation."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from parcours.demonstration.recit import raconter
from socle.comptes.models import Programme


class Command(BaseCommand):
    help = "Plays the demonstration: two example programmes and a year and a half of acts, told by the real actions."

    def add_arguments(self, parser):
        parser.add_argument("--si-vide", action="store_true", help="do nothing when a programme exists")
        parser.add_argument("--forcer", action="store_true", help="play it even without DEMO=1: its accounts have a known password")

    def handle(self, *, si_vide, forcer, **options):
        if Programme.objects.exists():
            if si_vide:
                return
            raise CommandError("Un programme existe déjà : la démonstration se joue sur une installation vide.")
        if not (settings.DEMO or forcer):
            raise CommandError("Les comptes de la démonstration ont un mot de passe connu de tous : posez DEMO=1, ou ajoutez --forcer.")
        debut = time.monotonic()
        with transaction.atomic():  # whole or not at all: a start that is cut short tells it again
            scenes = self._jouer()
        self.stderr.write(f"{scenes} scènes jouées en {time.monotonic() - debut:.0f} s.")

    def _jouer(self) -> int:
        """Play the scenes and return how many, with a line for each month told."""
        scenes, dernier = 0, None
        for instant in raconter(timezone.localdate()):
            scenes, mois = scenes + 1, f"{instant:%m/%Y}"
            if mois != dernier:
                self.stderr.write(f"  {mois}")
                dernier = mois
        return scenes
