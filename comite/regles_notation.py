"""The rules of scoring: when marks may be read, how far they spread, who reports, which rank is decided. No database, no clock."""

from collections import Counter, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import mean, pstdev

from comite.enums import SensDecision

SENS_CLASSES = (frozenset({SensDecision.RETENU, SensDecision.ATTRIBUE, SensDecision.SOUS_RESERVE}), frozenset({SensDecision.LISTE_ATTENTE}))


def notes_lisibles(*, ouvertes: bool, miennes_completes: bool) -> bool:
    """Tell whether a person may read the marks of the others: hers are all in, or the chair has opened them."""
    return ouvertes or miennes_completes


@dataclass(frozen=True)
class AuteurDeNotes:
    """Who marked a file: her seat, the titulaire she replaces (None for a titulaire), whether she came to the sitting."""

    membre: int
    titulaire: int | None = None
    venu: bool = False

    @property
    def voix(self) -> int:
        return self.titulaire or self.membre


def auteurs_comptes(auteurs: Iterable[AuteurDeNotes]) -> frozenset[int]:
    """Return whose marks of one file count: one author by voice.

    The titulaire's, and her suppléant's when she alone marked it, or when both did and she alone came to the sitting.
    """
    choisis: dict[int, tuple[bool, bool, int]] = {}
    for auteur in auteurs:
        ordre = (not auteur.venu, auteur.titulaire is not None, auteur.membre)
        choisis[auteur.voix] = min(ordre, choisis.get(auteur.voix, ordre))
    return frozenset(membre for _, _, membre in choisis.values())


def commentaires_manquants(notes: Mapping[str, tuple[int, str]], maximum: int) -> list[str]:
    """Return the criteria marked at one end of the scale without a word of explanation."""
    return [code for code, (valeur, texte) in notes.items() if valeur in (0, maximum) and not texte.strip()]


@dataclass(frozen=True)
class Dispersion:
    """How far marks lie from each other: mean, ends, gap and standard deviation, in the unit of the marks."""

    nombre: int
    moyenne: Decimal
    minimum: Decimal
    maximum: Decimal
    ecart_type: Decimal

    @property
    def ecart(self) -> Decimal:
        """The gap between the highest and the lowest."""
        return self.maximum - self.minimum


def dispersion(notes: Iterable[Decimal | int]) -> Dispersion | None:
    """Return the spread of marks; None without any."""
    valeurs = [Decimal(n) for n in notes]
    if not valeurs:
        return None
    return Dispersion(len(valeurs), _au_centieme(mean(valeurs)), min(valeurs), max(valeurs), _au_centieme(pstdev(valeurs)))


def _au_centieme(valeur: Decimal) -> Decimal:
    return valeur.quantize(Decimal("0.01"), ROUND_HALF_UP)


def notes_a_discuter(notes: Mapping[int, int], maximum: int) -> frozenset[int]:
    """Return who marked a criterion far from the others: two fifths of the scale or more from the median, three marks at least.

    The median and not the mean: one mark far away would drag the mean towards itself and make the others look far.
    """
    if len(notes) < 3:
        return frozenset()
    rangees = sorted(notes.values())
    milieu = Decimal(rangees[(len(rangees) - 1) // 2] + rangees[len(rangees) // 2]) / 2
    return frozenset(cle for cle, valeur in notes.items() if 5 * abs(valeur - milieu) >= 2 * maximum)


# --- Rapporteurs -----------------------------------------------------------------------------------


def repartir_rapporteurs(
    points: Sequence[int], membres: Sequence[int], deports: Collection[tuple[int, int]], par_point: int = 1
) -> dict[int, list[int]]:
    """Share the files among the members as evenly as recusals allow: ``{point: [membre, …]}``, nobody recused, nobody twice.

    ``deports`` holds ``(membre, point)`` pairs. Each file goes to whoever has the fewest, then files are handed over along
    chains of members as long as that brings two loads nearer: no other sharing has a smaller sum of squared loads.
    """
    admis = {point: [m for m in membres if (m, point) not in deports] for point in points}
    charges = dict.fromkeys(membres, 0)
    partage: dict[int, list[int]] = {}
    for point in sorted(points, key=lambda p: len(admis[p])):
        partage[point] = sorted(admis[point], key=charges.__getitem__)[:par_point]
        for membre in partage[point]:
            charges[membre] += 1
    while chaine := _chaine_de_soulagement(partage, admis, charges):
        for de, point, vers in chaine:
            partage[point][partage[point].index(de)] = vers
            charges[de] -= 1
            charges[vers] += 1
    return {point: partage[point] for point in points}


def _chaine_de_soulagement(partage: Mapping, admis: Mapping, charges: Mapping) -> list[tuple[int, int, int]]:
    """Return the hand-overs ``(from, file, to)`` that lead from a member to one who has at least two files fewer, or nothing."""
    for depart in sorted(charges, key=charges.__getitem__, reverse=True):
        venus: dict[int, tuple[int, int, int] | None] = {depart: None}
        file = deque([depart])
        while file:
            de = file.popleft()
            if charges[depart] - charges[de] >= 2:
                return _remonter(venus, de)
            for vers, pas in _voisins(de, partage, admis):
                if vers not in venus:
                    venus[vers] = pas
                    file.append(vers)
    return []


def _voisins(de: int, partage: Mapping, admis: Mapping) -> list[tuple[int, tuple[int, int, int]]]:
    siens = [point for point, tenus in partage.items() if de in tenus]
    return [(vers, (de, point, vers)) for point in siens for vers in admis[point] if vers not in partage[point]]


def _remonter(venus: Mapping, arrivee: int) -> list[tuple[int, int, int]]:
    chaine, pas = [], venus[arrivee]
    while pas is not None:
        chaine.append(pas)
        pas = venus[pas[0]]
    return chaine


# --- Ranks -----------------------------------------------------------------------------------------


def rang_propose(rang_note: int | None, pris: Collection[int]) -> int | None:
    """Return the decided rank to propose: the noted one, or the first free one after it; None for a file without a mark."""
    if rang_note is None:
        return None
    rang = rang_note
    while rang in pris:
        rang += 1
    return rang


def rang_s_ecarte(rang_note: int | None, rang_decide: int | None, ex_aequo: int = 1) -> bool:
    """Tell whether a decided rank departs from the noted one: ``ex_aequo`` files share that rank, and any place of the tie is theirs."""
    if rang_note is None or rang_decide is None:
        return False
    return not rang_note <= rang_decide < rang_note + ex_aequo


def ecart_de_rang(rang_note: int | None, rang_decide: int | None) -> int:
    """Return how many places the decision moves a file: positive when it gains, 0 when either rank is missing."""
    return 0 if rang_note is None or rang_decide is None else rang_note - rang_decide


def classement_decide(decisions: Mapping[int, tuple[SensDecision, int | None]]) -> dict[int, int]:
    """Return the order that a sitting decided, from the decided rank of each file: ``{file: place}``, 1 first.

    Financement: the files granted. Labellisation: the retained list, then the waiting list after its last. The others have
    no place. A file decided without a rank comes after those of its list that have one; equal ranks share a place.
    """
    places: dict[int, int] = {}
    for liste in SENS_CLASSES:
        rangs = {cle: rang or 10**6 for cle, (sens, rang) in decisions.items() if sens in liste}
        avant = len(places)
        devant = Counter(rangs.values())
        places |= {cle: avant + 1 + sum(n for autre, n in devant.items() if autre < rang) for cle, rang in rangs.items()}
    return places
