"""Scenarios, which decide nothing; aid regimes; de minimis aid already received."""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from comite.actions.ordre_du_jour import verrouiller_seance
from comite.enums import SEANCES_LEVEES, RegimeAide, TypeSeance
from comite.models import AideDeMinimis, Decision, LigneScenario, PointOrdreDuJour, Scenario, Seance
from comite.permissions import PAS_VOTRE_SCENARIO, peut_entrer, peut_preparer, peut_retenir
from comite.queries.arbitrage import lire_arbitrage
from comite.queries.sieges import siege_de
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib import francais
from socle.lib.refus import Refus, exiger

HORS_FINANCEMENT = Refus("hors_financement", "Seule une séance de financement s’arbitre.")
ARBITRAGE_CLOS = Refus("arbitrage_clos", "La séance est levée\u00a0: ses scénarios ne changent plus.")
NOM_PRIS = Refus("nom_pris", "Un scénario de cette séance porte déjà ce nom\u00a0: choisissez-en un autre.")
SCENARIO_RETENU = Refus("scenario_retenu", "Ce scénario est retenu\u00a0: dupliquez-le pour essayer d’autres montants.")
HORS_SEANCE = Refus("hors_seance", "Un scénario porte sur les dossiers de sa séance que vous pouvez lire, et qui attendent leur décision.")
MOTIF_DU_CHOIX = Refus("motif_du_choix", "Indiquez le motif de ce choix.")
REGIME_FIGE = Refus("regime_fige", "La décision est proclamée\u00a0: le régime de cette aide ne change plus.")
AIDE_RETIREE = Refus("aide_retiree", "Cette aide est déjà retirée.")
MOTIF_DU_RETRAIT = Refus("motif_du_retrait", "Indiquez le motif du retrait.")
OCTROI_A_VENIR = Refus("octroi_a_venir", "La date d’octroi est à venir\u00a0: enregistrez l’aide quand elle est accordée.")


def _seance_a_arbitrer(seance: Seance) -> Seance:
    """Return the sitting, locked, if it is one of financement not lifted."""
    seance = verrouiller_seance(seance)
    exiger(HORS_FINANCEMENT if seance.type != TypeSeance.FINANCEMENT else ARBITRAGE_CLOS if seance.etat in SEANCES_LEVEES else None)
    return seance


def _creer(seance: Seance, nom: str, acteur: Acteur, copie_de: Scenario | None = None) -> Scenario:
    """Write the row. A name is used once in a sitting, its unique constraint says so: nobody looks first."""
    try:
        with transaction.atomic():
            scenario = Scenario.objects.create(seance=seance, nom=nom.strip(), auteur=acteur.utilisateur, copie_de=copie_de)
    except IntegrityError:
        exiger(NOM_PRIS if Scenario.objects.filter(seance=seance, nom=nom.strip()).exists() else None)
        raise
    noter("scenario.cree", fil=seance.fil, acteur=acteur, nom=scenario.nom)
    return scenario


@transaction.atomic
def creer_scenario(*, seance: Seance, nom: str, acteur: Acteur, depart: str = "vide") -> Scenario:
    """Create a scenario that starts from nothing, from the ranks (« rang ») or from a pro rata cut (« prorata »)."""
    membre = siege_de(acteur)
    exiger(peut_entrer(acteur, membre))
    seance = _seance_a_arbitrer(seance)
    scenario = _creer(seance, nom, acteur)
    propose = lire_arbitrage(seance, membre, avec_aides=False).depart(depart) if depart != "vide" else {}
    _ecrire(scenario, {(point, ligne): montant for point, lignes in propose.items() for ligne, montant in lignes.items()})
    return scenario


def _ecrire(scenario: Scenario, montants: dict[tuple[int, str], Decimal]) -> None:
    """Write amounts, in place of those already there."""
    LigneScenario.objects.bulk_create(
        [LigneScenario(scenario=scenario, point_id=point, ligne=ligne, montant=montant) for (point, ligne), montant in montants.items()],
        update_conflicts=True, unique_fields=["scenario", "point", "ligne"], update_fields=["montant"],
    )  # fmt: skip


def _verrouiller(scenario: Scenario) -> Scenario:
    return Scenario.objects.select_for_update(of=("self",)).select_related("seance").get(pk=scenario.pk)


@transaction.atomic
def enregistrer_montants(*, scenario: Scenario, montants: dict[tuple[int, str], Decimal], acteur: Acteur) -> Scenario:
    """Write what-if amounts, ``{(item, line): euros}``, by the author of the scenario. Any total may be tried.

    Raises ``ActionRefusee`` for somebody else's scenario, one already kept, or a file the author may not read.
    """
    scenario = _verrouiller(scenario)
    exiger(None if scenario.auteur_id == acteur.pk else PAS_VOTRE_SCENARIO)
    exiger(SCENARIO_RETENU if scenario.retenu else ARBITRAGE_CLOS if scenario.seance.etat in SEANCES_LEVEES else None)
    lisibles = PointOrdreDuJour.objects.filter(seance=scenario.seance, decision=None).visibles_par(siege_de(acteur))
    exiger(None if {point for point, _ in montants} <= set(lisibles.values_list("pk", flat=True)) else HORS_SEANCE)
    _ecrire(scenario, montants)
    return scenario


@transaction.atomic
def dupliquer_scenario(*, scenario: Scenario, nom: str, acteur: Acteur) -> Scenario:
    """Copy a scenario under another name, for its new author to change: the files she may read, and no other."""
    membre = siege_de(acteur)
    exiger(peut_entrer(acteur, membre))
    seance = _seance_a_arbitrer(scenario.seance)
    lisibles = PointOrdreDuJour.objects.filter(seance=seance, decision=None).visibles_par(membre)
    lignes = scenario.lignes.filter(point__in=lisibles).values_list("point", "ligne", "montant")
    montants = {(point, ligne): montant for point, ligne, montant in lignes}
    copie = _creer(seance, nom, acteur, copie_de=scenario)
    _ecrire(copie, montants)
    return copie


@transaction.atomic
def retenir_scenario(*, scenario: Scenario, motif: str, acteur: Acteur) -> Scenario:
    """Keep a scenario, in place of the former: its amounts prefill what the chair puts to the vote, and decide nothing.

    Raises ``ActionRefusee`` for anybody but the chair, or without a reason.
    """
    exiger(peut_retenir(siege_de(acteur)))
    seance = _seance_a_arbitrer(scenario.seance)
    exiger(None if motif.strip() else MOTIF_DU_CHOIX)
    Scenario.objects.filter(seance=seance, choisi_at__isnull=False).update(choisi_at=None, choisi_par=None, motif_choix="")
    scenario = _verrouiller(scenario)
    scenario.choisi_at, scenario.choisi_par, scenario.motif_choix = timezone.now(), acteur.utilisateur, motif.strip()
    scenario.save(update_fields=["choisi_at", "choisi_par", "motif_choix"])
    noter("scenario.retenu", fil=seance.fil, acteur=acteur, motif=motif.strip(), nom=scenario.nom)
    return scenario


# --- De minimis ------------------------------------------------------------------------------------


@transaction.atomic
def fixer_regime(*, point: PointOrdreDuJour, regime: RegimeAide, acteur: Acteur | None) -> PointOrdreDuJour:
    """Say under which aid regime a file is examined, until it is decided."""
    exiger(peut_preparer(acteur, siege_de(acteur)))
    point = PointOrdreDuJour.objects.select_for_update(of=("self",)).select_related("projet", "seance").get(pk=point.pk)
    exiger(HORS_FINANCEMENT if point.seance.type != TypeSeance.FINANCEMENT else None)
    exiger(REGIME_FIGE if Decision.objects.filter(point=point).exists() else None)
    point.regime_aide = RegimeAide(regime)
    point.save(update_fields=["regime_aide"])
    noter("point.regime", fil=point.projet.fil, acteur=acteur, projet=str(point.projet), regime=point.get_regime_aide_display())
    return point


@transaction.atomic
def enregistrer_aide(*, siren: str, date_octroi: date, montant: Decimal, source: str, acteur: Acteur | None) -> AideDeMinimis:
    """Record de minimis aid that a project declares, at the day of its grant."""
    exiger(peut_preparer(acteur, siege_de(acteur)))
    exiger(OCTROI_A_VENIR if date_octroi > timezone.localdate() else None)
    auteur = acteur.utilisateur if acteur else None
    aide = AideDeMinimis.objects.create(siren=siren, date_octroi=date_octroi, montant=montant, source=source.strip(), saisie_par=auteur)
    noter("aide.enregistree", fil="programme", acteur=acteur, objet=f"aide:{aide.pk}", montant=francais.montant(montant), siren=siren)
    return aide


@transaction.atomic
def retirer_aide(*, aide: AideDeMinimis, motif: str, acteur: Acteur | None) -> AideDeMinimis:
    """Take an aid out of the count, with the reason; the row stays."""
    exiger(peut_preparer(acteur, siege_de(acteur)))
    aide = AideDeMinimis.objects.select_for_update(of=("self",)).get(pk=aide.pk)
    exiger(AIDE_RETIREE if aide.retiree_at else None if motif.strip() else MOTIF_DU_RETRAIT)
    aide.retiree_at, aide.motif_retrait = timezone.now(), motif.strip()
    aide.save(update_fields=["retiree_at", "motif_retrait"])
    noter("aide.retiree", fil="programme", acteur=acteur, motif=motif.strip(), montant=francais.montant(aide.montant), siren=aide.siren)
    return aide
