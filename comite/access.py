"""Doors of the committee: each fetches what a page needs and authorises at once.

404 for a stranger, for a sitting a member does not know of yet, and for every file a member is recused from.
403 with the sentence for a person attached without the right.
"""

from dataclasses import dataclass, replace

from django.http import Http404

from comite.enums import SEANCES_LEVEES
from comite.models import Decision, Dossier, Membre, PointOrdreDuJour, Presence, Scrutin, Seance
from comite.permissions import peut_composer, peut_entrer, peut_lire_decisions, peut_noter, peut_preparer, peut_presider
from comite.queries.sieges import siege_de
from socle.comptes.acteur import Acteur
from socle.lib.refus import autoriser


@dataclass(frozen=True)
class Place:
    """Who is at the door: the person, and her seat if she holds one."""

    acteur: Acteur
    membre: Membre | None
    seance: Seance | None = None  # the sitting whose door it is: somebody may be designated to preside it

    @property
    def preside(self) -> bool:
        return peut_presider(self.acteur, self.membre, self.seance) is None

    @property
    def prepare(self) -> bool:
        return peut_preparer(self.acteur, self.membre) is None


def place_de(acteur: Acteur) -> Place:
    """Return the place of a person of the committee's floor; 404 for anybody else."""
    membre = siege_de(acteur) if acteur.est_comite else None
    if membre is None and not acteur.voit_tout:
        raise Http404
    return Place(acteur, membre)


def place_de_secretariat(acteur: Acteur) -> Place:
    """Return the place of whoever prepares sittings."""
    place = place_de(acteur)
    autoriser(peut_preparer(acteur, place.membre))
    return place


def exiger_composition(acteur: Acteur) -> None:
    """Let only those compose the committee who may: 404 for those who do not know of it."""
    place_de(acteur)
    autoriser(peut_composer(acteur))


def seances_lisibles(place: Place):
    """Return the sittings a person knows of: all, those convened (members), those lifted (observers)."""
    if place.prepare:
        return Seance.objects.all()
    convoquees = Seance.objects.convoquees()
    return convoquees if place.membre else convoquees.filter(statut__in=sorted(SEANCES_LEVEES))


def _trouver(queryset, **cles):
    objet = queryset.filter(**cles).first()
    if objet is None:
        raise Http404
    return objet


def seance_lisible(acteur: Acteur, pk: int) -> tuple[Place, Seance]:
    """Return a sitting the person knows of, and her place."""
    place = place_de(acteur)
    seance = _trouver(seances_lisibles(place).select_related("proces_verbal"), pk=pk)
    return replace(place, seance=seance), seance


def seance_preparee(acteur: Acteur, pk: int) -> tuple[Place, Seance]:
    """Return a sitting for an act of its secretary."""
    place, seance = seance_lisible(acteur, pk)
    autoriser(peut_preparer(acteur, place.membre))
    return place, seance


def seance_presidee(acteur: Acteur, pk: int) -> tuple[Place, Seance]:
    """Return a sitting for an act of its chair."""
    place, seance = seance_lisible(acteur, pk)
    autoriser(peut_presider(acteur, place.membre, seance))
    return place, seance


def salle_ouverte(acteur: Acteur, pk: int) -> tuple[Place, Seance]:
    """Return a sitting whose room the person may enter."""
    place, seance = seance_lisible(acteur, pk)
    autoriser(peut_entrer(acteur, place.membre))
    return place, seance


def presence_presidee(acteur: Acteur, pk: int) -> tuple[Place, Presence]:
    """Return somebody's presence for whoever presides its sitting."""
    place = place_de(acteur)
    presences = Presence.objects.filter(seance__in=seances_lisibles(place)).select_related("seance", "membre__utilisateur")
    presence = _trouver(presences, pk=pk)
    autoriser(peut_entrer(acteur, place.membre))
    autoriser(peut_presider(acteur, place.membre, presence.seance))
    return replace(place, seance=presence.seance), presence


def points_visibles(place: Place):
    """Return the items a person may know of: a recused member's file is not there."""
    return PointOrdreDuJour.objects.visibles_par(place.membre).filter(seance__in=seances_lisibles(place))


def point_visible(acteur: Acteur, pk: int) -> tuple[Place, PointOrdreDuJour]:
    """Return an item of an agenda for those who sit."""
    place = place_de(acteur)
    point = _trouver(points_visibles(place).select_related("seance", "projet", "dossier"), pk=pk)
    autoriser(peut_entrer(acteur, place.membre))
    return replace(place, seance=point.seance), point


def point_preside(acteur: Acteur, pk: int) -> tuple[Place, PointOrdreDuJour]:
    """Return an item for an act of the chair."""
    place, point = point_visible(acteur, pk)
    autoriser(peut_presider(acteur, place.membre, point.seance))
    return place, point


def scrutin_visible(acteur: Acteur, pk: int) -> tuple[Place, Scrutin]:
    """Return a ballot for those who sit and are not recused."""
    place = place_de(acteur)
    scrutins = Scrutin.objects.filter(point__in=points_visibles(place)).select_related("point__seance", "point__projet")
    scrutin = _trouver(scrutins, pk=pk)
    autoriser(peut_entrer(acteur, place.membre))
    return replace(place, seance=scrutin.point.seance), scrutin


def scrutin_preside(acteur: Acteur, pk: int) -> tuple[Place, Scrutin]:
    """Return a ballot for an act of the chair."""
    place, scrutin = scrutin_visible(acteur, pk)
    autoriser(peut_presider(acteur, place.membre, scrutin.point.seance))
    return place, scrutin


def dossier_lisible(acteur: Acteur, pk: int) -> tuple[Place, Dossier]:
    """Return a frozen file; observers read it once the sitting is published."""
    place = place_de(acteur)
    dossiers = Dossier.objects.filter(point__in=points_visibles(place)).select_related("point__seance", "point__projet")
    dossier = _trouver(dossiers, pk=pk)
    autoriser(peut_lire_decisions(acteur, place.membre, dossier.point.seance.publiee_at is not None))
    return place, dossier


def dossier_a_noter(acteur: Acteur, pk: int) -> tuple[Place, Dossier]:
    """Return a frozen file for a member who scores it."""
    place, dossier = dossier_lisible(acteur, pk)
    autoriser(peut_noter(place.membre))
    return place, dossier


def decisions_lisibles(place: Place):
    """Return the decisions a person may read: those of her files at once for who sits, published ones for observers."""
    decisions = Decision.objects.visibles_par(place.membre)
    return decisions if place.membre or place.prepare else decisions.publiees()


def proces_verbal_lisible(acteur: Acteur, pk: int) -> tuple[Place, Seance, frozenset[int]]:
    """Return a sitting for its minutes, and the items a recused member does not read there; observers wait for publication."""
    place, seance = seance_lisible(acteur, pk)
    autoriser(peut_lire_decisions(acteur, place.membre, seance.publiee_at is not None))
    caches = PointOrdreDuJour.objects.filter(seance=seance).exclude(pk__in=points_visibles(place))
    return place, seance, frozenset(caches.values_list("pk", flat=True)) if place.membre else frozenset()
