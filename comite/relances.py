"""Reminders of the committee."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from comite.models import ConditionALever
from comite.queries.suites import conditions_lues
from manufactures.models import MembreEquipe
from socle.comptes.portee import programme_courant
from socle.courriers.registre import Rappel, Relance, declarer
from socle.lib import francais


def conditions_a_prouver(instant: datetime) -> Iterator[Rappel]:
    """Return one reminder per condition still to be proved and per person who owes it, once its decision is published. Two statements."""
    conditions = list(conditions_lues().publiees().a_l_equipe().order_by("echeance", "pk"))
    equipes = _equipes({c.decision.point.projet_id for c in conditions if c.responsable_id is None})
    for condition in conditions:
        gens = [condition.responsable_id] if condition.responsable_id else equipes.get(condition.decision.point.projet_id, [])
        for rang, personne_pk in enumerate(gens):
            yield _rappel(condition, personne_pk, condition.decision.point.projet.referent_id if rang == 0 else None)


def _equipes(projets: set[int]) -> dict[int, list[int]]:
    groupes: dict[int, list[int]] = {}
    sieges = MembreEquipe.objects.filter(projet__in=projets, date_fin=None).order_by("-fonction", "pk")
    for projet_pk, personne_pk in sieges.values_list("projet", "utilisateur"):
        groupes.setdefault(projet_pk, []).append(personne_pk)
    return groupes


def _rappel(condition: ConditionALever, personne_pk: int, referent_pk: int | None) -> Rappel:
    projet = condition.decision.point.projet
    return Rappel(
        cle=f"condition:{condition.pk}",
        destinataire_pk=personne_pk,
        phrase=f"{projet.nom}\u00a0: la preuve de «\u00a0{condition.texte}\u00a0» est attendue le {francais.echeance(condition.echeance)}.",
        lien=reverse("condition_detail", args=[programme_courant().slug, condition.pk]),
        echeance=condition.echeance,
        referent_pk=referent_pk,
    )


declarer(Relance("comite.condition", "Conditions et points à lever", conditions_a_prouver))
