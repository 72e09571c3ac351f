"""The scenes of the story, each at its date: played in order, the clock moved to the scene."""

import heapq
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import time_machine
from django.utils import timezone

from socle.comptes.models import Programme
from socle.comptes.portee import programme_actif
from socle.lib.dates import PARIS, a_paris, ajouter_jours_ouvres, jour_ouvre_suivant
from socle.lib.taches import sans_taches


@dataclass(order=True)
class Scene:
    """Something that happens; two scenes of one instant keep the order in which they were planned."""

    instant: datetime
    rang: int
    jouer: Callable[[], None] = field(compare=False)


class Agenda:
    """Dates are told in days from today: ``le(-30, 14)`` is two in the afternoon, thirty days ago, in Paris."""

    def __init__(self, aujourd_hui: date):
        self.aujourd_hui, self._scenes, self._rang, self._voyage = aujourd_hui, [], 0, None

    def jour(self, ecart: int) -> date:
        """Return the worked day at ``ecart`` days from today, else the next one; what is past stays past."""
        ouvre = jour_ouvre_suivant(self.aujourd_hui + timedelta(days=ecart))
        return ajouter_jours_ouvres(self.aujourd_hui, -1) if ecart < 0 and ouvre >= self.aujourd_hui else ouvre

    def le(self, ecart: int, heure: int = 10, minute: int = 0) -> datetime:
        return a_paris(self.jour(ecart), time(heure, minute))

    def apres(self, instant: datetime, jours_ouvres: int, heure: int, minute: int = 0) -> datetime:
        """Return an hour of the day some worked days after (or before) an instant, yesterday at the latest."""
        jour = ajouter_jours_ouvres(instant.astimezone(PARIS).date(), jours_ouvres)
        return a_paris(min(jour, self.jour(-1)), time(heure, minute))

    def avancer(self, **duree: int) -> None:
        """Let time go by inside a scene: ``avancer(minutes=3)``."""
        self._voyage.shift(timedelta(**duree))

    def prevoir(self, instant: datetime, scene: Callable[..., object], *valeurs, **options) -> None:
        """Plan a scene; a scene being played may plan others, later than itself."""
        self._rang += 1
        heapq.heappush(self._scenes, Scene(instant, self._rang, lambda: scene(*valeurs, **options)))

    def jouer(self, programme: Programme) -> Iterator[datetime]:
        """Play all scenes in order, each in one transaction and after the one before; yield the instant of each."""
        fin = self.le(-10_000)
        while self._scenes:
            scene = heapq.heappop(self._scenes)
            if scene.instant > timezone.now():
                raise ValueError(f"a scene of the demonstration is to come: {scene.instant}")
            with au_passe(max(scene.instant, fin)) as self._voyage, programme_actif(programme):
                scene.jouer()
                fin = timezone.now()
            yield scene.instant


@contextmanager
def au_passe(instant: datetime) -> Iterator[time_machine.Traveller]:
    """Move the clock to an instant gone by; what it would have queued was done long ago."""
    with time_machine.travel(instant, tick=True) as voyage, sans_taches():
        yield voyage
