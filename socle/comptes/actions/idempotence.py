"""Requests that may be sent twice: a cut line, an impatient program, a retry."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from socle.comptes.models import DemandeRejouable, Utilisateur
from socle.lib.refus import Refus, exiger

CLE_DEJA_PRISE = Refus("cle_deja_prise", "Cette clé d’idempotence a servi à une autre demande : envoyez une clé neuve.")
CONSERVATION = timedelta(days=7)


@transaction.atomic
def reprendre_demande(*, utilisateur: Utilisateur, cle: str, empreinte: str) -> DemandeRejouable:
    """Return the request known under a key, new (``statut`` is None) or answered already.

    Two at once: the second waits for the first to be committed, then reads its answer. Raises ``ActionRefusee`` for a key
    that belongs to another request.
    """
    demande, _ = DemandeRejouable.objects.get_or_create(utilisateur=utilisateur, cle=cle, defaults={"empreinte": empreinte})
    exiger(None if demande.empreinte == empreinte else CLE_DEJA_PRISE)
    return demande


@transaction.atomic
def garder_reponse(*, demande: DemandeRejouable, statut: int, corps: str) -> None:
    """Keep the answer of a request that succeeded."""
    demande.statut, demande.corps = statut, corps
    demande.save(update_fields=["statut", "corps"])


@transaction.atomic
def oublier_les_vieilles_demandes() -> int:
    """Forget the answers older than seven days; return how many."""
    return DemandeRejouable.objects.filter(created_at__lt=timezone.now() - CONSERVATION).delete()[0]
