"""Writing the journal: called inside the transaction of the action it tells."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from socle.comptes.acteur import Acteur
from socle.comptes.enums import Role
from socle.journal.models import Evenement
from socle.journal.registre import verbe

PLATEFORME = "La plateforme"
_en_attente: ContextVar[list[Evenement] | None] = ContextVar("journal_en_attente", default=None)
_TITRES = (
    (Role.COORDINATION, "La coordination"),
    (Role.COMITE, "Le comité"),
    (Role.EXPERT, "L’expert"),
    (Role.EQUIPE, "L’équipe"),
)


def titre_de(acteur: Acteur | None) -> str:
    """Return how the author of an act is named on screen when the app gives nothing better."""
    if acteur is None:
        return PLATEFORME
    return next((titre for role, titre in _TITRES if role in acteur.roles), str(acteur.utilisateur))


def noter(
    code: str,
    *,
    fil: str,
    acteur: Acteur | None,
    objet: str = "",
    auteur_libelle: str = "",
    motif: str = "",
    avant: dict | None = None,
    apres: dict | None = None,
    **details,
) -> Evenement:
    """Write one event. ``code`` must be declared; its phrase must find all its ``{…}`` among ``details``."""
    evenement = _evenement(code, fil, acteur, details, objet, auteur_libelle, motif)
    evenement.avant, evenement.apres = avant, apres
    _ecrire([evenement])
    return evenement


def noter_ensemble(code: str, *, fils: dict[str, dict], acteur: Acteur | None, objet: str = "", motif: str = "") -> list[Evenement]:
    """Write the same act in several threads at once; ``fils`` gives the details told in each."""
    evenements = [_evenement(code, fil, acteur, details, objet, "", motif) for fil, details in fils.items()]
    _ecrire(evenements)
    return evenements


@contextmanager
def noter_a_la_fin() -> Iterator[None]:
    """Write the events of a block in one statement when it ends: an act made of several acts tells them all at once.

    Until then an event has no key. A block that fails tells nothing, as its transaction leaves nothing.
    """
    if _en_attente.get() is not None:
        yield
        return
    jeton = _en_attente.set(evenements := [])
    try:
        yield
    finally:
        _en_attente.reset(jeton)
    _ecrire(evenements)


def _ecrire(evenements: list[Evenement]) -> None:
    en_attente = _en_attente.get()
    if en_attente is None:
        Evenement.objects.bulk_create(evenements)
    else:
        en_attente.extend(evenements)


def _evenement(code: str, fil: str, acteur: Acteur | None, details: dict, objet: str, auteur_libelle: str, motif: str) -> Evenement:
    verbe(code).phrase.format_map(details)
    return Evenement(
        fil=fil,
        verbe_code=code,
        objet=objet,
        auteur=acteur.utilisateur if acteur else None,
        auteur_libelle=auteur_libelle or titre_de(acteur),
        details=details,
        motif=motif,
    )
