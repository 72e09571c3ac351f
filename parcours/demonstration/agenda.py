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
from socle.courriers.actions import classer_partis
from socle.lib.dates import a_paris, ajouter_jours_ouvres, jour_ouvre_suivant
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
        self.aujourd_hui, self._scenes, self._rang = aujourd_hui, [], 0

    def jour(self, ecart: int) -> date:
        """Return the worked day at ``ecart`` days from today, else the next one; what is past stays past."""
        ouvre = jour_ouvre_suivant(self.aujourd_hui + timedelta(days=ecart))
        return ajouter_jours_ouvres(self.aujourd_hui, -1) if ecart < 0 and ouvre >= self.aujourd_hui else ouvre

    def le(self, ecart: int, heure: int = 10, minute: int = 0) -> datetime:
        return a_paris(self.jour(ecart), time(heure, minute))

    def prevoir(self, instant: datetime, scene: Callable[..., object], *valeurs, **options) -> None:
        """Plan a scene; a scene being played may plan others, later than itself."""
        self._rang += 1
        heapq.heappush(self._scenes, Scene(instant, self._rang, lambda: scene(*valeurs, **options)))

    def jouer(self, programme: Programme) -> Iterator[datetime]:
        """Play all scenes in order, each in one transaction; yield the instant of each."""
        while self._scenes:
            scene = heapq.heappop(self._scenes)
            with au_passe(scene.instant), programme_actif(programme):
                scene.jouer()
                classer_partis(instant=timezone.now())
            yield scene.instant


@contextmanager
def au_passe(instant: datetime) -> Iterator[None]:
    """Move the clock to an instant gone by; what it would have queued was done long ago."""
    with time_machine.travel(instant, tick=True), sans_taches():
        yield
