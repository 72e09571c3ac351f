"""Making an edition, step by step, each step in its own short transaction so that the page shows the progress."""

import logging

from socle.comptes.portee import programme_actif
from socle.documents import actions, registre
from socle.documents.composition import rendre_html
from socle.documents.rendu import imprimer
from socle.lib.refus import ActionRefusee

journal = logging.getLogger(__name__)
PANNE = "Le document n’a pas pu être préparé. Relancez-le\u00a0; s’il échoue encore, prévenez la coordination."


def produire_edition(programme, edition_id: int) -> None:
    """Make the PDF of an edition; twice makes it once. A failure is written for the requester, then raised again."""
    with programme_actif(programme):
        edition = actions.commencer_edition(edition_id=edition_id)
    if edition is None:
        return
    try:
        _fabriquer(programme, edition)
    except ActionRefusee as refus:
        _echouer(programme, edition_id, str(refus))
    except Exception:
        journal.exception("edition %s failed", edition_id)
        _echouer(programme, edition_id, PANNE)
        raise


def _fabriquer(programme, edition) -> None:
    with programme_actif(programme):
        modele = registre.modele(edition.code)
        contexte = {"programme": programme} | modele.lire(edition.objet_id)
        html = rendre_html(modele.gabarit, contexte)
        actions.avancer_edition(edition_id=edition.pk, progression=60)
    contenu = imprimer(html)
    with programme_actif(programme):
        actions.avancer_edition(edition_id=edition.pk, progression=90)
    with programme_actif(programme):
        actions.terminer_edition(edition_id=edition.pk, contenu=contenu, titre=contexte["titre"])


def _echouer(programme, edition_id: int, message: str) -> None:
    with programme_actif(programme):
        actions.echouer_edition(edition_id=edition_id, message=message)
