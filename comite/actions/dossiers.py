"""The frozen file."""

from django.db import transaction
from django.utils import timezone

from comite.models import Dossier, PointOrdreDuJour
from comite.regles_pv import empreinte_de
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.refus import Refus, exiger

DEJA_FIGE = Refus("dossier_fige", "Le dossier de ce point est déjà figé\u00a0: il ne change plus.")


@transaction.atomic
def figer_dossier(*, point: PointOrdreDuJour, contenu: dict, acteur: Acteur | None) -> Dossier:
    """Freeze and hash the file of a point. Raises ``ActionRefusee`` when it is frozen already."""
    point = PointOrdreDuJour.objects.select_for_update(of=("self",)).select_related("projet", "seance", "dossier").get(pk=point.pk)
    exiger(DEJA_FIGE if hasattr(point, "dossier") else None)
    dossier = Dossier.objects.create(
        point=point,
        contenu=contenu,
        empreinte=empreinte_de(contenu),
        fige_at=timezone.now(),
        fige_par=acteur.utilisateur if acteur else None,
    )
    projet = point.projet
    noter("dossier.fige", fil=projet.fil, acteur=acteur, objet=f"dossier:{dossier.pk}", projet=str(projet), seance=str(point.seance))
    return dossier
