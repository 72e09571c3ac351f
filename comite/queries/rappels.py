"""What the reminders of the committee read: one statement for the sittings to convene, one for the seats convened."""

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


def _a_venir(statut: StatutSeance, instant: datetime) -> QuerySet[Seance]:
    seances = Seance.objects.filter(statut=statut, date_prevue__gt=instant).order_by("date_prevue", "pk")
    return seances.annotate(jour=TruncDate("date_prevue", tzinfo=PARIS))


def _du_jour() -> QuerySet[Membre]:
    """The seats held on the ``jour`` of the outer sitting."""
    en_mandat = Q(mandat_fin=None) | Q(mandat_fin__gte=OuterRef("jour"))
    return Membre.objects.filter(en_mandat, comite=OuterRef("comite"), mandat_debut__lte=OuterRef("jour")).order_by("siege", "pk")


def seances_en_preparation(instant: datetime) -> list[Seance]:
    """Return the sittings not convened yet, each with ``secretariat``: the ids of the people who may convene it."""
    coordination = Adhesion.objects.filter(role=Role.COORDINATION, date_fin=None).order_by("utilisateur")
    secretaires = _du_jour().filter(est_secretariat=True)
    seances = _a_venir(StatutSeance.EN_PREPARATION, instant).annotate(
        coordination=ArraySubquery(coordination.values("utilisateur")), secretaires=ArraySubquery(secretaires.values("utilisateur"))
    )
    return [_avec_secretariat(seance) for seance in seances]


def _avec_secretariat(seance: Seance) -> Seance:
    seance.secretariat = sorted({*seance.coordination, *seance.secretaires})
    return seance


def seances_convoquees(instant: datetime) -> list[tuple[Seance, list[SiegeConvoque]]]:
    """Return the sittings convened and to come, with their seats."""
    reponses = ReponseConvocation.objects.filter(
        membre=OuterRef("pk"), seance=OuterRef(OuterRef("pk")), donnee_at__gte=OuterRef(OuterRef("convoquee_at"))
    ).order_by("-donnee_at", "-pk")
    champs = {cle: F(cle) for cle in ("pk", "utilisateur_id", "suppleant_de_id", "voix")}
    sieges = _du_jour().annotate(reponse=Subquery(reponses.values("reponse")[:1]))
    lignes = sieges.values(ligne=JSONObject(**champs, reponse=F("reponse")))
    return [(s, [_siege(ligne) for ligne in s.sieges]) for s in _a_venir(StatutSeance.CONVOQUEE, instant).annotate(sieges=ArraySubquery(lignes))]


def _siege(ligne: dict) -> SiegeConvoque:
    return SiegeConvoque(**ligne | {"reponse": Reponse(ligne["reponse"] or Reponse.SANS_REPONSE)})
