"""The letters of a sitting as the chair reads them again."""

from dataclasses import dataclass, field

from comite.models import Decision, Membre, Seance
from socle.courriers.models import Courrier


@dataclass(frozen=True)
class DecisionANotifier:
    """A decision and the letters that tell it."""

    decision: Decision
    courriers: list[Courrier] = field(default_factory=list)

    @property
    def texte(self) -> str:
        return self.courriers[0].texte if self.courriers else ""

    @property
    def sujet(self) -> str:
        return self.courriers[0].sujet if self.courriers else ""


def lettres_de_la_seance(seance: Seance, membre: Membre | None) -> tuple[list[DecisionANotifier], int]:
    """Return the decisions with their letters, those of files a member is recused from left out, and how many are left out."""
    toutes = Decision.objects.filter(point__seance=seance).select_related("point__projet").order_by("point__rang")
    visibles = {d.pk: DecisionANotifier(d) for d in toutes.visibles_par(membre)}
    for courrier in Courrier.objects.filter(fil=seance.fil, cle__startswith="comite-decision-").order_by("pk"):
        numero = int(courrier.cle.removeprefix("comite-decision-").split("-")[0])
        if numero in visibles:
            visibles[numero].courriers.append(courrier)
    return list(visibles.values()), (toutes.count() - len(visibles) if membre else 0)
