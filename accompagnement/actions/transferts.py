"""A transfer of credits asked for by the team, then made or refused by the coordination."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accompagnement.actions.annonces import annoncer_a_l_equipe, annoncer_le_transfert_demande
from accompagnement.actions.credits import DEJA_PARTIES, refus_de_transferer, transferer
from accompagnement.actions.registre import verrouiller_comptes
from accompagnement.enums_missions import StatutTransfert
from accompagnement.models import Besoin, DemandeTransfert
from accompagnement.permissions import refus_de_l_etat
from manufactures.models import Projet
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.francais import demi_journees as en_demi_journees
from socle.lib.refus import ActionRefusee, Refus, exiger

DEJA_DEMANDE = Refus("transfert_deja_demande", "Ce transfert est déjà demandé : la coordination répond d’abord à votre première demande.")
DEJA_JUGEE = Refus("transfert_deja_juge", "Cette demande a déjà sa réponse.")
MOTIF_DU_REFUS = Refus("motif_manquant", "Indiquez le motif du refus : l’équipe le lit et adapte sa demande.")


@transaction.atomic
def demander_transfert(*, projet: Projet, de: Besoin, vers: Besoin, quantite: int, motif: str, acteur: Acteur) -> DemandeTransfert:
    """Ask the coordination to move half-days from a need to another; nothing moves before its answer.

    Raises ``ActionRefusee`` outside the accompagnement, when the transfer itself would be refused today, or while the same one is asked for.
    """
    comptes = verrouiller_comptes(projet.pk, deja_parties=DEJA_PARTIES)
    exiger(refus_de_l_etat(projet.etat))
    exiger(refus_de_transferer(comptes, de, vers, quantite, motif))
    champs = {"quantite": quantite, "motif": motif, "demandee_par": acteur.utilisateur, "demandee_at": timezone.now()}
    try:
        with transaction.atomic():
            demande = DemandeTransfert.objects.create(projet=projet, de=de, vers=vers, **champs)
    except IntegrityError as doublon:
        raise ActionRefusee(DEJA_DEMANDE) from doublon
    noter("transfert.demande", fil=projet.fil, acteur=acteur, objet=f"transfert:{demande.pk}", motif=motif, **_faits(demande))
    annoncer_le_transfert_demande(demande, contexte=_faits(demande) | {"motif": motif})
    return demande


@transaction.atomic
def accepter_transfert(*, demande: DemandeTransfert, acteur: Acteur) -> DemandeTransfert:
    """Make a transfer asked for: the ledger's line, the journal and the mail are those of any transfer.

    ``demande`` is read under its lock. Raises ``ActionRefusee`` when it is answered already, or by the rules of a transfer as things stand.
    """
    exiger(None if demande.ouverte else DEJA_JUGEE)
    ligne = transferer(
        projet=demande.projet,
        de=demande.de,
        vers=demande.vers,
        quantite=demande.quantite,
        motif=demande.motif,
        acteur=acteur,
        cle=f"demande:{demande.pk}",
    )
    return _juger(demande, StatutTransfert.ACCEPTEE, acteur, mouvement=ligne)


@transaction.atomic
def refuser_transfert(*, demande: DemandeTransfert, motif: str, acteur: Acteur) -> DemandeTransfert:
    """Refuse a transfer asked for (``demande`` is read under its lock). Raises ``ActionRefusee`` when it is answered already, or without a reason."""
    exiger(None if demande.ouverte else DEJA_JUGEE)
    exiger(None if motif.strip() else MOTIF_DU_REFUS)
    _juger(demande, StatutTransfert.REFUSEE, acteur, motif_refus=motif)
    noter("transfert.refuse", fil=demande.projet.fil, acteur=acteur, objet=f"transfert:{demande.pk}", motif=motif, **_faits(demande))
    contexte = _faits(demande) | {"motif": motif}
    annoncer_a_l_equipe("accompagnement_transfert_refuse", demande.projet, cle=f"transfert-demande:{demande.pk}", contexte=contexte)
    return demande


def _juger(demande: DemandeTransfert, statut: StatutTransfert, acteur: Acteur, **champs) -> DemandeTransfert:
    champs |= {"statut": statut, "jugee_par": acteur.utilisateur, "jugee_at": timezone.now()}
    for champ, valeur in champs.items():
        setattr(demande, champ, valeur)
    demande.save(update_fields=list(champs))
    return demande


def _faits(demande: DemandeTransfert) -> dict:
    return {"demi_journees": en_demi_journees(demande.quantite), "de": str(demande.de), "vers": str(demande.vers)}
