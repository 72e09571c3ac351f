"""Pure rules of candidature and project: no ORM, no clock."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from stdnum.fr import siret

from manufactures.enums import TITRES, Etape, EtatVague
from socle.lib.francais import echeance, pluriel
from socle.lib.refus import Refus


def normaliser(texte: str) -> str:
    """Return a text as it is searched: lower case, without accents, single spaces."""
    decompose = unicodedata.normalize("NFKD", texte.replace("œ", "oe").replace("Œ", "OE"))
    return " ".join("".join(c for c in decompose if not unicodedata.combining(c)).lower().split())


def texte_de_recherche(*morceaux: str) -> str:
    """Return the words of a project as one text to search in; `` | `` keeps a search from running over two of them."""
    return " | ".join(filter(None, map(normaliser, morceaux)))


def est_hors_delai(depot: datetime, cloture: datetime) -> bool:
    """Tell whether a deposit comes after the exact hour of closing; a late file is kept, never lost."""
    return depot > cloture


@dataclass(frozen=True)
class Manque:
    """Something a candidature still lacks: what to do, and the step where it is done."""

    etape: str
    phrase: str


@dataclass(frozen=True)
class Reponse:
    """What the rules know of an answer to an admission condition."""

    libelle: str
    texte: str
    prouvee: bool


def manques_de_la_candidature(
    *, textes: dict[str, str], siret: str, reponses: list[Reponse], montant_total: Decimal
) -> list[Manque]:
    """Return what is missing before deposit, in the order of the steps.

    ``textes`` maps each rubrique to what is written there. The call asks for a declared legal structure, an answer and a
    proof for each admission condition, and the amounts asked (euros).
    """
    manques = [Manque(etape, f"Écrivez la rubrique « {TITRES[etape]} ».") for etape in TITRES if not textes.get(etape, "").strip()]
    if montant_total <= 0:
        manques.append(Manque(Etape.ECONOMIE, "Indiquez le montant demandé sur une ligne au moins."))
    if refus := refus_de_siret(siret):
        manques.append(Manque(Etape.STRUCTURE, refus.phrase))
    for reponse in reponses:
        if not reponse.texte.strip():
            manques.append(Manque(Etape.CONDITIONS, f"Répondez à la condition « {reponse.libelle} »."))
        if not reponse.prouvee:
            manques.append(Manque(Etape.CONDITIONS, f"Joignez la preuve de la condition « {reponse.libelle} »."))
    return manques


def refus_incomplet(manques: list[Manque]) -> Refus | None:
    """Say that a candidature cannot be deposited yet, and what comes first."""
    if not manques:
        return None
    reste = f" Il manque {pluriel(len(manques), 'élément')} en tout." if len(manques) > 1 else ""
    return Refus("candidature_incomplete", manques[0].phrase + reste)


def refus_de_siret(valeur: str) -> Refus | None:
    """Say why a SIRET cannot be that of a structure: 14 digits, Luhn's check, La Poste's own rule included."""
    if not valeur:
        return Refus("siret_absent", "Indiquez le SIRET de la structure porteuse : il est demandé pour recevoir de l’argent public.")
    if not siret.is_valid(valeur):
        return Refus("siret_faux", "Ce SIRET n’existe pas : comparez ses 14 chiffres avec l’avis de situation de l’Insee.")
    return None


def rna_habituel(valeur: str) -> bool:
    """Tell whether an RNA number has the usual form; some departments issue others, so it warns and never blocks."""
    return bool(re.fullmatch(r"W\d{9}", valeur))


def refus_de_modifier(*, deposee: bool, instant: datetime, cloture: datetime) -> Refus | None:
    """Say why a candidature is not written any more: it is deposited, or the hour of the wave has passed."""
    if deposee:
        return Refus("candidature_deposee", "Votre candidature est déposée : elle ne change plus. La copie figée fait foi.")
    if est_hors_delai(instant, cloture):
        phrase = f"La vague est close depuis {echeance(cloture)}. Votre dossier est gardé tel quel ; vous pouvez le déposer hors délai."
        return Refus("vague_close", phrase)
    return None


def etat_de_vague(*, ouverture: datetime, cloture: datetime, publication: datetime | None, instant: datetime) -> EtatVague:
    """Return where a wave stands at an instant."""
    if publication and publication <= instant:
        return EtatVague.PUBLIEE
    if est_hors_delai(instant, cloture):
        return EtatVague.CLOSE
    return EtatVague.OUVERTE if ouverture <= instant else EtatVague.A_VENIR


def refus_des_dates(*, ouverture: datetime, cloture: datetime, publication: datetime | None) -> Refus | None:
    """Say why a wave cannot have these dates: it opens, then closes, then its results are made public."""
    if ouverture >= cloture:
        return Refus("vague_dates", f"La vague s’ouvre avant de se clore : choisissez une clôture après le {echeance(ouverture)}.")
    if publication and publication < cloture:
        return Refus("vague_publication", f"Les résultats paraissent après la clôture : choisissez une publication après le {echeance(cloture)}.")
    return None


def refus_de_deplacer(*, ancienne: datetime, nouvelle: datetime, instant: datetime, depots: int, motif: str) -> Refus | None:
    """Say why a closing that has passed with ``depots`` files is not moved in silence: those who kept to it must know why."""
    if ancienne == nouvelle or not est_hors_delai(instant, ancienne) or not depots or motif.strip():
        return None
    recues = f"{pluriel(depots, 'candidature est déposée', 'candidatures sont déposées')}"
    return Refus("cloture_passee", f"La clôture est passée et {recues} : écrivez pourquoi vous la déplacez.")


def refus_de_territoire(code: str, admis: Collection[str]) -> Refus | None:
    """Say why a type of territory is not one of the programme's; none yet is fine in a draft."""
    if not code or code in admis:
        return None
    return Refus("territoire_inconnu", "Ce type de territoire n’est pas de ce programme : choisissez parmi ceux qui sont proposés.")


def numero_de_recepisse(numero_vague: int, candidature_pk: int) -> str:
    """Return the number printed on a receipt: ``V2-00041``."""
    return f"V{numero_vague}-{candidature_pk:05d}"


def empreinte_de(copie: dict) -> str:
    """Return the SHA-256 of a frozen copy, written with sorted keys so that anybody can compute it again."""
    return hashlib.sha256(ecrire_copie(copie).encode()).hexdigest()


def ecrire_copie(copie: dict) -> str:
    """Return the text of a frozen copy whose SHA-256 is its fingerprint."""
    return json.dumps(copie, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
