"""Changing the règlement: dated, signed, told in the journal."""

from datetime import date
from typing import Any

from django.db import transaction

from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.comptes.actions.reglages import fixer_reglage
from socle.comptes.models import Reglage
from socle.journal.actions import noter


@transaction.atomic
def changer_reglage(*, cle: str, valeur: Any, date_effet: date, motif: str, acteur: Acteur) -> Reglage:
    """Give a setting a new value from a date on, with its reason. Raises ``ActionRefusee`` for a value that does not read."""
    avant = reglement.valeurs_brutes()[cle] if cle in reglement.cles() else None
    reglage = fixer_reglage(cle=cle, valeur=valeur, motif=motif, date_effet=date_effet, auteur=acteur)
    noter(
        "programme.regle",
        fil="programme",
        acteur=acteur,
        motif=motif,
        avant={"valeur": avant},
        apres={"valeur": valeur},
        libelle=reglement.definition(cle).libelle,
        valeur=str(valeur),
    )
    return reglage
