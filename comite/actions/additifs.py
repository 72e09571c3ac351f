"""What is added to signed minutes: they do not change any more."""

from django.db import transaction
from django.utils import timezone

from comite.actions.ordre_du_jour import verrouiller_seance
from comite.enums import EtatPV
from comite.models import Additif, ProcesVerbal, Seance
from comite.permissions import peut_preparer
from comite.queries.sieges import siege_de
from comite.regles_pv import empreinte_de
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib import francais
from socle.lib.refus import Refus, exiger

PV_PAS_SIGNE = Refus("pv_non_signe", "Le procès-verbal n’est pas encore signé\u00a0: corrigez-le plutôt.")
UN_A_LA_FOIS = Refus("additif_a_signer", "Un additif attend ses signatures\u00a0: faites-le signer ou abandonnez-le d’abord.")
ADDITIF_SIGNE = Refus("additif_signe", "Cet additif porte une signature\u00a0: il ne se retire plus.")


@transaction.atomic
def rediger_additif(*, seance: Seance, texte: str, acteur: Acteur | None) -> Additif:
    """Write the next additif to signed minutes; its hash is chained to the last document signed."""
    exiger(peut_preparer(acteur, siege_de(acteur)))
    verrouiller_seance(seance)  # as who signs does: two additifs are written one after the other
    pv = ProcesVerbal.objects.select_for_update(of=("self",)).select_related("seance").filter(seance=seance, etat=EtatPV.SIGNE).first()
    exiger(PV_PAS_SIGNE if pv is None else None)
    dernier = pv.additifs.order_by("-numero").first()
    exiger(UN_A_LA_FOIS if dernier and dernier.etat != EtatPV.SIGNE else None)
    additif = Additif(pv=pv, numero=dernier.numero + 1 if dernier else 1, texte=texte.strip(), redige_at=timezone.now())
    additif.auteur = acteur.utilisateur if acteur else None
    additif.empreinte_precedente = dernier.empreinte if dernier else pv.empreinte
    additif.contenu = _contenu(additif, pv)
    additif.empreinte = empreinte_de(additif.contenu)
    additif.save()
    noter("additif.redige", fil=pv.seance.fil, acteur=acteur, objet=f"pv:{pv.pk}", numero=additif.numero, reference=pv.seance.reference)
    return additif


def _contenu(additif: Additif, pv: ProcesVerbal) -> dict:
    return {
        "programme": pv.contenu["programme"],
        "reference": pv.contenu["reference"],
        "titre": f"Additif {additif.numero} au procès-verbal {pv.contenu['reference']}",
        "quand": francais.date_entiere(additif.redige_at),
        "seance": f"{pv.contenu['titre']}. {pv.contenu['quand']}",
        "texte": additif.texte,
        "empreinte_precedente": additif.empreinte_precedente,
    }


def refus_d_abandonner(additif: Additif) -> Refus | None:
    """Say why an additif stays, or None."""
    return ADDITIF_SIGNE if additif.signatures.exists() else None


@transaction.atomic
def abandonner_additif(*, additif: Additif, acteur: Acteur | None) -> None:
    """Take back an additif that nobody has signed; the journal keeps its text."""
    exiger(peut_preparer(acteur, siege_de(acteur)))
    verrouiller_seance(additif.pv.seance)  # as who signs it does
    additif = Additif.objects.select_for_update(of=("self",)).select_related("pv__seance").get(pk=additif.pk)
    exiger(refus_d_abandonner(additif))
    seance = additif.pv.seance
    noter("additif.abandonne", fil=seance.fil, acteur=acteur, motif=additif.texte, numero=additif.numero, reference=seance.reference)
    additif.delete()
