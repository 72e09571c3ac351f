"""Opening a promotion and its sous-promotions."""

from datetime import date

from django.db import IntegrityError, transaction

from incubation.models import Promotion, SousPromotion
from incubation.permissions import peut_coordonner
from manufactures.models import Vague
from socle.comptes.acteur import Acteur
from socle.comptes.models import Utilisateur
from socle.comptes.reglement import valeur
from socle.journal.actions import noter
from socle.lib.dates import ajouter_mois
from socle.lib.refus import ActionRefusee, Refus, exiger

NOM_PRIS = Refus("nom_pris", "Ce nom est déjà pris. Choisissez-en un autre.")


@transaction.atomic
def ouvrir_promotion(*, vague: Vague, nom: str, date_debut: date, acteur: Acteur, date_fin: date | None = None) -> Promotion:
    """Open the promotion of a wave; it lasts the months of the règlement unless ``date_fin`` says otherwise.

    « Une phase d’incubation - accélération de 4 mois ». Raises ``ActionRefusee`` for a name already taken or dates out of order.
    """
    exiger(peut_coordonner(acteur))
    fin = date_fin or ajouter_mois(date_debut, valeur("incubation.duree_mois"))
    if fin <= date_debut:
        raise ActionRefusee(Refus("dates_inversees", "La fin de la promotion vient après son début."))
    promotion = _creer(Promotion(vague=vague, nom=nom, date_debut=date_debut, date_fin=fin))
    noter("promotion.ouverte", fil="programme", acteur=acteur, promotion=nom)
    return promotion


@transaction.atomic
def creer_sous_promotion(*, promotion: Promotion, nom: str, acteur: Acteur, referent: Utilisateur | None = None) -> SousPromotion:
    """Add a group to a promotion: « Les Manufactures labellisées seront réparties en sous-promotions »."""
    exiger(peut_coordonner(acteur))
    sous_promotion = _creer(SousPromotion(promotion=promotion, nom=nom, referent=referent))
    noter("sous_promotion.creee", fil="programme", acteur=acteur, sous_promotion=f"sous-promotion {nom}")
    return sous_promotion


def _creer(objet):
    try:
        with transaction.atomic():
            objet.save()
    except IntegrityError:
        raise ActionRefusee(NOM_PRIS) from None
    return objet
