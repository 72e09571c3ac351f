"""A member has her disagreement noted in the minutes."""

from django.db import IntegrityError, transaction
from django.db.models import Exists, Subquery

from comite.actions.proces_verbaux import PV_SIGNE, ecrire_pv, pv_de
from comite.enums import SEANCES_A_VENIR
from comite.models import Decision, Deport, Desaccord, Membre, PointOrdreDuJour, Presence
from comite.permissions import DEPORTE, RESERVE_MEMBRES
from comite.queries.proces_verbal import seances_a_relater
from comite.queries.sieges import siege_de
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.refus import ActionRefusee, Refus, exiger

PAS_DECIDE = Refus("pas_decide", "Ce point n’a pas encore de décision\u00a0: un désaccord se note après elle.")
PAS_VENU = Refus("pas_present", "Seul un membre présent à cette séance fait noter son désaccord.")
DEJA_NOTE = Refus("desaccord_note", "Votre désaccord est déjà noté sur ce point.")
TEXTE_MANQUANT = Refus("texte_manquant", "Écrivez ce avec quoi vous n’êtes pas d’accord.")


@transaction.atomic
def noter_desaccord(*, point: PointOrdreDuJour, texte: str, acteur: Acteur) -> Desaccord:
    """Write a member's own disagreement with a decision, during the sitting or until somebody signs the minutes.

    It names her and nobody else, in a secret ballot too. Minutes already drafted are drawn anew.
    """
    membre = siege_de(acteur)
    exiger(RESERVE_MEMBRES if membre is None else TEXTE_MANQUANT if not texte.strip() else None)
    seance = _seance_et_faits(point, membre)
    exiger(refus_de_noter(seance))
    desaccord = _ecrire(Desaccord(decision_id=seance.decision, membre=membre, texte=texte.strip()))
    if pv_de(seance):
        ecrire_pv(seance)
    projet, personne = point.projet, str(acteur.utilisateur)
    noter("desaccord.note", fil=projet.fil, acteur=acteur, objet=f"point:{point.pk}", personne=personne, projet=str(projet))
    return desaccord


def _ecrire(desaccord: Desaccord) -> Desaccord:
    """Write it; the database alone knows of a signature given while the sitting's lock was waited for."""
    try:
        desaccord.save(force_insert=True)
    except IntegrityError as erreur:
        if "avant la signature" not in str(erreur):
            raise
        raise ActionRefusee(PV_SIGNE) from erreur
    return desaccord


def _seance_et_faits(point: PointOrdreDuJour, membre: Membre):
    """Return the sitting, locked, with what stands in the way of this member's disagreement: one statement."""
    faits = {
        "decision": Subquery(Decision.objects.filter(point=point).values("pk")[:1]),
        "venu": Exists(Presence.objects.filter(seance=point.seance_id, membre=membre)),
        "deporte": Exists(Deport.objects.de(membre).filter(projet=point.projet_id)),
        "deja_note": Exists(Desaccord.objects.filter(decision__point=point, membre=membre)),
    }
    return seances_a_relater().annotate(**faits).select_for_update(of=("self",)).get(pk=point.seance_id)


def refus_de_noter(seance) -> Refus | None:
    """Say why a member cannot have a disagreement noted on an item (sitting read with its facts), or None."""
    obstacles = (
        (seance.deporte, DEPORTE),
        (seance.pv_signe_par_un, PV_SIGNE),
        (seance.etat in SEANCES_A_VENIR or seance.decision is None, PAS_DECIDE),
        (not seance.venu, PAS_VENU),
        (seance.deja_note, DEJA_NOTE),
    )
    return next((refus for vrai, refus in obstacles if vrai), None)
