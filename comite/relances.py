"""Reminders of the committee: convene in time, answer the convocation, score the files. Each reads the state and nothing else."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from comite.models import Seance
from comite.queries.notation import notations_attendues
from comite.queries.rappels import seances_convoquees, seances_en_preparation
from comite.queries.reglement import convoquer_avant
from comite.queries.reponses import attendus_sans_reponse
from socle.comptes.portee import programme_courant
from socle.courriers.registre import Rappel, Relance, declarer
from socle.lib import francais


def _lien(nom: str, seance: Seance) -> str:
    return reverse(nom, args=[programme_courant().slug, seance.pk])


def seances_a_convoquer(instant: datetime) -> Iterator[Rappel]:
    """Return one reminder per sitting in preparation and person of the secretariat, before the last day the règlement allows."""
    for seance in seances_en_preparation(instant):
        limite = convoquer_avant(seance)
        phrase = f"Les convocations à la {seance} partent au plus tard le {francais.echeance(limite)}."
        for pk in seance.secretariat:
            yield Rappel(f"convoquer:{seance.pk}", pk, phrase, _lien("seance_convoquer", seance), limite)


def reponses_attendues(instant: datetime) -> Iterator[Rappel]:
    """Return one reminder per member who has not answered: titulaires, and the suppléants of an excused one."""
    for seance, sieges in seances_convoquees(instant):
        phrase = f"Le comité se réunit le {francais.echeance(seance.date_prevue)} ({seance})\u00a0: dites si vous venez."
        cle = f"reponse:{seance.pk}:{seance.convoquee_at.timestamp():.0f}"
        for siege in attendus_sans_reponse(sieges):
            yield Rappel(cle, siege.utilisateur_id, phrase, _lien("convocation_repondre", seance), seance.date_prevue)


def notes_attendues(instant: datetime) -> Iterator[Rappel]:
    """Return one reminder per member and sitting to come with files she has not scored; never the name of a file."""
    for attendue in notations_attendues(instant):
        seance = attendue.seance
        dossiers = francais.pluriel(attendue.dossiers, "dossier")
        yield Rappel(
            cle=f"notes:{seance.pk}",
            destinataire_pk=attendue.utilisateur_pk,
            phrase=f"{str(seance).capitalize()} du {francais.echeance(seance.date_prevue)}\u00a0: il vous reste {dossiers} à noter.",
            lien=_lien("seance_detail", seance),
            echeance=seance.date_prevue,
        )


declarer(Relance("comite.convocation", "Séances à convoquer", seances_a_convoquer))
declarer(Relance("comite.reponse", "Réponses aux convocations", reponses_attendues, echelle=(-3, -2, -1)))
declarer(Relance("comite.notes", "Notes attendues avant une séance", notes_attendues))
