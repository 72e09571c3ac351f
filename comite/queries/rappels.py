"""What the reminders of the committee read: the sittings to come, who convenes them and who was convened, in one statement."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject, TruncDate

from comite.enums import Reponse, StatutSeance
from comite.models import Membre, ReponseConvocation, Seance
from socle.comptes.enums import Role
from socle.comptes.models import Adhesion
from socle.lib.dates import PARIS


@dataclass
class SiegeConvoque:
    """A seat on the day of a sitting, and its answer."""

    pk: int
    utilisateur_id: int
    suppleant_de_id: int | None
    voix: bool
    reponse: Reponse


@dataclass(frozen=True)
class SeanceARappeler:
    """A sitting to come: the ids of who may convene it while it is in preparation, then the seats convened."""

    seance: Seance
    secretariat: list[int]
    sieges: list[SiegeConvoque]


def _du_jour() -> QuerySet[Membre]:
    """The seats held on the ``jour`` of the outer sitting."""
    en_mandat = Q(mandat_fin=None) | Q(mandat_fin__gte=OuterRef("jour"))
    return Membre.objects.filter(en_mandat, comite=OuterRef("comite"), mandat_debut__lte=OuterRef("jour")).order_by("siege", "pk")


def seances_a_rappeler(instant: datetime) -> list[SeanceARappeler]:
    """Return the sittings in preparation or convened, the soonest first. One statement."""
    a_venir = Seance.objects.filter(statut__in=[StatutSeance.EN_PREPARATION, StatutSeance.CONVOQUEE], date_prevue__gt=instant)
    lues = a_venir.annotate(jour=TruncDate("date_prevue", tzinfo=PARIS)).order_by("date_prevue", "pk")
    return [_lire(s) for s in lues.annotate(secretariat=ArraySubquery(_secretariat()), sieges=ArraySubquery(_sieges_convoques()))]


def _lire(seance: Seance) -> SeanceARappeler:
    if seance.etat is StatutSeance.EN_PREPARATION:
        return SeanceARappeler(seance, seance.secretariat, [])
    return SeanceARappeler(seance, [], [_siege(ligne) for ligne in seance.sieges])


def _secretariat() -> QuerySet:
    """The coordination, and the secretaries of the committee on the ``jour`` of the outer sitting."""
    coordination = Adhesion.objects.filter(role=Role.COORDINATION, date_fin=None).order_by().values("utilisateur")
    return coordination.union(_du_jour().filter(est_secretariat=True).order_by().values("utilisateur")).order_by("utilisateur")


def _sieges_convoques() -> QuerySet:
    """The seats held on the ``jour`` of the outer sitting, with the last answer given since it was convened."""
    reponses = ReponseConvocation.objects.filter(
        membre=OuterRef("pk"), seance=OuterRef(OuterRef("pk")), donnee_at__gte=OuterRef(OuterRef("convoquee_at"))
    ).order_by("-donnee_at", "-pk")
    champs = {cle: F(cle) for cle in ("pk", "utilisateur_id", "suppleant_de_id", "voix")}
    return _du_jour().annotate(reponse=Subquery(reponses.values("reponse")[:1])).values(ligne=JSONObject(**champs, reponse=F("reponse")))


def _siege(ligne: dict) -> SiegeConvoque:
    return SiegeConvoque(**ligne | {"reponse": Reponse(ligne["reponse"] or Reponse.SANS_REPONSE)})
