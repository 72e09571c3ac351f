"""The receipt of a secret vote: it says that the voice is counted, never what it said."""

import hmac

from comite.models import Bulletin, Membre, Participation, Scrutin, Urne
from comite.regles import RECU_SIGNES, recu_lisible
from socle.comptes.acteur import Acteur
from socle.lib.scelles import cle_de


def recu_de(sel: bytes, siege_pk: int) -> str:
    """Return the receipt of a seat in the ballot whose urn has this salt: ``7K4M-92QX``.

    It is drawn again while the ballot is open, so that a cut line loses nothing; the salt gone, no seat has a receipt any more.
    """
    empreinte = hmac.digest(cle_de(sel, "comite.recu"), str(siege_pk).encode(), "sha256")
    return recu_lisible(int.from_bytes(empreinte[:8]), RECU_SIGNES)


def recu_du_vote(scrutin: Scrutin, siege: Membre) -> str:
    """Return the receipt of a voice heard in an open secret ballot; empty otherwise."""
    sel = Urne.objects.filter(scrutin=scrutin).values_list("sel", flat=True).first()
    return recu_de(sel, siege.pk) if sel else ""


def vote_deja_compte(scrutin: Scrutin, acteur: Acteur, choix: str, pour: Membre | None) -> Participation | None:
    """Return the participation that a vote sent twice has already made: same person, same voice, and same choice if it is told."""
    siennes = Participation.objects.filter(scrutin=scrutin, exprime_par__utilisateur=acteur.pk, saisi_par=acteur.pk)
    siennes = siennes.filter(membre=pour) if pour else siennes.filter(par_procuration=False)
    participation = siennes.select_related("membre").first()
    if participation is None or scrutin.est_secret:
        return participation
    return participation if Bulletin.objects.filter(scrutin=scrutin, membre=participation.membre, choix=choix).exists() else None
