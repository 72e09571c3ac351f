"""The steps that lead a project from one phase to the next: each reads from one and hands plain values to the other."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from accompagnement.actions.plan import preparer_plan
from accompagnement.models import Besoin, PlanAccompagnement
from accompagnement.regles_plan import LigneVoulue
from comite.actions.dossiers import figer_dossiers
from comite.actions.ordre_du_jour import inscrire_projet
from comite.enums import TypeSeance
from comite.models import Dossier, PointOrdreDuJour, Seance
from comite.queries.embargo import statuts_sous_embargo
from manufactures.actions.projets import verrouiller
from manufactures.models import Projet
from parcours.queries.dossier import contenus_des_dossiers
from parcours.regles import refus_d_ouvrir_l_accompagnement
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter, noter_a_la_fin
from socle.lib.refus import Refus, exiger


@transaction.atomic
def verser_au_comite(*, projet: Projet, seance: Seance, acteur: Acteur, verrouille: bool = False) -> PointOrdreDuJour:
    """Put a project on the agenda of a sitting with its file frozen.

    « C’est à l’issue de la phase d’incubation - accélération que le montant des financements sera validé et octroyé. »
    ``verrouille``: the caller has just read ``projet`` under its lock.
    """
    with noter_a_la_fin():
        point = inscrire_projet(seance=seance, projet=projet, acteur=acteur, verrouille=verrouille)
        _figer([point], acteur)
    return point


@transaction.atomic
def figer_les_dossiers(*, seance: Seance, acteur: Acteur | None) -> list[Dossier]:
    """Freeze the files still missing on an agenda: adjourned projects came back to it by themselves."""
    sans_dossier = PointOrdreDuJour.objects.filter(seance=seance, dossier=None)
    points = sans_dossier.select_related("projet__structure", "projet__vague", "seance").order_by("rang")
    with noter_a_la_fin():
        return _figer(points, acteur)


def _figer(points: Sequence[PointOrdreDuJour], acteur: Acteur | None) -> list[Dossier]:
    """Freeze the files of points of one sitting, in as many statements for ten as for one."""
    if not points:
        return []
    seance = points[0].seance
    contenus = contenus_des_dossiers([point.projet for point in points], TypeSeance(seance.type))
    dossiers = figer_dossiers(points=points, contenus=contenus, acteur=acteur)
    for point in points:
        noter("projet.dossier_fige", fil=point.projet.fil, acteur=acteur, seance=seance.reference)
    return dossiers


@transaction.atomic
def preparer_accompagnement(
    *,
    projet: Projet,
    lignes: Sequence[LigneVoulue],
    date_debut: date,
    besoins: Mapping[str, Besoin],
    conditions: Sequence[str],
    acteur: Acteur,
) -> PlanAccompagnement:
    """Prepare the plan of a funded project, over the credits of the règlement; both parties sign it before they are granted.

    « Il prend la forme de crédits mobilisables selon des besoins ponctuels préalablement identifiés. » ``conditions``: those of the
    committee, copied in the plan. Raises ``ActionRefusee`` for a project that is not funded, or whose decision is not published.
    """
    projet = verrouiller(projet.pk)
    exiger(refus_d_ouvrir(projet))
    return preparer_plan(
        projet=projet,
        demi_journees=reglement.valeur("accompagnement.credits_par_projet"),
        lignes=lignes,
        date_debut=date_debut,
        besoins=besoins,
        conditions=conditions,
        acteur=acteur,
    )


def refus_d_ouvrir(projet: Projet) -> Refus | None:
    """Say why the support of a project cannot open yet, or None."""
    return refus_d_ouvrir_l_accompagnement(projet.etat, sous_embargo=projet.pk in statuts_sous_embargo())
