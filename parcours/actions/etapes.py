"""The steps that lead a project from one phase to the next: each reads from one and hands plain values to the other."""

from datetime import date

from django.db import transaction

from accompagnement.actions.credits import ouvrir_credits
from accompagnement.models import PlanAccompagnement
from accompagnement.regles import repartition_des_credits
from comite.actions.dossiers import figer_dossier
from comite.actions.ordre_du_jour import inscrire_projet
from comite.enums import TypeSeance
from comite.models import Dossier, PointOrdreDuJour, Seance
from comite.queries.embargo import statuts_sous_embargo
from incubation.models import BesoinIdentifie
from manufactures.actions.projets import faire_passer, verrouiller
from manufactures.enums import StatutProjet
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
def ouvrir_accompagnement(*, projet: Projet, repartition: dict[str, int], date_debut: date, acteur: Acteur) -> PlanAccompagnement:
    """Open the two years of support of a funded project, its credits shared over the needs flagged in incubation.

    « Une phase d’accompagnement sur mesure de chaque Manufacture, durant 2 ans, une fois les financements octroyés. »
    Raises ``ActionRefusee`` for a project that is not funded, or whose decision is not published.
    """
    projet = verrouiller(projet.pk)
    exiger(refus_d_ouvrir(projet))
    total, lignes = sum(repartition.values()), _lignes_du_plan(projet, repartition)
    with noter_a_la_fin():
        plan = ouvrir_credits(projet=projet, demi_journees=total, repartition=lignes, date_debut=date_debut, acteur=acteur)
        faire_passer(projet=projet, vers=StatutProjet.EN_ACCOMPAGNEMENT, acteur=acteur, verrouille=True)
        mois = reglement.valeur("accompagnement.duree_mois")
        noter("projet.accompagnement_ouvert", fil=projet.fil, acteur=acteur, demi_journees=total, mois=mois)
    return plan


def refus_d_ouvrir(projet: Projet) -> Refus | None:
    """Say why the support of a project cannot open yet, or None."""
    return refus_d_ouvrir_l_accompagnement(projet.etat, sous_embargo=projet.pk in statuts_sous_embargo())


def _lignes_du_plan(projet: Projet, repartition: dict[str, int]) -> list[tuple[str, int, str]]:
    """Return the lines of the plan with the objectives written in incubation: needs flagged first, by priority."""
    objectifs = dict(BesoinIdentifie.objects.filter(projet=projet).values_list("besoin_code", "objectif"))
    ordre = [code for code in objectifs if code in repartition] + [code for code in repartition if code not in objectifs]
    return [(code, repartition[code], objectifs.get(code, "")) for code in ordre]


def repartition_proposee(projet: Projet, total: int) -> dict[str, int]:
    """Return the half-days to propose for each need flagged at the end of incubation; the sum is ``total``."""
    proposes = dict(BesoinIdentifie.objects.filter(projet=projet).values_list("besoin_code", "demi_journees"))
    poids = {code: max(n, 1) for code, n in proposes.items()} or {b["code"]: 1 for b in reglement.valeur("incubation.besoins")}
    return repartition_des_credits(total, poids)
