"""Whether quorum was missed in a sitting: what opens a second convocation."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from comite.enums import SEANCES_LEVEES, StatutSeance
from comite.models import Deport, Membre, Note, PointOrdreDuJour, Presence, Procuration, Seance
from comite.queries.agenda import membres_de
from comite.queries.sieges import voix_de


def points_sans_decision(seance: Seance) -> QuerySet[PointOrdreDuJour]:
    """Return the items of a sitting that were not decided, in their order, with their files."""
    return PointOrdreDuJour.objects.filter(seance=seance, decision=None).select_related("projet", "dossier").order_by("rang", "pk")


def seances_a_reconvoquer(*, verrou: bool = False) -> QuerySet[Seance]:
    """Return sittings with their committee; ``verrou`` locks the committee, which makes its sittings one at a time."""
    seances = Seance.objects.select_related("comite")
    return seances.select_for_update(of=("comite",)) if verrou else seances


def points_a_reprendre(seance: Seance) -> QuerySet[PointOrdreDuJour]:
    """Return the items not decided with their marks, ``notes_lues``, and whether a second convocation has taken them, ``repris``."""
    notes = Note.objects.filter(dossier__point=OuterRef("pk")).order_by("pk")
    lue = JSONObject(membre_id="membre_id", critere_id="critere_id", valeur="valeur", commentaire="commentaire")
    return points_sans_decision(seance).annotate(
        notes_lues=ArraySubquery(notes.values(lue=lue)), repris=Exists(Seance.objects.filter(seconde_convocation_de=seance))
    )


def quorum_manque(seance: Seance) -> bool:
    """Tell whether an item was left undecided without quorum: counted on who is there, or was there when it was lifted."""
    if seance.etat != StatutSeance.OUVERTE and seance.etat not in SEANCES_LEVEES:
        return False
    membres = _membres_lus(seance)
    return any(not _atteint(seance, membres, point) for point in points_sans_decision(seance))


def _membres_lus(seance: Seance) -> list[Membre]:
    """Return the seats in one statement, each with who carries its voice and the projects it is recused from."""
    jusqu_au_bout = Q(depart_at=None) | Q(depart_at__gte=F("seance__levee_at"))
    presences = Presence.objects.filter(jusqu_au_bout, seance=seance, membre=OuterRef("pk"))
    procurations = Procuration.objects.filter(seance=seance, mandant=OuterRef("pk"))
    deports = Deport.objects.de(OuterRef("pk")).order_by("pk")
    return list(membres_de(seance).annotate(
        present=Exists(presences),
        mandataire_id=Subquery(procurations.values("mandataire")[:1]),
        recuse_de=ArraySubquery(deports.values("projet")),
    ))  # fmt: skip


def _atteint(seance: Seance, membres: list[Membre], point: PointOrdreDuJour) -> bool:
    for membre in membres:
        membre.deporte = point.projet_id in membre.recuse_de
    return voix_de(seance, membres).atteint
