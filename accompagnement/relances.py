"""Reminders of the accompagnement: answer a report in time, do the actions of the plan. Each reads the state and nothing else."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from accompagnement.queries.plan_action import actions_ouvertes
from accompagnement.queries.silences import comptes_rendus_attendus
from manufactures.queries.personnes import equipe_de
from socle.comptes.portee import programme_courant
from socle.courriers.registre import Rappel, Relance, declarer
from socle.lib import francais
from socle.lib.dates import a_paris


def verdicts_attendus(instant: datetime) -> Iterator[Rappel]:
    """Return one reminder per report to answer and person of the team, with what silence does. One statement."""
    for rendu in comptes_rendus_attendus().annotate(equipe=equipe_de("mission__projet")):
        phrase = f"Dites si la mission {rendu.mission_id} a été faite\u00a0: sans réponse le {francais.echeance(rendu.reponse_avant)}, "
        lien = reverse("mission_detail", args=[programme_courant().slug, rendu.mission_id])
        for personne in rendu.equipe:
            yield Rappel(f"verdict:{rendu.pk}", personne["id"], f"{phrase}{rendu.suite_du_silence}.", lien, rendu.reponse_avant)


def actions_a_faire(instant: datetime) -> Iterator[Rappel]:
    """Return one reminder per open action and person of the team. One statement."""
    for action in actions_ouvertes().annotate(equipe=equipe_de("projet")):
        phrase = f"«\u00a0{action.libelle}\u00a0» ({action.responsable}) est prévu pour le {francais.date_entiere(action.echeance)}."
        lien = reverse("plan_action", args=[programme_courant().slug, action.projet.slug])
        for personne in action.equipe:
            yield Rappel(f"action:{action.pk}", personne["id"], phrase, lien, a_paris(action.echeance))


declarer(Relance("accompagnement.verdict", "Comptes rendus à accepter", verdicts_attendus))
declarer(Relance("accompagnement.action", "Actions du plan d’actions", actions_a_faire))
