"""Pure rules of the ledger: what expires, what can be corrected, what can be granted. Half-days are whole numbers."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from accompagnement.enums import FIGURES_AU_TAUX_DU_JOUR, NATURES_CONTRE_PASSABLES, Figure, NatureMouvement
from socle.lib.francais import demi_journees
from socle.lib.refus import Refus, premier_refus

DEJA_CONTRE_PASSE = Refus("deja_contre_passe", "Ce mouvement est déjà contre-passé : il ne se corrige qu’une fois.")
PAR_SA_MISSION = Refus("par_sa_mission", "Une réserve suit sa mission : annulez la mission, le registre suivra.")
CORRECTION = Refus("correction", "Une contre-passation ne se contre-passe pas : inscrivez un nouveau mouvement.")
QUATRE_YEUX_REGISTRE = Refus("quatre_yeux_registre", "Une autre personne que vous doit contre-passer : vous avez inscrit ce mouvement.")
PLAN_FINI = Refus("plan_fini", "Le plan est terminé : prolongez-le par un avenant, ce qui a expiré sera rendu aussitôt.")
MOTIF_ET_PIECE = Refus("motif_et_piece", "Indiquez le motif et la pièce : ils seront lus par l’équipe du projet.")


def quantite_a_expirer(disponibles: int, date_fin: date, jour: date) -> int:
    """Return the half-days that expire on a day: all that is free once the last day of the plan is over.

    What a mission holds is not free: it stays held, and expires when it is given back after the end.
    """
    return disponibles if jour > date_fin else 0


def peut_rendre_les_expires(date_fin: date, jour: date) -> bool:
    """Tell whether what expired comes back: a plan that runs again has nothing expired."""
    return jour <= date_fin


def refus_de_contre_passer(
    nature: NatureMouvement, *, deja: bool, quantite: int, reste: int, auteur: int | None, acteur: int | None, plan_fini: bool
) -> Refus | None:
    """Refuse a correction: of a hold or of another correction, a second time, by its author, of an expiry of a plan that
    is over, or of half-days that are no longer where the line had put them (``reste`` are)."""
    if nature == NatureMouvement.CONTRE_PASSATION:
        return CORRECTION
    if nature not in NATURES_CONTRE_PASSABLES:
        return PAR_SA_MISSION
    if deja:
        return DEJA_CONTRE_PASSE
    return premier_refus(
        QUATRE_YEUX_REGISTRE if auteur is not None and auteur == acteur else None,
        PLAN_FINI if nature == NatureMouvement.EXPIRATION and plan_fini else None,
        None if reste >= quantite else refus_de_reste(quantite, reste),
    )


def refus_de_reste(quantite: int, reste: int) -> Refus:
    """Say that what a line brought has been used since."""
    phrase = f"Il ne reste que {demi_journees(reste)} sur le compte d’arrivée, il en faut {quantite} : libérez ou transférez d’abord."
    return Refus("solde_parti", phrase)


def refus_de_doter(lignes: list[tuple[str, int]], connus: Collection[str], enveloppe: int, source: str, motif: str) -> Refus | None:
    """Refuse a grant that names an unknown need or one twice, no half-day, no ground, or more than the envelope holds."""
    codes, total = [code for code, _ in lignes], sum(quantite for _, quantite in lignes)
    if inconnus := sorted(set(codes) - set(connus)):
        return Refus("besoin_inconnu", f"Le programme ne connaît pas ce besoin : {', '.join(inconnus)}.")
    if len(codes) != len(set(codes)):
        return Refus("besoin_double", "Chaque besoin ne figure qu’une fois dans la dotation.")
    if not lignes or min(quantite for _, quantite in lignes) < 1:
        return Refus("quantite_nulle", "Indiquez au moins 1 demi-journée par besoin.")
    if not (source.strip() and motif.strip()):
        return MOTIF_ET_PIECE
    if enveloppe < total:
        return Refus("enveloppe_courte", f"L’enveloppe d’ingénierie ne compte plus que {demi_journees(enveloppe)}.")
    return None


def montant_de_la_figure(figure: Figure, quantite: int, aux_dates: Decimal, valeur_du_jour: Decimal) -> Decimal:
    """Return a figure in euros: what is used, at the rate of each movement (``aux_dates``, their sum); what is left, at today's."""
    return quantite * valeur_du_jour if figure in FIGURES_AU_TAUX_DU_JOUR else aux_dates


def nom_du_taux(figure: Figure) -> str:
    """Say at which rate a figure is in euros."""
    return "au taux du jour" if figure in FIGURES_AU_TAUX_DU_JOUR else "au taux de chaque date"
