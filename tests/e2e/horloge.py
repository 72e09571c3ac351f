"""The clock of the platform under test: a story of months is told in a minute, by the real processes at other dates."""

import os
from datetime import datetime

import time_machine


def mettre_a_l_heure() -> None:
    """Start the clock of this process at ``HORLOGE`` (ISO 8601); it then ticks as usual."""
    if depart := os.environ.get("HORLOGE"):
        time_machine.travel(datetime.fromisoformat(depart), tick=True).start()
