"""The règlement intérieur of the committee, as its members read it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any

from django.utils import timezone

from comite.enums import ModeScrutin, RegleMajorite, UniteDelai
from comite.models import Seance
from comite.regles import Delai, convoquer_le
from socle.comptes import reglement
from socle.lib.dates import a_paris
from socle.lib.francais import nombre, pourcent

PREFIXE = "comite."
MOTS = dict(ModeScrutin.choices) | dict(UniteDelai.choices) | dict(RegleMajorite.choices) | {"seance": "présidence, en séance"}
TAUX = frozenset({"comite.avance_taux", "comite.acomptes_taux_max"})


@dataclass(frozen=True)
class Regle:
    """One setting: what it says today, since when, by whom and why (no date: the default)."""

    cle: str
    libelle: str
    valeur: str
    depuis: date | None
    auteur: str
    motif: str


def delai_de_convocation() -> Delai:
    """Return the notice the règlement asks, with its unit."""
    return Delai(reglement.valeur("comite.convocation_jours"), UniteDelai(reglement.valeur("comite.convocation_unite")))


def convoquer_avant(seance: Seance) -> datetime:
    """Return the last instant to send the convocations of a sitting."""
    return a_paris(convoquer_le(timezone.localdate(seance.date_prevue), delai_de_convocation()), time(23, 59))


def regles_du_comite() -> list[Regle]:
    """Return every setting of the committee, in one statement."""
    posees = reglement.en_vigueur(timezone.localdate()).filter(cle__startswith=PREFIXE).select_related("auteur")
    par_cle = {reglage.cle: reglage for reglage in posees}
    return [_regle(d, par_cle.get(d.cle)) for d in reglement.definitions() if d.cle.startswith(PREFIXE)]


def _regle(definition, reglage) -> Regle:
    if reglage is None:
        return Regle(definition.cle, definition.libelle, _lisible(definition.cle, definition.defaut), None, "", "")
    valeur, auteur = _lisible(definition.cle, reglage.valeur), str(reglage.auteur or "")
    return Regle(definition.cle, definition.libelle, valeur, reglage.date_effet, auteur, reglage.motif)


def _lisible(cle: str, valeur: Any) -> str:
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if cle in TAUX:
        return pourcent(100 * Fraction(str(valeur)).limit_denominator(10_000).__float__())
    return nombre(valeur) if isinstance(valeur, int | float) else MOTS.get(str(valeur), str(valeur))
