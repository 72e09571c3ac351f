"""The exit review of a project: each axis with what each side says, beside the maturity at the end of incubation."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet, Sum

from accompagnement.enums import COMPTES_D_UNE_FIGURE, STATUTS_ENGAGES, Figure
from accompagnement.enums_sortie import CoteBilan, StatutBilan
from accompagnement.models import BilanAutonomie, CompteCredits, Mission, NoteAutonomie
from accompagnement.queries.missions import fonction_de
from socle.comptes.acteur import Acteur


@dataclass(frozen=True)
class LigneAxe:
    """One axis and the notes of each side."""

    code: str
    libelle: str
    projet: NoteAutonomie | None
    coordination: NoteAutonomie | None
    experts: tuple[NoteAutonomie, ...]

    @property
    def notes(self) -> list[NoteAutonomie]:
        return [n for n in (self.projet, self.coordination, *self.experts) if n]


def bilans_visibles(acteur: Acteur) -> QuerySet[BilanAutonomie]:
    """Return the reviews a person may read (her team, the coordination, observers, the experts of the project), with her
    ``fonction`` in the team and ``expert_du_projet``."""
    missions = Mission.objects.filter(projet=OuterRef("projet"), expert__utilisateur=acteur.pk, statut__in=sorted(STATUTS_ENGAGES))
    bilans = BilanAutonomie.objects.select_related("projet__plan_accompagnement", "remis_par", "clos_par")
    lus = bilans.annotate(fonction=fonction_de(acteur, "projet"), expert_du_projet=Exists(missions))
    if acteur.voit_tout:
        return lus
    return lus.filter(fonction__isnull=False) | lus.filter(expert_du_projet=True)


def bilan_remis(projet: str) -> Exists:
    """Whether the team of ``projet`` (a reference of the outer query) has handed its review in."""
    return Exists(BilanAutonomie.objects.filter(projet=OuterRef(projet)).exclude(statut=StatutBilan.EN_COURS))


def bilan_conclu(projet: str) -> Exists:
    """Whether the coordination has concluded the review of ``projet`` (a reference of the outer query)."""
    return Exists(BilanAutonomie.objects.filter(projet=OuterRef(projet), statut=StatutBilan.CLOS))


def restantes_du(projet) -> int:
    """Return the half-days of a project that are free or held."""
    comptes = CompteCredits.objects.filter(projet=projet, nature__in=COMPTES_D_UNE_FIGURE[Figure.RESTANTES])
    return comptes.aggregate(n=Sum("solde", default=0))["n"]


def lignes_du_bilan(bilan: BilanAutonomie) -> list[LigneAxe]:
    """Return the axes in the order of the règlement (one statement)."""
    notes = list(bilan.notes.select_related("par").order_by("pk"))
    return [_ligne(axe, [n for n in notes if n.axe == axe["code"]]) for axe in bilan.axes]


def _ligne(axe: dict, notes: list[NoteAutonomie]) -> LigneAxe:
    par_cote = {n.cote: n for n in notes}
    experts = tuple(n for n in notes if n.cote == CoteBilan.EXPERT)
    return LigneAxe(axe["code"], axe["libelle"], par_cote.get(CoteBilan.PROJET), par_cote.get(CoteBilan.COORDINATION), experts)


def notes_de(bilan: BilanAutonomie, cote: CoteBilan, acteur: Acteur) -> dict[str, NoteAutonomie]:
    """Return what a side has written, by axis; of experts, hers."""
    notes = bilan.notes.filter(cote=cote)
    return {n.axe: n for n in (notes.filter(par=acteur.pk) if cote == CoteBilan.EXPERT else notes).order_by("pk")}
