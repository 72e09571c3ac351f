"""Rules of the profile of an expert, of her price and of her interests: no ORM, no clock."""

from collections.abc import Collection
from decimal import Decimal

from stdnum.fr import siren as cle_siren

from socle.lib.refus import Refus

A_DECLARER = "interet_a_declarer"
INTERET = Refus("interet_declare", "Cet expert a déclaré un intérêt dans votre projet : choisissez un autre expert.")


def refus_d_interet(interet: bool | None, projet: str) -> Refus | None:
    """Refuse a mission to an expert who has an interest in the project, or has not yet said that she has none."""
    if interet is None:
        return Refus(A_DECLARER, f"Avant votre première mission pour {projet}, déclarez si vous y avez un intérêt ; acceptez ensuite.")
    if interet:
        return Refus("interet_declare", f"Vous avez déclaré un intérêt dans {projet} : déclinez cette mission, une autre personne la prendra.")
    return None


def refus_de_demander(interet: bool | None) -> Refus | None:
    """Refuse to ask an expert who declared an interest; one who said nothing declares when she answers."""
    return INTERET if interet else None


def refus_de_declaration(interet: bool, texte: str) -> Refus | None:
    """An interest is explained."""
    return Refus("interet_sans_texte", "Dites en une phrase quel est cet intérêt : la coordination le lit.") if interet and not texte.strip() else None


def refus_de_conditions(prix: Decimal, motif: str) -> Refus | None:
    """A price is positive, and its change has a reason."""
    if prix <= 0:
        return Refus("prix_nul", "Indiquez un prix de demi-journée, en euros, plus grand que zéro.")
    return None if motif.strip() else Refus("motif_manquant", "Indiquez le motif : l’article du marché ou la date de l’avenant.")


def refus_de_profil(besoins: Collection, sur_place: bool, a_distance: bool, siren: str) -> Refus | None:
    """A profile answers a need, somewhere, for a firm that exists."""
    if not besoins:
        return Refus("expert_sans_besoin", "Choisissez au moins un besoin que vous accompagnez.")
    if not (sur_place or a_distance):
        return Refus("expert_nulle_part", "Cochez « sur place », « à distance », ou les deux.")
    if siren and not cle_siren.is_valid(siren):
        return Refus("siren_faux", "Ce SIREN ne concorde pas : comparez ses 9 chiffres avec l’avis de situation de l’Insee.")
    return None
