"""Minutes for the tests: a sitting lifted, its minutes drawn, signed, sealed."""

import time

from comite.actions.decisions import proclamer_decision
from comite.actions.proces_verbaux import corriger_pv, generer_pv
from comite.actions.seances import lever_seance, publier_decisions
from comite.actions.signatures import sceller_pv, signer_pv
from comite.enums import Choix
from comite.models import ProcesVerbal, Seance
from comite.pdf import CODE, imprimer_document
from socle.comptes.acteur import acteur_de
from socle.comptes.enums import Preuve
from tests.comite import fabriques as f


def pv_a_signer(seance, comite, choix=Choix.ATTRIBUER, **options) -> ProcesVerbal:
    """Decide the first item of an open sitting, lift it and draw its minutes."""
    proclamer_decision(scrutin=f.scrutin_clos(seance, f.tous(comite, choix), **options), acteur=None)
    return generer_pv(seance=lever_seance(seance=seance, acteur=None), acteur=None)


def signer(pv: ProcesVerbal, *personnes) -> ProcesVerbal:
    for personne in personnes:
        signer_pv(seance=pv.seance, acteur=acteur_de(personne), preuve=Preuve.MOT_DE_PASSE, empreinte=pv.empreinte)
    return ProcesVerbal.objects.select_related("seance").get(pk=pv.pk)


def sceller(pv: ProcesVerbal) -> bytes:
    """Print signed minutes, keep the file, return its bytes."""
    contenu = imprimer_document(CODE, pv.pk)
    sceller_pv(pv_id=pv.pk, contenu=contenu)
    return contenu


def publier(pv: ProcesVerbal) -> None:
    publier_decisions(seance=Seance.objects.get(pk=pv.seance_id), acteur=None)


def vient_de_s_identifier(client, personne, methode="password") -> None:
    """Put in the session what allauth writes there when a person has just identified herself again."""
    session = client.session
    session["account_authentication_methods"] = [{"method": methode, "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(personne.pk)
    session.save()


def corriger(pv: ProcesVerbal, textes: dict) -> None:
    corriger_pv(seance=pv.seance, textes=textes, acteur=None)
