"""The plan d’actions of a project: what was decided, by whom, for when; ticked when done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from accompagnement.models import ActionDuProjet, Mission
from manufactures.models import Projet
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.francais import date_entiere
from socle.lib.refus import ActionRefusee, Refus

DEJA_FAITE = Refus("action_deja_faite", "Cette action est déjà notée comme faite.")


@dataclass(frozen=True)
class ActionPrevue:
    """What has to be done, by whom, for when."""

    libelle: str
    responsable: str
    echeance: date


def prevoir_actions(*, projet: Projet, mission: Mission | None = None, actions: Sequence[ActionPrevue], acteur: Acteur) -> None:
    """Write actions in the plan of a project, in one statement."""
    if not actions:
        return
    champs = {"projet": projet, "mission": mission, "ajoutee_par": acteur.utilisateur, "ajoutee_at": timezone.now()}
    ActionDuProjet.objects.bulk_create(
        ActionDuProjet(libelle=a.libelle, responsable=a.responsable, echeance=a.echeance, **champs) for a in actions
    )


@transaction.atomic
def ajouter_action(*, projet: Projet, action: ActionPrevue, acteur: Acteur) -> None:
    """Let the team add an action of its own."""
    prevoir_actions(projet=projet, actions=[action], acteur=acteur)
    noter("action.ajoutee", fil=projet.fil, acteur=acteur, action=action.libelle, echeance=date_entiere(action.echeance))


@transaction.atomic
def terminer_action(*, action: ActionDuProjet, acteur: Acteur) -> ActionDuProjet:
    """Tick an action. Raises ``ActionRefusee`` when it is ticked already."""
    action = ActionDuProjet.objects.select_for_update(of=("self",)).select_related("projet").get(pk=action.pk)
    if action.faite_at:
        raise ActionRefusee(DEJA_FAITE)
    action.faite_at, action.faite_par = timezone.now(), acteur.utilisateur
    action.save(update_fields=["faite_at", "faite_par"])
    noter("action.faite", fil=action.projet.fil, acteur=acteur, action=action.libelle)
    return action
