"""The arbitration of a sitting as each person may see it: envelope, ranked files, scenarios. Nothing here decides."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Exists, F, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from comite.models import Decision, Enveloppe, LigneScenario, Membre, PointOrdreDuJour, Scenario, Seance
from comite.models.seance import sans_deport
from comite.queries.aides import cumuls_de_minimis
from comite.queries.depouillements import Notation
from comite.queries.notation import notations_lues
from comite.regles_arbitrage import ZERO, CumulDeMinimis, au_prorata, depassement, selon_le_rang
from socle.comptes import reglement

DEPARTS = {"rang": selon_le_rang, "prorata": au_prorata}
COMPARES = 3  # scenarios side by side


@dataclass(frozen=True)
class Case:
    """One amount that may be tried: a line of a file, what is asked and what the scenario gives (euros)."""

    point_pk: int
    projet: str
    ligne: str
    libelle: str
    demande: Decimal
    montant: Decimal

    @property
    def champ(self) -> str:
        return f"montant_{self.point_pk}_{self.ligne}"


@dataclass(frozen=True)
class LigneArbitrage:
    """One file: what it asks by line, its mark and rank as the reader may know them, what was decided (euros)."""

    point: PointOrdreDuJour
    notation: Notation | None
    demandes: dict[str, Decimal]
    de_minimis: CumulDeMinimis | None = None

    @property
    def demande(self) -> Decimal:
        return sum(self.demandes.values(), ZERO)

    @property
    def autres(self) -> Decimal:
        """What the other funders bring or are asked for, as the frozen file tells it."""
        return sum(self._autres().values(), ZERO)

    @property
    def acquis(self) -> Decimal:
        """What the other funders have granted."""
        return self._autres().get("acquis", ZERO)

    def _autres(self) -> dict[str, Decimal]:
        dossier, sommes = getattr(self.point, "dossier", None), defaultdict(Decimal)
        for _, montant, *etat in dossier.contenu.get("autres_financeurs", []) if dossier else ():
            sommes["".join(etat)] += Decimal(montant)
        return sommes

    @property
    def decision(self) -> Decision | None:
        return getattr(self.point, "decision", None)

    @property
    def exces_de_minimis(self) -> Decimal:
        """By how much what is asked would exceed the ceiling of de minimis aid."""
        return self.de_minimis.exces(self.demande) if self.de_minimis and not self.decision else ZERO


@dataclass(frozen=True)
class ScenarioLu:
    """A scenario over the files its reader sees. To a recused member neither its name nor its reason is told."""

    scenario: Scenario
    nom: str
    montants: dict[tuple[int, str], Decimal]
    reste_avant: Decimal
    motif: str = ""

    def de(self, point_pk: int) -> Decimal:
        """What it gives to a file."""
        return sum((m for (point, _), m in self.montants.items() if point == point_pk), ZERO)

    @property
    def total(self) -> Decimal:
        return sum(self.montants.values(), ZERO)

    @property
    def depassement(self) -> Decimal:
        return depassement(self.reste_avant, self.total)

    @property
    def reste(self) -> Decimal:
        return self.reste_avant - self.total


@dataclass(frozen=True)
class Arbitrage:
    """The envelope (euros) and the files, the best ranked first."""

    seance: Seance
    total: Decimal
    passe: Decimal
    decide: Decimal
    partiel: bool
    lignes: list[LigneArbitrage]
    libelles: dict[str, str] = field(default_factory=dict)

    @property
    def reste(self) -> Decimal:
        """What is left for the files not decided yet."""
        return self.total - self.passe - self.decide

    @property
    def demande(self) -> Decimal:
        return sum((li.demande for li in self.lignes), ZERO)

    @property
    def a_decider(self) -> list[LigneArbitrage]:
        return [li for li in self.lignes if li.decision is None]

    def cases(self, montants: dict[tuple[int, str], Decimal]) -> list[Case]:
        """Return the amounts that may be tried, filled with those of a scenario."""
        return [
            Case(li.point.pk, str(li.point.projet), code, libelle, li.demandes[code], montants.get((li.point.pk, code), ZERO))
            for li in self.a_decider
            for code, libelle in self.libelles.items()
        ]

    def depart(self, nom: str) -> dict[int, dict[str, Decimal]]:
        """Return the amounts a new scenario starts from."""
        demandes = {li.point.pk: li.demandes for li in self.a_decider}
        return DEPARTS[nom](demandes, self.reste) if nom in DEPARTS else {}


def lire_arbitrage(seance: Seance, membre: Membre | None, *, avec_aides: bool = True) -> Arbitrage:
    """Read the arbitration as a person may, in 3 statements, 4 or 5 with the de minimis aid of its files.

    A recused member finds no trace of her file: not in the rows, nor the ranks, nor a total. What earlier sittings granted
    to a project she is recused from is left out too, until it is published.
    """
    libelles = {ligne.code: ligne.libelle for ligne in reglement.valeur("manufactures.lignes_subvention")}
    points = list(
        PointOrdreDuJour.objects.filter(seance=seance)
        .visibles_par(membre)
        .select_related("projet__structure", "decision", "dossier")
        .defer("dossier__contenu")
        .annotate(demandes=F("dossier__contenu__montants_demandes"))
    )
    for point in points:
        point.seance = seance
    notations, cumuls = notations_lues(seance.pk, membre), cumuls_de_minimis(points, membre) if avec_aides else {}
    lignes = [LigneArbitrage(p, notations.get(p.pk), _demandes(p, libelles), cumuls.get(p.pk)) for p in points]
    lignes.sort(key=lambda li: (li.notation.rang if li.notation else 999, li.point.rang))
    decide = sum((li.decision.montant for li in lignes if li.decision), ZERO)
    total, passe, partiel = _enveloppe(seance, membre)
    return Arbitrage(seance, total, passe, decide, partiel, lignes, libelles)


def _demandes(point: PointOrdreDuJour, lignes: Iterable[str]) -> dict[str, Decimal]:
    """Return what a file asks by line; 0 where it says nothing."""
    return {ligne: Decimal(str((point.demandes or {}).get(ligne, 0))) for ligne in lignes}


def _enveloppe(seance: Seance, membre: Membre | None) -> tuple[Decimal, Decimal, bool]:
    """Return the envelope, what is granted outside this sitting (as its reader may know), and whether a file is hidden."""
    tues, caches = Decision.objects.none(), PointOrdreDuJour.objects.none()
    if membre:
        tues = (
            Decision.objects.exclude(point__seance=seance)
            .filter(point__seance__publiee_at=None)
            .exclude(sans_deport(membre, "point__projet"))
        )
        caches = PointOrdreDuJour.objects.filter(seance=seance).exclude(sans_deport(membre, "projet"))
    lue = Enveloppe.objects.annotate(
        ici=_somme(Decision.objects.filter(point__seance=seance)), tues=_somme(tues), caches=Exists(caches)
    ).first()
    if lue is None:
        return ZERO, ZERO, False
    return lue.montant_total, lue.montant_attribue - lue.ici - lue.tues, lue.caches


def _somme(decisions):
    sommes = decisions.order_by().values("programme").annotate(somme=Sum("montant")).values("somme")
    return Coalesce(Subquery(sommes), Value(ZERO))


def scenarios_de(arbitrage: Arbitrage, scenarios: Iterable[Scenario]) -> list[ScenarioLu]:
    """Read scenarios over the files of an arbitration, in one statement."""
    scenarios = list(scenarios)
    visibles = {li.point.pk for li in arbitrage.a_decider}
    lignes = LigneScenario.objects.filter(scenario__in=[s.pk for s in scenarios], point__in=visibles)
    montants: dict[int, dict[tuple[int, str], Decimal]] = {s.pk: {} for s in scenarios}
    for scenario, point, ligne, montant in lignes.order_by().values_list("scenario", "point", "ligne", "montant"):
        montants[scenario][point, ligne] = montant
    return [
        ScenarioLu(s, nom_lu(s, arbitrage.partiel), montants[s.pk], arbitrage.reste, "" if arbitrage.partiel else s.motif_choix)
        for s in scenarios
    ]


def nom_lu(scenario: Scenario, partiel: bool) -> str:
    """Return how a scenario is named to its reader: a free name might tell of a file hidden from her."""
    return f"Scénario {scenario.pk}" if partiel else scenario.nom


def scenarios_de_la_seance(seance: Seance) -> list[Scenario]:
    """Return the scenarios of a sitting: the one kept first, then the latest."""
    return list(Scenario.objects.filter(seance=seance).select_related("auteur").order_by(F("choisi_at").asc(nulls_last=True), "-pk")[:30])
