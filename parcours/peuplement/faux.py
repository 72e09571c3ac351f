"""Invented values of example projects: no real name, every manufacture says that it is an example."""

from collections import deque
from random import Random

from manufactures.enums import PASSAGES, StatutProjet

_S = StatutProjet
# Where projects stand, in a hundred.
REPARTITION = {
    _S.BROUILLON: 6,
    _S.DEPOSE: 8,
    _S.HORS_DELAI: 1,
    _S.RECEVABLE: 8,
    _S.IRRECEVABLE: 3,
    _S.NON_RETENU: 15,
    _S.LISTE_ATTENTE: 2,
    _S.LABELLISE: 8,
    _S.EN_INCUBATION: 20,
    _S.EN_COMITE: 4,
    _S.AJOURNE: 3,
    _S.FINANCE: 3,
    _S.NON_FINANCE: 2,
    _S.EN_ACCOMPAGNEMENT: 13,
    _S.SORTI: 4,
}
FILIERES = (
    "bois",
    "métal",
    "textile",
    "céramique",
    "agroalimentaire",
    "cuir",
    "papier",
    "réemploi",
    "fabrication numérique",
    "métiers d’art",
)
COMMUNES = tuple(f"Commune d’exemple {n}" for n in range(1, 400))


def chemin_vers(statut: StatutProjet) -> list[StatutProjet]:
    """Return the shortest possible life from draft to a status."""
    file, vus = deque([[_S.BROUILLON]]), {_S.BROUILLON}
    while file:
        vie = file.popleft()
        if vie[-1] is statut:
            return vie
        suites = [s for s in sorted(PASSAGES[vie[-1]]) if s not in vus]
        vus.update(suites)
        file.extend([*vie, s] for s in suites)
    raise ValueError(f"no life leads to {statut}")


VIES = {statut: chemin_vers(statut) for statut in REPARTITION}


def tirer_statut(hasard: Random) -> StatutProjet:
    return hasard.choices(list(REPARTITION), weights=REPARTITION.values())[0]


def siret_d_exemple(rang: int) -> str:
    """Return a SIRET with valid check digits that no company has: its SIREN begins with 000."""
    siren = _avec_cle(f"000{rang:05d}")
    return _avec_cle(f"{siren}0000")


def _avec_cle(chiffres: str) -> str:
    somme = sum(sum(divmod(int(c) * (2 if i % 2 == 0 else 1), 10)) for i, c in enumerate(reversed(chiffres)))
    return f"{chiffres}{-somme % 10}"
