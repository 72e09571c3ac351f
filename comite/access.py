"""Doors of the committee: each fetches what a page needs and authorises at once.

404 for a stranger, for a sitting a member does not know of yet, and for every file a member is recused from.
403 with the sentence for a person attached without the right.
"""

from dataclasses import dataclass

from django.http import Http404

from comite.enums import SEANCES_LEVEES
from comite.models import Decision, Deport, Dossier, Membre, NotePersonnelle, PointOrdreDuJour, Scrutin, Seance
from comite.models.seance import sans_deport
from comite.permissions import (
    RESERVE_MEMBRES,
    peut_composer,
    peut_entrer,
    peut_lire_decisions,
    peut_noter,
    peut_ouvrir,
    peut_preparer,
    peut_presider,
)
from comite.queries.interets import avec_ouverture, declaration_exigee
from comite.queries.sieges import siege_de
from socle.comptes.acteur import Acteur
from socle.lib.refus import Refus, autoriser


@dataclass(frozen=True)
class Place:
    """Who is at the door: the person, and her seat if she holds one."""

    acteur: Acteur
    membre: Membre | None

    @property
    def preside(self) -> bool:
        return peut_presider(self.acteur, self.membre) is None

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
    return place, _trouver(seances_lisibles(place).select_related("proces_verbal"), pk=pk)


def seance_preparee(acteur: Acteur, pk: int) -> tuple[Place, Seance]:
    """Return a sitting for an act of its secretary."""
    place, seance = seance_lisible(acteur, pk)
    autoriser(peut_preparer(acteur, place.membre))
    return place, seance


def seance_presidee(acteur: Acteur, pk: int) -> tuple[Place, Seance]:
    """Return a sitting for an act of its chair."""
    place, seance = seance_lisible(acteur, pk)
    autoriser(peut_presider(acteur, place.membre))
    return place, seance


def salle_ouverte(acteur: Acteur, pk: int) -> tuple[Place, Seance]:
    """Return a sitting whose room the person may enter."""
    place, seance = seance_lisible(acteur, pk)
    autoriser(peut_entrer(acteur, place.membre))
    return place, seance


def points_visibles(place: Place):
    """Return the items a person may know of: a recused member's file is not there."""
    return PointOrdreDuJour.objects.visibles_par(place.membre).filter(seance__in=seances_lisibles(place))


def point_visible(acteur: Acteur, pk: int) -> tuple[Place, PointOrdreDuJour]:
    """Return an item of an agenda for those who sit."""
    place = place_de(acteur)
    point = _trouver(points_visibles(place).select_related("seance", "projet", "dossier"), pk=pk)
    autoriser(peut_entrer(acteur, place.membre))
    return place, point


def point_preside(acteur: Acteur, pk: int) -> tuple[Place, PointOrdreDuJour]:
    """Return an item for an act of the chair."""
    place, point = point_visible(acteur, pk)
    autoriser(peut_presider(acteur, place.membre))
    return place, point


def scrutin_visible(acteur: Acteur, pk: int) -> tuple[Place, Scrutin]:
    """Return a ballot for those who sit and are not recused."""
    place = place_de(acteur)
    scrutins = Scrutin.objects.filter(point__in=points_visibles(place)).select_related("point__seance", "point__projet")
    scrutin = _trouver(scrutins, pk=pk)
    autoriser(peut_entrer(acteur, place.membre))
    return place, scrutin


def scrutin_preside(acteur: Acteur, pk: int) -> tuple[Place, Scrutin]:
    """Return a ballot for an act of the chair."""
    place, scrutin = scrutin_visible(acteur, pk)
    autoriser(peut_presider(acteur, place.membre))
    return place, scrutin


def dossier_visible(acteur: Acteur, pk: int) -> tuple[Place, Dossier]:
    """Return a frozen file that the person may open (not recused); observers do once the sitting is published."""
    place = place_de(acteur)
    dossiers = Dossier.objects.filter(point__in=points_visibles(place)).select_related("point__seance", "point__projet")
    dossier = _trouver(avec_ouverture(dossiers, place.membre), pk=pk)
    autoriser(peut_lire_decisions(acteur, place.membre, dossier.point.seance.publiee_at is not None))
    return place, dossier


def refus_d_ouvrir(place: Place, dossier: Dossier) -> Refus | None:
    """Say what a member has still to do before she reads a file of ``dossier_visible``, or None."""
    declaree = dossier.declaree or not declaration_exigee()
    return peut_ouvrir(place.membre, declaree=declaree, lu=dossier.lu_at is not None)


def dossier_lisible(acteur: Acteur, pk: int) -> tuple[Place, Dossier]:
    """Return a frozen file to read: a member has stated her interests and opened it."""
    place, dossier = dossier_visible(acteur, pk)
    autoriser(refus_d_ouvrir(place, dossier))
    return place, dossier


def place_de_membre(acteur: Acteur) -> Place:
    """Return the place of a person who holds a seat."""
    place = place_de(acteur)
    autoriser(None if place.membre else RESERVE_MEMBRES)
    return place


def seance_de_membre(acteur: Acteur, pk: int) -> tuple[Place, Seance]:
    """Return a sitting for a member who speaks for herself."""
    place, seance = seance_lisible(acteur, pk)
    autoriser(None if place.membre else RESERVE_MEMBRES)
    return place, seance


def dossier_de_membre(acteur: Acteur, pk: int) -> tuple[Place, Dossier]:
    """Return a file that a member may open, read or not."""
    place, dossier = dossier_visible(acteur, pk)
    autoriser(None if place.membre else RESERVE_MEMBRES)
    return place, dossier


def ma_note(place: Place, dossier: Dossier) -> NotePersonnelle | None:
    """Return the person's own note on a file; there is no other way to one."""
    return NotePersonnelle.objects.filter(membre=place.membre, dossier=dossier).first() if place.membre else None


def deport_preside(acteur: Acteur, pk: int) -> tuple[Place, Deport]:
    """Return a recusal for an act of the chair or the secretary; not on a file she is recused from herself."""
    place = place_de(acteur)
    autoriser(peut_presider(acteur, place.membre))
    deports = Deport.objects.filter(sans_deport(place.membre, "projet")).select_related("membre__utilisateur", "projet", "seance")
    return place, _trouver(deports, pk=pk)


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
