"""Who comes to a sitting, and the quorum to expect item by item: for its secretary and its chair."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from comite.enums import REPONSES, REPONSES_PRESENTES, Reponse
from comite.models import Deport, Membre, PointOrdreDuJour, Procuration, ReponseConvocation, Seance
from comite.queries.agenda import membres_de
from comite.queries.sieges import voix_de
from comite.regles import Voix
from socle.courriers.models import Courrier

CONVOCATIONS = ("comite_convocation", "comite_report")


def membres_et_reponses(seance: Seance) -> list[Membre]:
    """Return the seats of the day, each with ``reponse`` (a ``Reponse``), ``precision``, ``repondu_at`` and ``mandataire_id``."""
    reponses = ReponseConvocation.objects.filter(seance=seance, membre=OuterRef("pk"), donnee_at__gte=seance.convoquee_at)
    derniere = reponses.order_by("-donnee_at", "-pk")
    procurations = Procuration.objects.filter(seance=seance, mandant=OuterRef("pk"))
    membres = membres_de(seance).annotate(
        reponse_code=Subquery(derniere.values("reponse")[:1]),
        precision=Subquery(derniere.values("commentaire")[:1]),
        repondu_at=Subquery(derniere.values("donnee_at")[:1]),
        mandataire_id=Subquery(procurations.values("mandataire")[:1]),
    )
    return [_lire(membre) for membre in membres]


def _lire(membre: Membre) -> Membre:
    membre.reponse = Reponse(membre.reponse_code or Reponse.SANS_REPONSE)
    return membre


def doit_repondre(membre: Membre | None, seance: Seance) -> bool:
    """Tell whether a member has yet to answer the last convocation of a sitting."""
    if membre is None:
        return False
    return not ReponseConvocation.objects.filter(seance=seance, membre=membre, donnee_at__gte=seance.convoquee_at).exists()


def membres_a_convoquer(seance: Seance) -> list[Membre]:
    """Return the seats of the day that no convocation was written to: the outbox tells."""
    ecrits = Courrier.objects.filter(fil=seance.fil, gabarit__in=CONVOCATIONS, created_at__gte=seance.convoquee_at)
    actifs = membres_de(seance).filter(utilisateur__is_active=True)
    return list(actifs.exclude(utilisateur__in=ecrits.exclude(destinataire=None).values("destinataire")))


@dataclass(frozen=True)
class PointAttendu:
    """One item and the voices to expect for it; counts only, no name of a recused member."""

    point: PointOrdreDuJour
    voix: Voix


def quorum_attendu(seance: Seance, membres: list[Membre], points: Sequence[PointOrdreDuJour]) -> list[PointAttendu]:
    """Return each item with its expected voices if everybody does what she answered (``membres_et_reponses``)."""
    projets = [point.projet_id for point in points]
    deports = Deport.objects.par_siege(projets)
    return [PointAttendu(point, _voix_attendues(seance, membres, point, deports)) for point in points]


def _voix_attendues(seance: Seance, membres: list[Membre], point: PointOrdreDuJour, deports: set) -> Voix:
    for membre in membres:
        membre.present = membre.reponse in REPONSES_PRESENTES
        membre.deporte = (membre.pk, point.projet_id) in deports
    return voix_de(seance, membres)


def attendus_sans_reponse(membres: list[Membre]) -> list[Membre]:
    """Return the seats that still must answer: titulaires, and the suppléants of an excused one."""
    excuses = {m.pk for m in membres if m.reponse == Reponse.EXCUSE}
    return [m for m in membres if m.reponse == Reponse.SANS_REPONSE and (not m.suppleant_de_id or m.suppleant_de_id in excuses)]


def comptes_des_reponses(membres: list[Membre]) -> list[tuple[Reponse, int]]:
    """Return how many gave each answer, none last."""
    return [(r, sum(m.reponse == r for m in membres)) for r in (*REPONSES, Reponse.SANS_REPONSE)]


def reponses_de(seance: Seance, membre: Membre) -> list[ReponseConvocation]:
    """Return what a member answered to this sitting, the last first."""
    return list(ReponseConvocation.objects.filter(seance=seance, membre=membre).order_by("-donnee_at", "-pk")[:5])


def votants_de_confiance(seance: Seance, membre: Membre | None):
    """Return who may carry a member's voice: another seat with a voice, on the day of the sitting."""
    autres = membres_de(seance).filter(voix=True)
    return autres.exclude(pk=membre.voix_id).exclude(suppleant_de=membre.voix_id) if membre else autres
