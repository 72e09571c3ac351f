"""The yearly report of a project: written by its team, accepted or sent back by the coordination."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accompagnement.enums_veille import StatutRapport
from accompagnement.models import RapportAnnuel
from accompagnement.permissions import QUATRE_YEUX, peut_coordonner
from accompagnement.regles_rapport import refus_d_ecrire, refus_de_remettre
from manufactures.models import Projet
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.refus import Refus, exiger

PAS_REMIS = Refus("rapport_pas_remis", "Ce rapport n’attend pas de réponse : rechargez la page pour voir où il en est.")
DEMANDE_VIDE = Refus("demande_vide", "Écrivez ce qu’il faut compléter : l’équipe le lit.")


@transaction.atomic
def ecrire_rapport(
    *, projet: Projet, annee: int, valeurs: dict[str, Decimal | None], recit: str, remettre: bool = False, acteur: Acteur
) -> RapportAnnuel:
    """Save the report of a year, and hand it in when asked to; the indicators are those of the règlement that day.

    Raises ``ActionRefusee`` once it is handed in, or when there is nothing in it.
    """
    demandes = [{"code": i.code, "libelle": i.libelle} for i in reglement.valeur("accompagnement.indicateurs_rapport")]
    RapportAnnuel.objects.bulk_create([RapportAnnuel(projet=projet, annee=annee, indicateurs=demandes)], ignore_conflicts=True)
    rapport = RapportAnnuel.objects.select_for_update(of=("self",)).get(projet=projet, annee=annee)
    exiger(refus_d_ecrire(rapport.etat))
    exiger(refus_de_remettre(valeurs, [i["code"] for i in demandes], recit) if remettre else None)
    rapport.indicateurs, rapport.recit = demandes, recit
    rapport.valeurs = {code: str(valeur) for code, valeur in valeurs.items() if valeur is not None}
    if remettre:
        rapport.statut, rapport.remis_at, rapport.remis_par, rapport.demande = StatutRapport.REMIS, timezone.now(), acteur.utilisateur, ""
    rapport.save()
    if remettre:
        noter("rapport.remis", fil=projet.fil, acteur=acteur, rapport=rapport.titre)
    return rapport


@transaction.atomic
def accepter_rapport(*, rapport: RapportAnnuel, acteur: Acteur) -> RapportAnnuel:
    """Accept a report handed in: it is final. Raises ``ActionRefusee`` for who handed it in, or when there is none to accept."""
    rapport = _remis(rapport, acteur)
    exiger(QUATRE_YEUX if acteur.pk == rapport.remis_par_id else None)
    rapport.statut, rapport.accepte_at, rapport.accepte_par = StatutRapport.ACCEPTE, timezone.now(), acteur.utilisateur
    rapport.save(update_fields=["statut", "accepte_at", "accepte_par"])
    noter("rapport.accepte", fil=rapport.projet.fil, acteur=acteur, rapport=rapport.titre)
    return rapport


@transaction.atomic
def renvoyer_rapport(*, rapport: RapportAnnuel, demande: str, acteur: Acteur) -> RapportAnnuel:
    """Give a report back to its team with what is to be completed. Raises ``ActionRefusee`` without a word or a report."""
    rapport = _remis(rapport, acteur)
    exiger(None if demande.strip() else DEMANDE_VIDE)
    rapport.statut, rapport.demande, rapport.remis_at, rapport.remis_par = StatutRapport.BROUILLON, demande, None, None
    rapport.save(update_fields=["statut", "demande", "remis_at", "remis_par"])
    noter("rapport.renvoye", fil=rapport.projet.fil, acteur=acteur, motif=demande, rapport=rapport.titre)
    return rapport


def _remis(rapport: RapportAnnuel, acteur: Acteur) -> RapportAnnuel:
    exiger(peut_coordonner(acteur))
    rapport = RapportAnnuel.objects.select_for_update(of=("self",)).select_related("projet").get(pk=rapport.pk)
    exiger(None if rapport.etat == StatutRapport.REMIS else PAS_REMIS)
    return rapport
