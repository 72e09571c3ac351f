"""What a team says of a mission."""

from django.db import transaction
from django.utils import timezone

from accompagnement.actions.passages import verrouiller_mission
from accompagnement.enums_veille import Utilite
from accompagnement.models import AvisMission, Mission
from accompagnement.regles_avis import refus_de_donner_un_avis
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.refus import exiger


@transaction.atomic
def donner_avis(*, mission: Mission, note: Utilite, aide: str = "", manque: str = "", acteur: Acteur) -> AvisMission:
    """Record, or change until the service is validated, what the team says of a mission.

    Raises ``ActionRefusee`` before the verdict on the service, and for a change once it is validated.
    """
    mission = verrouiller_mission(mission)
    ancien = AvisMission.objects.filter(mission=mission).first()
    exiger(refus_de_donner_un_avis(mission.etat, ancien is not None))
    avis = ancien or AvisMission(mission=mission)
    avis.note, avis.aide, avis.manque = note, aide, manque
    avis.donne_at, avis.donne_par = timezone.now(), acteur.utilisateur
    avis.save()
    code = "mission.avis_change" if ancien else "mission.avis"
    noter(code, fil=mission.projet.fil, acteur=acteur, objet=f"mission:{mission.pk}", mission=mission.pk)
    return avis
