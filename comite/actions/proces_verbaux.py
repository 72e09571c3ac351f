"""The minutes, generated from what happened."""

from django.db import transaction
from django.utils import timezone

from comite.actions.dossiers import empreinte_de
from comite.actions.ordre_du_jour import verrouiller_seance
from comite.enums import EtatPV, StatutSeance
from comite.models import ProcesVerbal, Seance
from comite.permissions import peut_presider
from comite.queries.proces_verbal import contenu_du_pv
from comite.queries.sieges import siege_de
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.refus import Refus, exiger

PAS_LEVEE = Refus("seance_non_levee", "Le procès-verbal s’établit une fois la séance levée.")
PV_SIGNE = Refus("pv_signe", "Le procès-verbal est signé\u00a0: il ne change plus.")


@transaction.atomic
def generer_pv(*, seance: Seance, acteur: Acteur | None) -> ProcesVerbal:
    """Draw the minutes of a lifted sitting from its events; again, it draws them anew until somebody has signed."""
    exiger(peut_presider(acteur, siege_de(acteur)))
    seance = verrouiller_seance(seance)
    exiger(None if seance.etat in (StatutSeance.LEVEE, StatutSeance.PV_A_SIGNER) else PAS_LEVEE)
    pv = ProcesVerbal.objects.select_for_update(of=("self",)).filter(seance=seance).first() or ProcesVerbal(seance=seance)
    exiger(PV_SIGNE if pv.pk and (pv.etat == EtatPV.SIGNE or pv.signatures.exists()) else None)
    pv.contenu = contenu_du_pv(seance)
    pv.empreinte, pv.genere_at = empreinte_de(pv.contenu), timezone.now()
    pv.save()
    seance.statut = StatutSeance.PV_A_SIGNER
    seance.save(update_fields=["statut"])
    noter("pv.genere", fil=seance.fil, acteur=acteur, objet=f"pv:{pv.pk}", reference=seance.reference)
    return pv
