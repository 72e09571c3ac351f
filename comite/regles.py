"""The rules of a sitting: quorum, majority, ranks, envelope, notice. No database, no clock.

A voice is the seat of a voting member; a suppléant carries the voice of the seat she replaces. « Voix » below are ids.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil

from comite.enums import Choix, RegleMajorite, UniteDelai
from socle.lib.dates import est_ferie, est_ouvre

SAMEDI = 5
GROUPES_MAX = 9  # beyond, the best order costs too much to look for: a good one is enough
RECU_SIGNES = 8
VOIX_DU_SECRET = 2  # a secret ballot of one voice among several says what she voted


@dataclass(frozen=True)
class Voix:
    """The voices of one item: who could count, who is recused, present, represented.

    ``porteurs`` tells through whom each counted voice is heard: ``{voix: membre}``.
    """

    votants: int
    deports: int
    presents: int
    representes: int
    requis: int
    porteurs: Mapping[int, int] = field(default_factory=dict)

    @property
    def en_jeu(self) -> int:
        return self.presents + self.representes

    @property
    def atteint(self) -> bool:
        return quorum_atteint(self.presents, self.representes, self.requis)


def quorum_requis(nb_voix: int, fraction: Fraction) -> int:
    """Return how many voices must be there for the committee to decide: the fraction of ``nb_voix``, rounded up, 1 at least.

    ``nb_voix`` is what is left of the voting seats once the recused ones are taken out: a recusal leaves both sides.
    """
    return max(1, ceil(nb_voix * fraction))


def quorum_atteint(presents: int, representes: int, requis: int) -> bool:
    """Tell whether the voices present or represented (proxies count) reach the quorum."""
    return presents + representes >= requis


def compter_voix(
    *,
    sieges: Mapping[int, Iterable[int]],
    presents: Iterable[int],
    deports: Iterable[int],
    procurations: Mapping[int, int],
    fraction: Fraction | None,
) -> Voix:
    """Count the voices of one item.

    ``sieges``: for each voting seat, the people who may carry its voice, titulaire first (``{voix: [membre, …]}``).
    ``presents`` and ``deports``: people in the room, people recused from the item. ``procurations``: seat → person.
    A seat is recused with its titulaire; a recused person carries no voice, hers or another's; a proxy is idle while
    somebody of the seat is there. ``fraction`` None: second convocation, no quorum is needed beyond one voice.
    """
    la, hors = set(presents), set(deports)
    votants = {voix: list(gens) for voix, gens in sieges.items() if voix not in hors}
    en_personne = {voix: _premier(gens, la - hors) for voix, gens in votants.items()}
    en_personne = {voix: membre for voix, membre in en_personne.items() if membre is not None}
    par_procuration = {
        voix: procurations[voix]
        for voix in votants
        if voix not in en_personne and procurations.get(voix) in en_personne.values()
    }
    return Voix(
        votants=len(votants),
        deports=len(sieges) - len(votants),
        presents=len(en_personne),
        representes=len(par_procuration),
        requis=1 if fraction is None else quorum_requis(len(votants), fraction),
        porteurs=en_personne | par_procuration,
    )


def _premier(gens: Iterable[int], la: set[int]) -> int | None:
    return next((membre for membre in gens if membre in la), None)


@dataclass(frozen=True)
class Depouillement:
    """The result of a ballot: ``choix`` wins, or ``egalite`` lists the two or more choices that share all the voices."""

    comptes: Mapping[str, int]
    exprimes: int
    majorite: int
    choix: str | None
    egalite: tuple[str, ...] = ()
    preponderante: bool = False

    @property
    def a_departager(self) -> bool:
        """The voices are shared equally: the chair's own voice settles it."""
        return self.choix is None and bool(self.egalite)


def majorite(voix: int) -> int:
    """Return the smallest number of voices that is more than half of ``voix``."""
    return voix // 2 + 1


def majorite_requise(regle: RegleMajorite, *, exprimes: int, en_jeu: int, tete: int = 0) -> int:
    """Return how many voices a choice needs: ``tete`` (the best count, 1 at least) is enough for a relative majority.

    ``exprimes`` leaves abstentions out; ``en_jeu`` counts all the voices present or represented, heard or not.
    """
    if regle == RegleMajorite.RELATIVE:
        return max(1, tete)
    return majorite(en_jeu if regle == RegleMajorite.PRESENTS else exprimes)


def depouiller(
    comptes: Mapping[str, int],
    *,
    voix_presidence: str | None = None,
    preponderante: bool = True,
    regle: RegleMajorite = RegleMajorite.EXPRIMES,
    en_jeu: int = 0,
) -> Depouillement:
    """Count a ballot. By default a choice wins with more than half of the voices expressed, abstentions set aside.

    ``en_jeu`` (voices present or represented) is what half is taken of under ``presents``; no fewer than those heard.
    When the leading choices share all those voices equally, or are level under ``relative``, the chair's voice settles it
    if the règlement gives it that weight (« voix prépondérante ») and it is one of them. Otherwise nothing is decided.
    """
    exprimes = {choix: n for choix, n in comptes.items() if n > 0 and choix != Choix.ABSTENTION}
    total, en_jeu = sum(exprimes.values()), max(en_jeu, sum(comptes.values()))
    tete = max(exprimes.values(), default=0)
    premiers = tuple(sorted(choix for choix, n in exprimes.items() if n == tete))
    requise = majorite_requise(regle, exprimes=total, en_jeu=en_jeu, tete=tete)
    issue = {"comptes": dict(comptes), "exprimes": total, "majorite": requise}
    if len(premiers) == 1 and tete >= requise:
        return Depouillement(**issue, choix=premiers[0])
    partage = premiers if preponderante and _partagees(regle, premiers, tete, total, en_jeu) else ()
    if voix_presidence in partage:
        return Depouillement(**issue, choix=voix_presidence, egalite=partage, preponderante=True)
    return Depouillement(**issue, choix=None, egalite=partage)


def _partagees(regle: RegleMajorite, premiers: tuple[str, ...], tete: int, exprimes: int, en_jeu: int) -> bool:
    """Tell whether the leading choices share equally all the voices that the rule looks at."""
    if len(premiers) < 2:
        return False
    if regle == RegleMajorite.RELATIVE:
        return True
    return tete * len(premiers) == (en_jeu if regle == RegleMajorite.PRESENTS else exprimes)


def presidence_effective(titulaire: int | None, designe: int | None, presents: Iterable[int], deports: Iterable[int]) -> int | None:
    """Return who presides an item: the chair, or the member designated for the sitting while the chair is absent or recused."""
    la = set(presents) - set(deports)
    return next((membre for membre in (titulaire, designe) if membre in la), None)


def secret_tenable(entendues: int, en_jeu: int) -> bool:
    """Tell whether counting a secret ballot now keeps its secret: more than one voice heard, unless only one is in play."""
    return entendues >= min(VOIX_DU_SECRET, en_jeu)


def recu_lisible(valeur: int, signes: int = RECU_SIGNES) -> str:
    """Write a number as a code to read aloud, in two halves: ``7K4M-92QX``. No I, L, O, U (Crockford)."""
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    code = "".join(alphabet[(valeur >> 5 * n) & 31] for n in range(signes))
    return f"{code[: signes // 2]}-{code[signes // 2 :]}"


def note_sur_cent(notes: Iterable[tuple[int, int]], maximum: int) -> Decimal | None:
    """Return the weighted mean on 100 of ``(weight, mark)`` pairs marked out of ``maximum``; None without any mark."""
    notes = list(notes)
    return sur_cent(sum(p * n for p, n in notes), sum(p for p, _ in notes), maximum)


def sur_cent(somme: int, poids: int, maximum: int) -> Decimal | None:
    """Return on 100 a sum of marks already weighted, over the sum of their weights; None without any mark."""
    if not poids:
        return None
    return (Decimal(100 * somme) / Decimal(poids * maximum)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def rangs(notes: Mapping[int, Decimal]) -> dict[int, int]:
    """Return the rank of each file, the best note first; equal notes share a rank."""
    return {cle: 1 + sum(autre > note for autre in notes.values()) for cle, note in notes.items()}


def enveloppe_restante(total: Decimal, attribue: Decimal, propose: Decimal = Decimal(0)) -> Decimal:
    """Return what the envelope keeps, in euros, once ``propose`` is granted; negative when it would be exceeded."""
    return total - attribue - propose


@dataclass(frozen=True)
class Delai:
    """A number of days and its unit: « 5 jours calendaires »."""

    jours: int
    unite: UniteDelai

    def __str__(self):
        mots = self.unite.label if self.jours > 1 else self.unite.label.replace("jours", "jour").removesuffix("s")
        return f"{self.jours}\u00a0{mots}"


def compte(jour: date, unite: UniteDelai) -> bool:
    """Tell whether a day counts in a unit: all (calendaires), Monday to Saturday (ouvrables) or to Friday (ouvrés), holidays out."""
    if unite == UniteDelai.CALENDAIRES:
        return True
    return est_ouvre(jour) or (unite == UniteDelai.OUVRABLES and jour.weekday() == SAMEDI and not est_ferie(jour))


def convoquer_le(date_seance: date, delai: Delai) -> date:
    """Return the last day to convene: the one from which ``delai.jours`` days of its unit go by until the sitting.

    The days counted are those from that day, included, to the eve of the sitting: 5 jours calendaires before the 10th is the 5th.
    """
    jour, restants = date_seance, delai.jours
    while restants > 0:
        jour -= timedelta(days=1)
        restants -= compte(jour, delai.unite)
    return jour


def convocation_en_retard(date_seance: date, aujourd_hui: date, delai: Delai) -> bool:
    """Tell whether the notice would be shorter than the règlement asks."""
    return aujourd_hui > convoquer_le(date_seance, delai)


def reference_de_seance(annee: int, lettre: str, numero: int) -> str:
    """Return the reference of a sitting: ``2022-F-02``."""
    return f"{annee}-{lettre}-{numero:02d}"


Recuses = frozenset[int]  # the people recused from an item


def sorties(deports: Sequence[Recuses]) -> int:
    """Return how many times somebody must leave the room, the items taken in this order (one who never came in counts as well)."""
    return sum(len(ici - avant) for avant, ici in zip([frozenset(), *deports], deports, strict=False))


def regrouper_deports(deports: Mapping[int, Recuses]) -> list[int]:
    """Return the items (``{item: people recused}``, in the order of the agenda) so that people leave the fewest times.

    Items with the same recused people stand together: pulling one out of its place never makes more exits, and beside
    its like it makes none. Up to ``GROUPES_MAX`` groups their best order is found, the nearest to the given one among
    equals; beyond, each is followed by the one that makes fewest people leave, if that is better than the given order.
    """
    groupes = list(dict.fromkeys(deports.values()))
    ordre = _meilleur_ordre(groupes) if len(groupes) <= GROUPES_MAX else min(groupes, _de_proche_en_proche(groupes), key=sorties)
    return [item for groupe in ordre for item, recuses in deports.items() if recuses == groupe]


def _meilleur_ordre(groupes: list[Recuses]) -> list[Recuses]:
    """Return the order of the groups with the fewest exits (Held and Karp: best way to each end of each subset)."""
    chemins = {(1 << n, n): (len(groupe), (n,)) for n, groupe in enumerate(groupes)}
    for _ in groupes[1:]:
        suivants: dict[tuple[int, int], tuple[int, tuple[int, ...]]] = {}
        for (vus, fin), (cout, chemin) in chemins.items():
            for n, groupe in enumerate(groupes):
                if not vus & 1 << n:
                    essai = (cout + len(groupe - groupes[fin]), (*chemin, n))
                    cle = (vus | 1 << n, n)
                    suivants[cle] = min(essai, suivants.get(cle, essai))
        chemins = suivants
    return [groupes[n] for n in min(chemins.values(), default=(0, ()))[1]]


def _de_proche_en_proche(groupes: list[Recuses]) -> list[Recuses]:
    restants, ordre = list(groupes), []
    while restants:
        ici = ordre[-1] if ordre else frozenset()
        ordre.append(min(restants, key=lambda groupe: len(groupe - ici)))
        restants.remove(ordre[-1])
    return ordre


def ordre_permute(actuel: Sequence[int], voulu: Sequence[int]) -> list[int]:
    """Return the agenda ``actuel`` with the items of ``voulu`` in that order, each other item left at its place.

    Whoever orders may not know all the items (she may be recused from one): those keep their rank.
    """
    suite, ceux = iter(voulu), set(voulu)
    return [next(suite) if item in ceux else item for item in actuel]
