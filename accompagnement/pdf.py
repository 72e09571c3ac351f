"""The documents of the accompagnement. They read frozen data only: rendering again gives the same bytes."""

from dataclasses import dataclass

from accompagnement.models import BonDeCommande
from accompagnement.queries.missions import missions_visibles
from socle.comptes.acteur import Acteur
from socle.documents.registre import declarer
from socle.lib import francais

CODE_BON = "accompagnement.bon_de_commande"


@dataclass(frozen=True)
class ContexteBon:
    """What the PDF of an order prints."""

    titre: str
    numero: str
    etat: str
    bon: BonDeCommande


def contexte_bon(bon_id: int) -> ContexteBon:
    """Read a frozen order."""
    bon = BonDeCommande.objects.get(pk=bon_id)
    return ContexteBon(
        titre=f"Bon de commande {bon.reference}",
        numero=f"Mission {bon.mission_id}",
        etat=f"Émis le {francais.echeance(bon.emis_at)}",
        bon=bon,
    )


def bon_lisible(bon_id: int, acteur: Acteur) -> bool:
    """The order is read by those who read its mission."""
    return missions_visibles(acteur).filter(bon_de_commande=bon_id).exists()


declarer(CODE_BON, "Bon de commande", contexte_bon, "accompagnement/pdf/bon_de_commande.html", bon_lisible)
