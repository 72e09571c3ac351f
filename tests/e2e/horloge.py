"""The clock of the platform under test: a story of months is told in a minute, by the real processes at other dates."""

import os
import time
from datetime import datetime, timedelta

import time_machine


def mettre_a_l_heure() -> None:
    """Move the clock of this process to ``HORLOGE`` (ISO 8601), which was the time at ``HORLOGE_DEPART`` (real seconds).

    Every process counts from the same instant, whenever it was ready: two of them never disagree on what came first.
    """
    if depart := os.environ.get("HORLOGE"):
        ecoule = timedelta(seconds=time.time() - float(os.environ["HORLOGE_DEPART"]))
        time_machine.travel(datetime.fromisoformat(depart) + ecoule, tick=True).start()
