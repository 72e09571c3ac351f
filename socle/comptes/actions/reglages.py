"""Setting the règlement."""

from datetime import date
from typing import Any

from django.db import transaction

from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.comptes.models import Reglage
from socle.lib.refus import ActionRefusee, Refus


@transaction.atomic
def fixer_reglage(*, cle: str, valeur: Any, motif: str, date_effet: date, auteur: Acteur | None) -> Reglage:
    """Add a dated value to a setting. Raises ``ActionRefusee`` for an unknown key or a value of another kind."""
    _controler(cle, valeur)
    reglement.oublier()
    return Reglage.objects.create(
        cle=cle, valeur=valeur, motif=motif, date_effet=date_effet, auteur=auteur.utilisateur if auteur else None
    )


def _controler(cle: str, valeur: Any) -> None:
    try:
        reglement.definition(cle).lire(valeur)
    except KeyError:
        raise ActionRefusee(Refus("reglage_inconnu", f"Aucun réglage ne s’appelle « {cle} ».")) from None
    except (ValueError, TypeError, ArithmeticError):
        libelle = reglement.definition(cle).libelle
        raise ActionRefusee(Refus("reglage_illisible", f"La valeur de « {libelle} » ne se lit pas : {valeur!r}.")) from None
