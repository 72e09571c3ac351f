"""The board project × module of a sous-promotion, in a fixed number of statements."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from incubation.enums import EtatLivrable
from incubation.models import Affectation, Livrable, Module, SousPromotion
from incubation.queries.assiduite import Assiduite, assiduites
from manufactures.models import Projet
from socle.comptes.reglement import valeur

# How a cell of the board is drawn: class and icon.
DESSINS = {
    EtatLivrable.VALIDE: ("valide", "check-lg"),
    EtatLivrable.EN_RELECTURE: ("t-bleu", "eye-fill"),
    EtatLivrable.A_COMPLETER: ("t-minium", "pencil-square"),
    EtatLivrable.EN_RETARD: ("retard", "alarm-fill"),
    EtatLivrable.A_DEPOSER: ("ouvert", "circle"),
    EtatLivrable.DELAI_ACCORDE: ("t-bleu", "calendar-plus"),
    EtatLivrable.A_VENIR: ("futur", "dash"),
    EtatLivrable.SANS_OBJET: ("futur", "archive"),
}


@dataclass(frozen=True)
class Case:
    """One livrable on the board."""

    numero: int
    livrable_pk: int | None
    etat: EtatLivrable
    classe: str
    icone: str


@dataclass(frozen=True)
class Ligne:
    """One project on the board."""

    projet: Projet
    cases: list[Case]
    assiduite: Assiduite
    alerte: bool


@dataclass(frozen=True)
class Plateau:
    """The board of a sous-promotion and its row of totals."""

    sous_promotion: SousPromotion
    modules: list[Module]
    lignes: list[Ligne]
    valides: list[int]

    @property
    def assiduite(self) -> int | None:
        """The attendance of the whole group, in per cent."""
        total = Assiduite(sum(x.assiduite.signatures for x in self.lignes), sum(x.assiduite.attendues for x in self.lignes))
        return total.pourcent


def plateau(sous_promotion: SousPromotion, instant: datetime) -> Plateau:
    """Return the board of a sous-promotion at an instant, in five statements whatever its size."""
    projets = projets_places(sous_promotion)
    modules = list(Module.objects.all())
    livrables = _livrables_par_projet(projets)
    presences = assiduites([p.pk for p in projets], timezone.localdate(instant))
    seuil = valeur("incubation.presence_seuil")
    lignes = [_ligne(p, [_case(m, livrables[p.pk].get(m.pk), instant) for m in modules], presences[p.pk], seuil) for p in projets]
    valides = [sum(ligne.cases[rang].etat == EtatLivrable.VALIDE for ligne in lignes) for rang in range(len(modules))]
    return Plateau(sous_promotion, modules, lignes, valides)


def projets_places(sous_promotion: SousPromotion) -> list[Projet]:
    """Return the projects that sit in a sous-promotion now, by name."""
    affectations = Affectation.objects.filter(sous_promotion=sous_promotion, date_fin=None)
    return [a.projet for a in affectations.select_related("projet").order_by("projet__nom", "projet")]


def _livrables_par_projet(projets: list[Projet]) -> dict[int, dict[int, Livrable]]:
    groupes = defaultdict(dict)
    for livrable in Livrable.objects.filter(projet__in=projets).order_by("pk"):
        groupes[livrable.projet_id].setdefault(livrable.module_id, livrable)
    return groupes


def _case(module: Module, livrable: Livrable | None, instant: datetime) -> Case:
    etat = livrable.etat_a(instant) if livrable else EtatLivrable.SANS_OBJET
    return Case(module.numero, livrable.pk if livrable else None, etat, *DESSINS[etat])


def _ligne(projet: Projet, cases: list[Case], presence: Assiduite, seuil) -> Ligne:
    return Ligne(projet, cases, presence, presence.part is not None and presence.part < seuil)
