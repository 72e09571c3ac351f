"""Reminders of the accompagnement: answer a report in time, do the actions of the plan. Each reads the state and nothing else."""

from collections.abc import Iterator

from django.urls import reverse

from accompagnement.queries.rappels import ProjetARappeler, projets_a_rappeler
from socle.comptes.portee import programme_courant
from socle.courriers.registre import Rappel, Relance, declarer
from socle.lib import francais
from socle.lib.dates import a_paris


def verdicts_attendus(projets: list[ProjetARappeler]) -> Iterator[Rappel]:
    """Return one reminder per report to answer and person of the team, with what silence does."""
    for lu, rendu in ((p, r) for p in projets for r in p.rendus):
        phrase = f"Dites si la mission {rendu.mission_id} a été faite\u00a0: sans réponse le {francais.echeance(rendu.reponse_avant)}, "
        lien = reverse("mission_detail", args=[programme_courant().slug, rendu.mission_id])
        for personne_pk in lu.equipe:
            yield Rappel(f"verdict:{rendu.pk}", personne_pk, f"{phrase}{rendu.suite_du_silence}.", lien, rendu.reponse_avant)


def actions_a_faire(projets: list[ProjetARappeler]) -> Iterator[Rappel]:
    """Return one reminder per open action and person of the team."""
    for lu, action in ((p, a) for p in projets for a in p.actions):
        phrase = f"«\u00a0{action.libelle}\u00a0» ({action.responsable}) est prévu pour le {francais.date_entiere(action.echeance)}."
        lien = reverse("plan_action", args=[programme_courant().slug, lu.projet.slug])
        for personne_pk in lu.equipe:
            yield Rappel(f"action:{action.pk}", personne_pk, phrase, lien, a_paris(action.echeance))


declarer(Relance("accompagnement.verdict", "Comptes rendus à accepter", verdicts_attendus, lecture=projets_a_rappeler))
declarer(Relance("accompagnement.action", "Actions du plan d’actions", actions_a_faire, lecture=projets_a_rappeler))
