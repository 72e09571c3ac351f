"""The address at which an expert's own calendar reads her booked half-days: secret, one at a time, revocable."""

from django.db import transaction

from accompagnement.models import Expert
from accompagnement.permissions import est_l_expert
from socle.comptes.acteur import Acteur
from socle.comptes.secrets import empreinte, nouveau_secret
from socle.journal.actions import noter
from socle.lib.refus import exiger


@transaction.atomic
def donner_lien_d_agenda(*, expert: Expert, acteur: Acteur) -> str:
    """Return a new secret, shown once; the address given before stops answering."""
    exiger(est_l_expert(acteur, expert.utilisateur_id))
    secret = nouveau_secret()
    Expert.objects.filter(pk=expert.pk).update(jeton_agenda=empreinte(secret))
    noter("expert.calendrier", fil="programme", acteur=acteur, objet=f"expert:{expert.pk}", quoi="lien d’abonnement donné")
    return secret


@transaction.atomic
def retirer_lien_d_agenda(*, expert: Expert, acteur: Acteur) -> None:
    """Make the address stop answering."""
    exiger(est_l_expert(acteur, expert.utilisateur_id))
    Expert.objects.filter(pk=expert.pk).update(jeton_agenda="")
    noter("expert.calendrier", fil="programme", acteur=acteur, objet=f"expert:{expert.pk}", quoi="lien d’abonnement retiré")
