"""The corrections of drafted minutes, as a person may read them."""

from comite.models import CorrectionPV, ProcesVerbal


def corrections_lisibles(pv: ProcesVerbal, caches: frozenset[int]) -> list[CorrectionPV]:
    """Return the corrections, the latest first, each with what it changed outside the items ``caches`` (``.lues``)."""
    fermes = {f"point-{pk}" for pk in caches}
    corrections = list(pv.corrections.select_related("auteur").order_by("-numero"))
    for correction in corrections:
        correction.lues = [d for d in correction.differences if d["cle"] not in fermes]
    return [c for c in corrections if c.lues]
