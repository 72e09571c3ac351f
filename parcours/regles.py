"""The life-line of a project, read from its passages, and when its support may open: pure, no ORM, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from manufactures.enums import StatutProjet
from socle.lib.refus import Refus

_S = StatutProjet


@dataclass(frozen=True)
class Etape:
    """One node of the life-line: ``classe`` is fait, ici or avenir; ``quand`` a short French line."""

    titre: str
    classe: str
    quand: str = ""
    icone: str = ""
    date: datetime | None = None


NOEUDS = ("Candidature", "Label", "Incubation", "Comité", "Subvention", "Accompagnement", "Sortie")
# The node where a project stands in each status, and the statuses whose passage completes a node.
NOEUD_DU_STATUT = {
    _S.BROUILLON: 0,
    _S.DEPOSE: 0,
    _S.HORS_DELAI: 0,
    _S.IRRECEVABLE: 0,
    _S.RECEVABLE: 1,
    _S.LISTE_ATTENTE: 1,
    _S.NON_RETENU: 1,
    _S.LABELLISE: 2,
    _S.EN_INCUBATION: 2,
    _S.EN_COMITE: 3,
    _S.AJOURNE: 3,
    _S.NON_FINANCE: 4,
    _S.SOUS_RESERVE: 4,
    _S.FINANCE: 5,
    _S.EN_ACCOMPAGNEMENT: 5,
    _S.SORTI: 6,
}
FAIT_PAR = (
    frozenset({_S.DEPOSE, _S.HORS_DELAI}),
    frozenset({_S.LABELLISE}),
    frozenset({_S.EN_COMITE}),
    frozenset({_S.FINANCE, _S.SOUS_RESERVE, _S.NON_FINANCE}),
    frozenset({_S.FINANCE, _S.SOUS_RESERVE}),
    frozenset({_S.SORTI}),
    frozenset({_S.SORTI}),
)
ARRETS = frozenset({_S.IRRECEVABLE, _S.NON_RETENU, _S.NON_FINANCE, _S.ABANDON})


def noeud_courant(statuts: Sequence[StatutProjet]) -> int:
    """Return the index of the node where a project stands; a suspended or abandoned one stays where it was."""
    return next((NOEUD_DU_STATUT[s] for s in reversed(statuts) if s in NOEUD_DU_STATUT), 0)


def ligne_de_vie(passages: Sequence[tuple[StatutProjet, datetime]]) -> list[Etape]:
    """Return the seven nodes of a project from its passages, oldest first (the last one is where it stands)."""
    statuts = [statut for statut, _ in passages]
    ici = noeud_courant(statuts)
    dates = {statut: date for statut, date in passages}
    etapes = []
    for rang, titre in enumerate(NOEUDS):
        date = next((dates[s] for s in statuts if s in FAIT_PAR[rang]), None)
        classe = "fait" if rang < ici else "ici" if rang == ici else "avenir"
        etapes.append(Etape(titre, classe, icone={"fait": "check-lg", "ici": "geo-alt-fill"}.get(classe, ""), date=date if classe == "fait" else None))
    return _arreter(etapes, statuts[-1] if statuts else StatutProjet.BROUILLON, ici)


def _arreter(etapes: list[Etape], statut: StatutProjet, ici: int) -> list[Etape]:
    """A project that stopped shows where, in words; an exited one has no node ahead."""
    if statut in ARRETS:
        etapes[ici] = replace(etapes[ici], quand=statut.label, icone=statut.icone)
    if statut is StatutProjet.SORTI:
        etapes[ici] = replace(etapes[ici], classe="fait", icone="flag-fill")
    return etapes


FINANCES = frozenset({_S.FINANCE, _S.SOUS_RESERVE})
DEJA_OUVERT = Refus("accompagnement_ouvert", "L’accompagnement de ce projet est déjà ouvert.")
PAS_FINANCE = Refus("pas_finance", "L’accompagnement s’ouvre une fois les financements octroyés par le comité.")
PAS_PUBLIE = Refus(
    "decision_non_publiee", "La décision du comité n’est pas encore publiée : l’accompagnement s’ouvre une fois les financements octroyés."
)


def refus_d_ouvrir_l_accompagnement(statut: StatutProjet, *, sous_embargo: bool) -> Refus | None:
    """Say why the support of a project cannot open, or None.

    « Une phase d’accompagnement sur mesure de chaque Manufacture, durant 2 ans, une fois les financements octroyés. »
    A grant that its team may not read yet (``sous_embargo``) is not granted: opening would tell it.
    """
    if statut is _S.EN_ACCOMPAGNEMENT:
        return DEJA_OUVERT
    if statut not in FINANCES:
        return PAS_FINANCE
    return PAS_PUBLIE if sous_embargo else None
