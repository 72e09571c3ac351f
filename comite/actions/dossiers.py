"""The frozen file."""

from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from comite.models import Dossier, PointOrdreDuJour
from comite.permissions import peut_preparer
from comite.queries.sieges import siege_de
from comite.queries.suites import retours_des_dossiers
from comite.regles_pv import empreinte_de
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter, noter_a_la_fin
from socle.lib.refus import Refus, exiger

DEJA_FIGE = Refus("dossier_fige", "Le dossier de ce point est déjà figé\u00a0: il ne change plus.")


def empreinte_verifiee(dossier: Dossier) -> bool:
    """Tell whether the recorded content of a file is still the one that was hashed when it was frozen."""
    return empreinte_de(dossier.contenu) == dossier.empreinte


@transaction.atomic
def figer_dossier(*, point: PointOrdreDuJour, contenu: dict, acteur: Acteur | None) -> Dossier:
    """Freeze and hash the file of a point. Raises ``ActionRefusee`` when it is frozen already."""
    return figer_dossiers(points=[point], contenus={point.projet_id: contenu}, acteur=acteur)[0]


@transaction.atomic
def figer_dossiers(*, points: Sequence[PointOrdreDuJour], contenus: Mapping[int, dict], acteur: Acteur | None) -> list[Dossier]:
    """Freeze and hash the files of points of one sitting at once; ``contenus`` gives the file of each project by its key.

    Raises ``ActionRefusee`` when one of them is frozen already.
    """
    exiger(peut_preparer(acteur, siege_de(acteur)))
    retours = retours_des_dossiers([point for point in points if point.retour_ajournement], contenus)
    dossiers = _ecrire([_dossier(point, contenus[point.projet_id] | retours.get(point.projet_id, {}), acteur) for point in points])
    with noter_a_la_fin():
        for dossier in dossiers:
            details = {"projet": str(dossier.point.projet), "seance": str(dossier.point.seance)}
            noter("dossier.fige", fil=dossier.point.projet.fil, acteur=acteur, objet=f"dossier:{dossier.pk}", **details)
    return dossiers


def _dossier(point: PointOrdreDuJour, contenu: dict, acteur: Acteur | None) -> Dossier:
    auteur = acteur.utilisateur if acteur else None
    return Dossier(point=point, contenu=contenu, empreinte=empreinte_de(contenu), fige_at=timezone.now(), fige_par=auteur)


def _ecrire(dossiers: list[Dossier]) -> list[Dossier]:
    """Write the rows. A point has one file, its unique constraint says so, even to two acts at once: nobody looks first."""
    try:
        with transaction.atomic():
            return Dossier.objects.bulk_create(dossiers)
    except IntegrityError:
        points = [dossier.point_id for dossier in dossiers]
        exiger(DEJA_FIGE if Dossier.objects.filter(point__in=points).exists() else None)
        raise
