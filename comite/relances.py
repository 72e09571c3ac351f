"""Reminders of the committee."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from comite.queries.notation import notations_attendues
from socle.comptes.portee import programme_courant
from socle.courriers.registre import Rappel, Relance, declarer
from socle.lib import francais


def notes_attendues(instant: datetime) -> Iterator[Rappel]:
    """Return one reminder per member and sitting to come with files she has not scored; never the name of a file."""
    for attendue in notations_attendues(instant):
        seance = attendue.seance
        dossiers = francais.pluriel(attendue.dossiers, "dossier")
        yield Rappel(
            cle=f"notes:{seance.pk}",
            destinataire_pk=attendue.utilisateur_pk,
            phrase=f"{str(seance).capitalize()} du {francais.echeance(seance.date_prevue)}\u00a0: il vous reste {dossiers} à noter.",
            lien=reverse("seance_detail", args=[programme_courant().slug, seance.pk]),
            echeance=seance.date_prevue,
        )


declarer(Relance("comite.notes", "Notes attendues avant une séance", notes_attendues))
