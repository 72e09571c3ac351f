"""Setting the règlement."""

from collections.abc import Mapping
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
    return fixer_reglages(valeurs={cle: valeur}, motif=motif, date_effet=date_effet, auteur=auteur)[0]


def fixer_reglages(*, valeurs: Mapping[str, Any], motif: str, date_effet: date, auteur: Acteur | None) -> list[Reglage]:
    """Add a value of the same day to each of several settings, all or none; raises as ``fixer_reglage``."""
    for cle, valeur in valeurs.items():
        _controler(cle, valeur)
    reglement.oublier()
    commun = {"motif": motif, "date_effet": date_effet, "auteur": auteur.utilisateur if auteur else None}
    return Reglage.objects.bulk_create([Reglage(cle=cle, valeur=valeur, **commun) for cle, valeur in valeurs.items()])


def _controler(cle: str, valeur: Any) -> None:
    if cle not in reglement.cles():
        raise ActionRefusee(Refus("reglage_inconnu", f"Aucun réglage ne s’appelle «\u00a0{cle}\u00a0»."))
    definition = reglement.definition(cle)
    try:
        definition.lire(valeur)
    except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError):
        phrase = f"La valeur de «\u00a0{definition.libelle}\u00a0» ne se lit pas\u00a0: {valeur!r}."
        raise ActionRefusee(Refus("reglage_illisible", phrase)) from None
