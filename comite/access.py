"""Doors of the committee: each fetches what a page needs and authorises at once.

404 for a stranger, for a sitting a member does not know of yet, and for every file a member is recused from.
403 with the sentence for a person attached without the right.
"""

from dataclasses import dataclass

from django.http import Http404

from comite.enums import SEANCES_LEVEES
from comite.models import ConditionALever, Decision, Dossier, GesteCondition, Membre, PlaceEnAttente, PointOrdreDuJour, Scrutin, Seance
from comite.permissions import peut_composer, peut_entrer, peut_lire_decisions, peut_noter, peut_preparer, peut_presider
from comite.queries.proclamation import scrutins_a_proclamer
from comite.queries.sieges import siege_de
from comite.queries.suites import conditions_lisibles, places_en_attente
from manufactures.models import MembreEquipe
from socle.comptes.acteur import Acteur
from socle.documents.models import VersionDocument
from socle.lib.refus import autoriser


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


def scrutin_a_proclamer(acteur: Acteur, pk: int, *, verrou: bool) -> Scrutin:
    """Return a ballot for its proclamation by the chair; ``verrou``: it is locked, what is read of it will be written."""
    place = place_de(acteur)
    scrutin = _trouver(scrutins_a_proclamer(verrou=verrou).filter(point__in=points_visibles(place)), pk=pk)
    autoriser(peut_entrer(acteur, place.membre) or peut_presider(acteur, place.membre))
    return scrutin


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


def conditions_du_comite(acteur: Acteur):
    """Return the conditions that a person of the committee's floor may list."""
    place_de(acteur)
    return conditions_lisibles(acteur)


def condition_lisible(acteur: Acteur, pk: int) -> ConditionALever:
    """Return a condition for the floor of the committee, the team of its project or the person in charge."""
    return _trouver(conditions_lisibles(acteur), pk=pk)


def preuve_lisible(acteur: Acteur, pk: int) -> VersionDocument:
    """Return a file handed in as a proof, for whoever may read its condition."""
    return _trouver(GesteCondition.objects.select_related("version"), pk=pk, condition__in=conditions_lisibles(acteur), version__isnull=False).version


def place_en_attente_preparee(acteur: Acteur, pk: int) -> PlaceEnAttente:
    """Return a place of the waiting list for an act of the secretary."""
    place = place_de_secretariat(acteur)
    return _trouver(places_en_attente(place.membre, publiees=False), pk=pk)


def decision_notifiee(acteur: Acteur, pk: int) -> Decision:
    """Return a decision with its letter: for the floor of the committee, and for the team once the chair has published."""
    membre = siege_de(acteur) if acteur.est_comite else None
    decisions = Decision.objects.visibles_par(membre).exclude(lettre={}).select_related("point__projet", "point__seance")
    if not (acteur.est_coordination or membre):
        decisions = decisions.publiees()
        if not acteur.est_observateur:
            siens = MembreEquipe.objects.filter(utilisateur=acteur.pk, date_fin=None)
            decisions = decisions.filter(point__projet__in=siens.values("projet"))
    return _trouver(decisions, pk=pk)
