"""A better order of the agenda: recusals together, so that people leave the room the fewest times."""

from collections import defaultdict
from dataclasses import dataclass

from comite.models import Deport, PointOrdreDuJour
from comite.regles import regrouper_deports, sorties


@dataclass(frozen=True)
class Proposition:
    """The order proposed, with the names to explain it (``noms`` on each item), and the exits now and then."""

    points: list[PointOrdreDuJour]
    avant: int
    apres: int

    @property
    def change(self) -> bool:
        return self.apres < self.avant


def proposition(points: list[PointOrdreDuJour]) -> Proposition:
    """Return the order proposed for these items, in one statement. Never shown to a member who does not lead the sitting."""
    deports = Deport.objects.filter(projet__in=[p.projet_id for p in points], retire_at=None)
    noms, par_projet = {}, defaultdict(set)
    for deport in deports.select_related("membre__utilisateur").order_by("membre__siege", "pk"):
        par_projet[deport.projet_id].add(deport.membre.utilisateur_id)
        noms[deport.membre.utilisateur_id] = str(deport.membre)
    recuses = {p.pk: frozenset(par_projet[p.projet_id]) for p in points}
    ordre, par_pk = regrouper_deports(recuses), {p.pk: p for p in points}
    for point in points:
        point.noms = [nom for personne, nom in noms.items() if personne in recuses[point.pk]]
    return Proposition([par_pk[pk] for pk in ordre], sorties(list(recuses.values())), sorties([recuses[pk] for pk in ordre]))


def deplacer(ordre: list[int], monter: str | None, descendre: str | None) -> list[int]:
    """Return the items with one moved a place up or down (ids as they are typed); the same list when there is nothing to move."""
    ordre = list(ordre)
    for choisi, pas in ((monter, -1), (descendre, 1)):
        place = ordre.index(int(choisi)) if choisi and choisi.isdecimal() and int(choisi) in ordre else None
        if place is not None and 0 <= place + pas < len(ordre):
            ordre[place], ordre[place + pas] = ordre[place + pas], ordre[place]
    return ordre
