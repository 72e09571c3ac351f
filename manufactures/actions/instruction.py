"""The coordination's answers to a candidature: recevable, irrecevable, or a piece to add."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from manufactures.actions.projets import faire_passer, verrouiller
from manufactures.enums import BINOME, StatutProjet
from manufactures.models import MembreEquipe, Passage, Projet
from manufactures.permissions import a_instruire
from manufactures.verbes import PIECE_DEMANDEE
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.comptes.portee import programme_courant
from socle.courriers.actions import Lettre, poster_ensemble
from socle.courriers.liens import absolu
from socle.journal.actions import noter
from socle.journal.models import Evenement
from socle.lib.dates import ajouter_jours_ouvres
from socle.lib.francais import date_longue
from socle.lib.refus import ActionRefusee, Refus, exiger

PIECES_ABSENTES = Refus("pieces_absentes", "Écrivez quelles pièces manquent : l’équipe lira ce texte.")
PAS_DEPOSEE = Refus("candidature_pas_deposee", "Une pièce se demande pendant l’instruction d’une candidature déposée à temps.")


@transaction.atomic
def declarer_recevable(*, projet: Projet, acteur: Acteur) -> Passage:
    """Find a candidature admissible: the committee may put it on an agenda."""
    projet = verrouiller(projet.pk)
    exiger(a_instruire(projet.etat))
    passage = faire_passer(projet=projet, vers=StatutProjet.RECEVABLE, acteur=acteur, verrouille=True)
    noter("candidature.recevable", fil=projet.fil, acteur=acteur, projet=projet.nom)
    _ecrire_au_binome(projet, "manufactures_recevable", f"recevable:{passage.pk}", {})
    return passage


@transaction.atomic
def declarer_irrecevable(*, projet: Projet, motif: str, acteur: Acteur) -> Passage:
    """Find a candidature not admissible, with the reason the team will read. Raises ``ActionRefusee`` without a reason."""
    projet = verrouiller(projet.pk)
    exiger(a_instruire(projet.etat))
    passage = faire_passer(projet=projet, vers=StatutProjet.IRRECEVABLE, acteur=acteur, motif=motif, verrouille=True)
    noter("candidature.irrecevable", fil=projet.fil, acteur=acteur, motif=motif, projet=projet.nom)
    contexte = {"motif": motif, "voies_de_recours": reglement.valeur("courriers.voies_de_recours")}
    _ecrire_au_binome(projet, "manufactures_irrecevable", f"irrecevable:{passage.pk}", contexte)
    return passage


@transaction.atomic
def demander_piece(*, projet: Projet, pieces: str, acteur: Acteur) -> Evenement:
    """Ask the team for a missing piece, within the delay of the règlement (jours ouvrés); the project stays *déposé*."""
    if verrouiller(projet.pk).etat is not StatutProjet.DEPOSE:
        raise ActionRefusee(PAS_DEPOSEE)
    if not pieces.strip():
        raise ActionRefusee(PIECES_ABSENTES)
    delai = reglement.valeur("manufactures.delai_pieces_jours_ouvres")
    limite = date_longue(ajouter_jours_ouvres(timezone.localdate(), delai))
    evenement = noter(PIECE_DEMANDEE, fil=projet.fil, acteur=acteur, pieces=pieces.strip(), date_limite=limite)
    _ecrire_au_binome(projet, "manufactures_piece", f"piece:{evenement.pk}", {"pieces": pieces.strip(), "date_limite": limite})
    return evenement


def _ecrire_au_binome(projet: Projet, gabarit: str, cle: str, contexte: dict) -> None:
    programme = programme_courant()
    lien = absolu(reverse("candidature_detail", args=[programme.slug, projet.slug]))
    commun = {"projet": projet.nom, "programme": programme.nom, "animateur": programme.animateur, "lien": lien}
    binome = MembreEquipe.objects.filter(projet=projet, fonction__in=BINOME, date_fin=None).select_related("utilisateur")
    lettres = [Lettre(siege.utilisateur, commun | contexte, f"{cle}:{siege.pk}", projet.fil) for siege in binome]
    poster_ensemble(gabarit=gabarit, lettres=lettres)
