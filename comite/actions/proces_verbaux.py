"""The minutes, generated from what happened, and the corrections of their free texts."""

from django.db import transaction
from django.utils import timezone

from comite.actions.ordre_du_jour import verrouiller_seance
from comite.enums import EtatPV, StatutSeance
from comite.models import CorrectionPV, ProcesVerbal, Seance
from comite.permissions import peut_preparer, peut_presider
from comite.queries.proces_verbal import contenu_du_pv, seances_a_relater
from comite.queries.sieges import siege_de
from comite.regles_pv import Textes, appliquer_textes, differences, empreinte_de, textes_de
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.refus import Refus, exiger

PAS_LEVEE = Refus("seance_non_levee", "Le procès-verbal s’établit une fois la séance levée.")
PV_SIGNE = Refus("pv_signe", "Le procès-verbal est signé\u00a0: il ne change plus. Rédigez un additif.")
A_RELATER = (StatutSeance.LEVEE, StatutSeance.PV_A_SIGNER)
PAS_DE_PV = Refus("pv_absent", "Établissez d’abord le procès-verbal.")


def verrouiller_pour_relater(seance: Seance) -> Seance:
    """Return a sitting with what its minutes need, its row locked until the end of the transaction."""
    verrouiller_seance(seance)  # a statement of its own: what is read after it knows of a signature just given
    return seances_a_relater().get(pk=seance.pk)


def pv_de(seance: Seance) -> ProcesVerbal | None:
    """Return the minutes of a sitting read with them."""
    return getattr(seance, "proces_verbal", None)


@transaction.atomic
def generer_pv(*, seance: Seance, acteur: Acteur | None) -> ProcesVerbal:
    """Draw the minutes of a lifted sitting from its events; again, it draws them anew until somebody has signed.

    The free texts that were corrected stay.
    """
    exiger(peut_presider(acteur, siege_de(acteur)))
    # The status is written first: it locks the sitting, and what is read after it knows of a signature just given.
    Seance.objects.filter(pk=seance.pk, statut__in=A_RELATER).update(statut=StatutSeance.PV_A_SIGNER)
    seance = seances_a_relater().get(pk=seance.pk)
    exiger(_refus_de_relater(seance))
    pv = ecrire_pv(seance)
    noter("pv.genere", fil=seance.fil, acteur=acteur, objet=f"pv:{pv.pk}", reference=seance.reference)
    return pv


def _refus_de_relater(seance: Seance) -> Refus | None:
    if seance.pv_signe_par_un or (pv_de(seance) and pv_de(seance).etat == EtatPV.SIGNE):
        return PV_SIGNE
    return None if seance.etat in A_RELATER else PAS_LEVEE


def ecrire_pv(seance: Seance) -> ProcesVerbal:
    """Draw the minutes from the events, with the free texts they already had (the sitting is locked)."""
    pv = pv_de(seance) or ProcesVerbal(seance=seance)
    textes = textes_de(pv.contenu) if pv.pk else {}
    pv.contenu = appliquer_textes(contenu_du_pv(seance), textes)
    pv.empreinte, pv.genere_at = empreinte_de(pv.contenu), timezone.now()
    pv.save()
    return pv


@transaction.atomic
def corriger_pv(*, seance: Seance, textes: Textes, acteur: Acteur | None) -> CorrectionPV | None:
    """Change the free texts of drafted minutes: opening words, remarks, errata. Figures and votes come from the events.

    Each correction is kept with its author and what it changed; None when it changes nothing.
    """
    exiger(peut_preparer(acteur, siege_de(acteur)))
    seance = verrouiller_pour_relater(seance)
    pv = pv_de(seance)
    exiger(PAS_DE_PV if pv is None else PV_SIGNE if seance.pv_signe_par_un else None)
    nouveau = appliquer_textes(pv.contenu, textes)
    change = differences(pv.contenu, nouveau)
    if not change:
        return None
    pv.contenu, pv.empreinte = nouveau, empreinte_de(nouveau)
    pv.save(update_fields=["contenu", "empreinte"])
    auteur = acteur.utilisateur if acteur else None
    numero = pv.corrections.count() + 1
    correction = CorrectionPV.objects.create(pv=pv, numero=numero, differences=change, empreinte=pv.empreinte, auteur=auteur)
    noter("pv.corrige", fil=seance.fil, acteur=acteur, objet=f"pv:{pv.pk}", reference=seance.reference)
    return correction
