"""What a project's page shows of the committee."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, TextField
from django.db.models.functions import Cast, JSONObject
from django.utils import timezone

from comite.enums import SensDecision, TypeSeance
from comite.models import ConditionALever, Decision, LigneDecision, PointOrdreDuJour
from manufactures.models import Projet


@dataclass(frozen=True)
class RetourPrevu:
    """An adjournment that still runs."""

    points_a_lever: str
    preuve_attendue: str
    personne_en_charge: str
    date_retour: date
    leve_at: datetime | None


@dataclass(frozen=True)
class DecisionLue:
    """One decision, with its amounts by line in euros."""

    seance: str
    seance_pk: int
    type: TypeSeance
    date: datetime
    sens: SensDecision
    motifs: str
    conditions: str
    preuve_attendue: str
    date_limite: datetime | None
    montant: Decimal
    lignes: dict[str, Decimal]
    publiee: bool
    ajournement: RetourPrevu | None
    pk: int = 0
    a_lever: tuple[ConditionALever, ...] = ()


@dataclass(frozen=True)
class PassageEnComite:
    """The project in the committee: its decisions, the oldest first, and the sitting where it is waiting."""

    decisions: list[DecisionLue]
    prochaine_seance: datetime | None

    @property
    def attend_publication(self) -> bool:
        """The day of the sitting is past: what it decided, if anything, is not told yet."""
        return self.prochaine_seance is not None and self.prochaine_seance < timezone.now()

    @property
    def ajournement(self) -> RetourPrevu | None:
        """The adjournment in force, or None."""
        retours = [d.ajournement for d in self.decisions if d.ajournement and d.ajournement.leve_at is None]
        return retours[-1] if retours else None


def pour_projet(projet: Projet, *, avec_embargo: bool) -> PassageEnComite:
    """Read the committee's acts on a project, in 2 queries. ``avec_embargo``: as its team may, published decisions only."""
    points = PointOrdreDuJour.objects.filter(projet=projet).order_by("seance__date_prevue", "pk")
    points = points.select_related("seance", "decision__ajournement__personne_en_charge").prefetch_related("decision__conditions_a_lever")
    lignes = LigneDecision.objects.filter(decision__point=OuterRef("pk")).order_by("pk")
    lus = list(points.annotate(lignes=ArraySubquery(lignes.values(json=JSONObject(ligne="ligne", montant=Cast("montant", TextField()))))))
    decides = [p for p in lus if _decision(p) and (p.seance.publiee_at or not avec_embargo)]
    return PassageEnComite([_lire(p) for p in decides], _prochaine_seance(lus, avec_embargo=avec_embargo))


def _prochaine_seance(points: list[PointOrdreDuJour], *, avec_embargo: bool) -> datetime | None:
    """Return when the file is read next. Under embargo nothing moves before the sitting is published: neither a decision
    taken in it, nor the return of an adjournment on another agenda, may show."""
    if avec_embargo:
        attendus = [p for p in points if p.seance.publiee_at is None]
    else:
        attendus = [p for p in points if p.seance.levee_at is None and not _decision(p)]
    return next((p.seance.date_prevue for p in attendus if p.seance.convoquee_at), None)


def _decision(point: PointOrdreDuJour) -> Decision | None:
    return getattr(point, "decision", None)


def _lire(point: PointOrdreDuJour) -> DecisionLue:
    d = point.decision
    a = getattr(d, "ajournement", None)
    retour = a and RetourPrevu(a.points_a_lever, a.preuve_attendue, str(a.personne_en_charge), a.date_retour, a.leve_at)
    return DecisionLue(
        seance=point.seance.reference, seance_pk=point.seance_id, type=TypeSeance(d.type), date=d.prise_at, sens=d.etat,
        motifs=d.motifs, conditions=d.conditions, preuve_attendue=d.preuve_attendue, date_limite=d.date_limite, montant=d.montant,
        lignes={li["ligne"]: Decimal(li["montant"]) for li in point.lignes}, publiee=point.seance.publiee_at is not None,
        ajournement=retour, pk=d.pk, a_lever=tuple(d.conditions_a_lever.all()),
    )  # fmt: skip
