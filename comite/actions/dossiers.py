"""The frozen file."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from comite.models import Dossier, PointOrdreDuJour
from comite.permissions import peut_preparer
from comite.queries.sieges import siege_de
from comite.queries.suites import retour_du_dossier
from comite.regles_pv import empreinte_de
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.refus import Refus, exiger

DEJA_FIGE = Refus("dossier_fige", "Le dossier de ce point est déjà figé\u00a0: il ne change plus.")


def empreinte_verifiee(dossier: Dossier) -> bool:
    """Tell whether the recorded content of a file is still the one that was hashed when it was frozen."""
    return empreinte_de(dossier.contenu) == dossier.empreinte


@transaction.atomic
def figer_dossier(*, point: PointOrdreDuJour, contenu: dict, acteur: Acteur | None) -> Dossier:
    """Freeze and hash the file of a point. Raises ``ActionRefusee`` when it is frozen already."""
    exiger(peut_preparer(acteur, siege_de(acteur)))
    if point.retour_ajournement:
        contenu = contenu | retour_du_dossier(point, contenu)
    dossier = _ecrire(Dossier(point=point, contenu=contenu, empreinte=empreinte_de(contenu), fige_at=timezone.now()), acteur)
    projet = point.projet
    noter("dossier.fige", fil=projet.fil, acteur=acteur, objet=f"dossier:{dossier.pk}", projet=str(projet), seance=str(point.seance))
    return dossier


def _ecrire(dossier: Dossier, acteur: Acteur | None) -> Dossier:
    """Write the row. A point has one file, its unique constraint says so, even to two acts at once: nobody looks first."""
    dossier.fige_par = acteur.utilisateur if acteur else None
    try:
        with transaction.atomic():
            dossier.save(force_insert=True)
    except IntegrityError:
        exiger(DEJA_FIGE if Dossier.objects.filter(point=dossier.point_id).exists() else None)
        raise
    return dossier
