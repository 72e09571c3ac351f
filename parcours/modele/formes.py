"""The shape of a programme's model: frozen values, in the order of the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class ModeleInvalide(ValueError):
    """The file is not a model; the message is French and names the place (``chemin``) and what to correct."""

    def __init__(self, chemin: str, phrase: str):
        super().__init__(f"{chemin} : {phrase}" if chemin else phrase)
        self.chemin = chemin
        self.phrase = phrase


class Outil(StrEnum):
    """The structured tool in which an attendu is filled in."""

    CARTOGRAPHIE = "cartographie"
    BUDGET = "budget"
    PLAN_ACTIONS = "plan_actions"
    EQUIPEMENTS = "equipements"
    INDICATEURS = "indicateurs"


@dataclass(frozen=True)
class PaletteModele:
    """The four colours a programme may change in one theme, as ``#RRGGBB``."""

    vert: str
    vert_fort: str
    vert_doux: str
    sur_vert: str


@dataclass(frozen=True)
class CouleursModele:
    """The colours of a programme; ``None`` keeps the platform's own."""

    clair: PaletteModele | None = None
    sombre: PaletteModele | None = None


@dataclass(frozen=True)
class IdentiteModele:
    """How the programme presents itself; ``exemple`` marks a fictional one."""

    nom: str
    accroche: str
    animateur: str
    description: str
    exemple: bool
    couleurs: CouleursModele


@dataclass(frozen=True)
class VagueModele:
    """A selection time. Planned (``selection_prevue``), actual (``cloture``) and published dates are three facts.

    Hours are Europe/Paris. ``publication`` is ``None`` while the results are not public.
    """

    numero: int
    code: str
    nom: str
    ouverture: datetime
    cloture: datetime
    selection_prevue: date
    publication: date | None = None


@dataclass(frozen=True)
class AttenduModele:
    """One bullet of a module; ``outil`` is the structured tool it asks for, if any."""

    code: str
    intitule: str
    outil: Outil | None = None


@dataclass(frozen=True)
class ModuleModele:
    """A block of the incubation, and an axis of maturity. ``besoins`` are the codes of the needs it may reveal."""

    numero: int
    code: str
    titre: str
    nom_court: str
    critique: bool
    besoins: tuple[str, ...]
    attendus: tuple[AttenduModele, ...]


@dataclass(frozen=True)
class BesoinModele:
    """A family of needs on which credits can be drawn."""

    code: str
    titre: str
    nom_court: str
    description: str


@dataclass(frozen=True)
class ConditionModele:
    """An admission condition and the proof expected for it."""

    code: str
    intitule: str
    aide: str
    preuve: str


@dataclass(frozen=True)
class CritereModele:
    """A criterion of the committee. ``module`` is the code of the module where its evidence is found."""

    code: str
    intitule: str
    aide: str
    poids: int
    critique: bool
    module: str | None = None


@dataclass(frozen=True)
class CriteresModele:
    """The two grids: one for the label, one for the grant."""

    labellisation: tuple[CritereModele, ...]
    financement: tuple[CritereModele, ...]


@dataclass(frozen=True)
class ChoixModele:
    """An entry of a closed list: territory, filière, legal form, axis of autonomy, line of grant."""

    code: str
    intitule: str
    description: str | None = None


@dataclass(frozen=True)
class GabaritModele:
    """A letter: ``objet`` and ``corps`` hold ``{fields}`` listed in ``CHAMPS_DES_GABARITS``."""

    code: str
    objet: str
    corps: str


@dataclass(frozen=True)
class Modele:
    """A whole programme before it opens. ``reglages`` maps ``application.cle`` to a raw value (read-only)."""

    code: str
    identite: IdentiteModele
    vagues: tuple[VagueModele, ...]
    modules: tuple[ModuleModele, ...]
    besoins: tuple[BesoinModele, ...]
    conditions_admission: tuple[ConditionModele, ...]
    territoires: tuple[ChoixModele, ...]
    filieres: tuple[ChoixModele, ...]
    formes_juridiques: tuple[ChoixModele, ...]
    criteres: CriteresModele
    axes_autonomie: tuple[ChoixModele, ...]
    lignes_financement: tuple[ChoixModele, ...]
    gabarits: tuple[GabaritModele, ...]
    reglages: Mapping[str, object] = field(hash=False)
