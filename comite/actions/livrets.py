"""The booklet of a sitting, made for one person: the agenda and the files that she may read."""

from django.db import transaction
from django.utils import timezone

from comite.models import Dossier, LectureDossier, Livret, Membre, PointOrdreDuJour, Seance
from comite.permissions import DECLARATION_ATTENDUE
from comite.queries.interets import doit_declarer
from socle.comptes.acteur import Acteur
from socle.documents.actions import demander_edition
from socle.documents.models import Edition
from socle.lib.refus import Refus, exiger

CODE = "comite.livret"
SANS_DOSSIER = Refus("livret_vide", "Aucun dossier de cette séance n’est figé\u00a0: le livret se compose une fois les dossiers figés.")


@transaction.atomic
def demander_livret(*, seance: Seance, membre: Membre | None, acteur: Acteur) -> Edition:
    """Ask for the booklet of a sitting. For a member it holds the files open to her, and counts as a reading of each.

    Raises ``ActionRefusee`` before her statement, or while no file is frozen.
    """
    exiger(DECLARATION_ATTENDUE if doit_declarer(membre, seance) else None)
    points = PointOrdreDuJour.objects.filter(seance=seance).visibles_par(membre)
    dossiers = list(Dossier.objects.filter(point__in=points).order_by("point__rang", "point").values_list("pk", flat=True))
    exiger(None if dossiers else SANS_DOSSIER)
    livret = Livret.objects.create(seance=seance, membre=membre, dossiers=dossiers, demande_at=timezone.now())
    if membre:
        _lire_tous(membre, dossiers)
    return demander_edition(code=CODE, objet_id=livret.pk, acteur=acteur, titre=str(livret).capitalize())


def _lire_tous(membre: Membre, dossiers: list[int]) -> None:
    lectures = [LectureDossier(membre=membre, dossier_id=pk, premiere_at=timezone.now()) for pk in dossiers]
    LectureDossier.objects.bulk_create(lectures, ignore_conflicts=True)
