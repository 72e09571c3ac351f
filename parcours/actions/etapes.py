"""The steps that lead a project from one phase to the next: each reads from one and hands plain values to the other."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from accompagnement.actions.plan import preparer_plan
from accompagnement.models import Besoin, PlanAccompagnement
from accompagnement.regles_plan import LigneVoulue
from comite.actions.dossiers import figer_dossier
from comite.actions.ordre_du_jour import inscrire_projet
from comite.enums import TypeSeance
from comite.models import Dossier, PointOrdreDuJour, Seance
from comite.queries.embargo import statuts_sous_embargo
from manufactures.actions.projets import verrouiller
from manufactures.models import Projet
from parcours.queries.dossier import contenu_du_dossier
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
        _figer(point, acteur)
    return point


@transaction.atomic
def figer_les_dossiers(*, seance: Seance, acteur: Acteur | None) -> list[Dossier]:
    """Freeze the files still missing on an agenda: adjourned projects came back to it by themselves."""
    sans_dossier = PointOrdreDuJour.objects.filter(seance=seance, dossier=None)
    return [_figer(point, acteur) for point in sans_dossier.select_related("projet__structure", "projet__vague", "seance").order_by("rang")]


def _figer(point: PointOrdreDuJour, acteur: Acteur | None) -> Dossier:
    contenu = contenu_du_dossier(point.projet, TypeSeance(point.seance.type))
    dossier = figer_dossier(point=point, contenu=contenu, acteur=acteur)
    noter("projet.dossier_fige", fil=point.projet.fil, acteur=acteur, seance=point.seance.reference)
    return dossier


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
