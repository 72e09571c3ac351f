"""Doors of the committee: each fetches what a page needs and authorises at once.

404 for a stranger, for a sitting a member does not know of yet, and for every file a member is recused from.
403 with the sentence for a person attached without the right.
"""

from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils import timezone

from comite.enums import SEANCES_LEVEES, TypeSeance
from comite.models import (
    Additif,
    AideDeMinimis,
    Decision,
    Deport,
    Dossier,
    Membre,
    NotePersonnelle,
    PointOrdreDuJour,
    Presence,
    ProcesVerbal,
    Scenario,
    Scrutin,
    Seance,
)
from comite.models.seance import sans_deport
from comite.permissions import (
    PAS_POUR_UN_AUTRE,
    RESERVE_MEMBRES,
    peut_composer,
    peut_entrer,
    peut_lire_decisions,
    peut_noter,
    peut_ouvrir,
    peut_preparer,
    peut_presider,
    peut_retenir,
    peut_voter,
)
from comite.queries.aides import aides_enregistrees
from comite.queries.interets import avec_ouverture, declaration_exigee
from comite.queries.proclamation import scrutins_a_proclamer
from comite.queries.quorum_manque import seances_a_reconvoquer
from comite.queries.sieges import siege_de
from manufactures.models import MembreEquipe
from socle.comptes.acteur import Acteur
from socle.lib.refus import Refus, autoriser


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

    def agit_pour(self, membre_pk: int) -> bool:
        """Tell whether the person may note the comings of a seat: hers, or any for who presides."""
        return self.preside or (self.membre is not None and self.membre.pk == membre_pk)


def place_eventuelle(acteur: Acteur) -> Place | None:
    """Return the place of a person of the committee's floor; None for anybody else."""
    membre = siege_de(acteur) if acteur.est_comite else None
    return Place(acteur, membre) if membre or acteur.voit_tout else None


def place_de(acteur: Acteur) -> Place:
    """Return the place of a person of the committee's floor; 404 for anybody else."""
    place = place_eventuelle(acteur)
    if place is None:
        raise Http404
    return place


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


def trouver(queryset, **cles):
    objet = queryset.filter(**cles).first()
    if objet is None:
        raise Http404
    return objet


def seance_lisible(acteur: Acteur, pk: int) -> tuple[Place, Seance]:
    """Return a sitting the person knows of, and her place."""
    place = place_de(acteur)
    seance = trouver(seances_lisibles(place).select_related("proces_verbal"), pk=pk)
    return replace(place, seance=seance), seance


def seance_preparee(acteur: Acteur, pk: int) -> tuple[Place, Seance]:
    """Return a sitting for an act of its secretary."""
    place, seance = seance_lisible(acteur, pk)
    autoriser(peut_preparer(acteur, place.membre))
    return place, seance


def seance_a_reconvoquer(acteur: Acteur, pk: int, *, verrou: bool) -> Seance:
    """Return a sitting for its secretary, with its committee; ``verrou``: that is locked, a sitting is about to be made."""
    place = place_de(acteur)
    lisibles = seances_a_reconvoquer(verrou=verrou and place.prepare).filter(pk__in=seances_lisibles(place).values("pk"))
    seance = trouver(lisibles, pk=pk)
    autoriser(peut_preparer(acteur, place.membre))
    return seance


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
    presence = trouver(presences, pk=pk)
    autoriser(peut_entrer(acteur, place.membre))
    autoriser(peut_presider(acteur, place.membre, presence.seance))
    return replace(place, seance=presence.seance), presence


def points_visibles(place: Place):
    """Return the items a person may know of: a recused member's file is not there."""
    return PointOrdreDuJour.objects.visibles_par(place.membre).filter(seance__in=seances_lisibles(place))


def point_visible(acteur: Acteur, pk: int) -> tuple[Place, PointOrdreDuJour]:
    """Return an item of an agenda for those who sit."""
    place = place_de(acteur)
    point = trouver(points_visibles(place).select_related("seance", "projet", "dossier"), pk=pk)
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
    scrutin = trouver(scrutins, pk=pk)
    autoriser(peut_entrer(acteur, place.membre))
    return replace(place, seance=scrutin.point.seance), scrutin


def scrutin_preside(acteur: Acteur, pk: int) -> tuple[Place, Scrutin]:
    """Return a ballot for an act of the chair."""
    place, scrutin = scrutin_visible(acteur, pk)
    autoriser(peut_presider(acteur, place.membre, scrutin.point.seance))
    return place, scrutin


def scrutin_a_voter(acteur: Acteur, pk: int) -> tuple[Place, Scrutin]:
    """Return a ballot for a vote: 404 for the recused, 403 for who has no voice in the committee on the day of the sitting."""
    place, scrutin = scrutin_visible(acteur, pk)
    seance = scrutin.point.seance
    siege = siege_de(acteur, timezone.localdate(seance.date_prevue))
    autoriser(peut_voter(siege if siege and siege.comite_id == seance.comite_id else None))
    return place, scrutin


def exiger_pointage(place: Place, membre_pk: int | None) -> None:
    """Let a person note the comings of her own seat (None), or of another's when she presides."""
    autoriser(None if membre_pk is None or place.agit_pour(membre_pk) else PAS_POUR_UN_AUTRE)


def scrutin_a_proclamer(acteur: Acteur, pk: int, *, verrou: bool) -> tuple[Place, Scrutin]:
    """Return a ballot for its proclamation by the chair; ``verrou``: it is locked, what is read of it will be written."""
    place = place_de(acteur)
    scrutin = trouver(scrutins_a_proclamer(membre=place.membre, verrou=verrou).filter(point__in=points_visibles(place)), pk=pk)
    autoriser(peut_entrer(acteur, place.membre) or peut_presider(acteur, place.membre, scrutin.point.seance))
    return replace(place, seance=scrutin.point.seance), scrutin


def dossiers_lisibles(place: Place):
    """Return the frozen files a person may read: at once for who sits, those of published sittings for observers."""
    dossiers = Dossier.objects.filter(point__in=points_visibles(place))
    return dossiers if place.membre or place.prepare else dossiers.filter(point__seance__publiee_at__isnull=False)


def dossier_visible(acteur: Acteur, pk: int) -> tuple[Place, Dossier]:
    """Return a frozen file that the person may open (not recused); observers do once the sitting is published."""
    place = place_de(acteur)
    dossiers = Dossier.objects.filter(point__in=points_visibles(place)).select_related("point__seance", "point__projet")
    dossier = trouver(avec_ouverture(dossiers, place.membre), pk=pk)
    autoriser(peut_lire_decisions(acteur, place.membre, dossier.point.seance.publiee_at is not None))
    return place, dossier


def dossier_des_notes(acteur: Acteur, pk: int) -> tuple[Place, Dossier]:
    """Return a frozen file for those who read its marks: who sits, and the secretary."""
    place, dossier = dossier_lisible(acteur, pk)
    autoriser(peut_entrer(acteur, place.membre))
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
    return place, trouver(deports, pk=pk)


def dossier_a_noter(acteur: Acteur, pk: int) -> tuple[Place, Dossier]:
    """Return a frozen file for a member who scores it."""
    place, dossier = dossier_lisible(acteur, pk)
    autoriser(peut_noter(place.membre))
    return place, dossier


def decisions_lisibles(place: Place):
    """Return the decisions a person may read: those of her files at once for who sits, published ones for observers."""
    decisions = Decision.objects.visibles_par(place.membre)
    return decisions if place.membre or place.prepare else decisions.publiees()


def decisions_du_lecteur(acteur: Acteur):
    """Return the decisions anybody of the programme may read: those of her place, or those published on her own projects."""
    place = place_eventuelle(acteur)
    if place:
        return decisions_lisibles(place)
    equipes = MembreEquipe.objects.filter(utilisateur=acteur.pk, date_fin=None)
    return Decision.objects.publiees().filter(point__projet__in=equipes.values("projet"))


def decision_lisible(acteur: Acteur, pk: int) -> Decision:
    """Return a decision; under embargo it is not there but for those who sit."""
    liees = ("point__seance", "point__projet", "ajournement__personne_en_charge")
    return trouver(decisions_du_lecteur(acteur).select_related(*liees), pk=pk)


def proces_verbal_lisible(acteur: Acteur, pk: int) -> tuple[Place, Seance, frozenset[int]]:
    """Return a sitting for its minutes, and the items a recused member does not read there; observers wait for publication."""
    place, seance = seance_lisible(acteur, pk)
    autoriser(peut_lire_decisions(acteur, place.membre, seance.publiee_at is not None))
    caches = PointOrdreDuJour.objects.filter(seance=seance).exclude(pk__in=points_visibles(place))
    return place, seance, frozenset(caches.values_list("pk", flat=True)) if place.membre else frozenset()


def proces_verbaux_lisibles(place: Place):
    """Return the minutes of the sittings a person knows of; observers read those of published ones."""
    pvs = ProcesVerbal.objects.filter(seance__in=seances_lisibles(place))
    return pvs if place.membre or place.prepare else pvs.filter(seance__publiee_at__isnull=False)


def additif_lisible(acteur: Acteur, seance_pk: int, numero: int) -> tuple[Place, Additif]:
    """Return an additif to minutes a person may read; its free text closes to a member recused from a file of a sitting not public."""
    place = place_de(acteur)
    additifs = Additif.objects.filter(pv__in=proces_verbaux_lisibles(place)).select_related("pv__seance", "version")
    if place.membre:
        recuse = Deport.objects.de(place.membre).filter(projet__points_comite__seance=OuterRef("pv__seance"))
        additifs = additifs.filter(Q(pv__seance__publiee_at__isnull=False) | ~Exists(recuse))
    return place, trouver(additifs, pv__seance=seance_pk, numero=numero)


def pv_redige(acteur: Acteur, pk: int) -> tuple[Seance, ProcesVerbal, frozenset[int]]:
    """Return a sitting and its minutes for an act of its secretary, and the items she is recused from; 404 while there are none."""
    place, seance, caches = proces_verbal_lisible(acteur, pk)
    autoriser(peut_preparer(acteur, place.membre))
    if not hasattr(seance, "proces_verbal"):
        raise Http404
    return seance, seance.proces_verbal, caches


def seance_a_arbitrer(acteur: Acteur, pk: int) -> tuple[Place, Seance]:
    """Return a sitting of financement for those who sit in it; the others have nothing to share."""
    place, seance = salle_ouverte(acteur, pk)
    if seance.type != TypeSeance.FINANCEMENT:
        raise Http404
    return place, seance


def scenario_lisible(acteur: Acteur, pk: int) -> tuple[Place, Scenario]:
    """Return a scenario for those who sit."""
    place = place_de(acteur)
    scenario = trouver(Scenario.objects.filter(seance__in=seances_lisibles(place)).select_related("seance", "auteur"), pk=pk)
    autoriser(peut_entrer(acteur, place.membre))
    return place, scenario


def scenario_a_retenir(acteur: Acteur, pk: int) -> tuple[Place, Scenario]:
    """Return a scenario for the chair."""
    place, scenario = scenario_lisible(acteur, pk)
    autoriser(peut_retenir(place.membre))
    return place, scenario


def point_a_preparer(acteur: Acteur, pk: int) -> tuple[Place, PointOrdreDuJour]:
    """Return an item for an act of the secretary."""
    place, point = point_visible(acteur, pk)
    autoriser(peut_preparer(acteur, place.membre))
    return place, point


def aide_a_retirer(acteur: Acteur, pk: int) -> AideDeMinimis:
    """Return a declared aid for the secretary."""
    place = place_de_secretariat(acteur)
    return trouver(aides_enregistrees(place.membre), pk=pk)
