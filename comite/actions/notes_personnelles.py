"""What a member writes for herself on a file. Nothing of it is told to the journal, nor to anybody."""

from django.db import transaction
from django.utils import timezone

from comite.models import Dossier, Membre, NotePersonnelle
from comite.permissions import RESERVE_MEMBRES
from comite.queries.sieges import siege_de
from socle.comptes.acteur import Acteur
from socle.lib.refus import exiger


@transaction.atomic
def garder_note(*, dossier: Dossier, texte: str, acteur: Acteur) -> NotePersonnelle | None:
    """Keep the note of the person on a file; an empty text erases it."""
    membre: Membre | None = siege_de(acteur)
    exiger(RESERVE_MEMBRES if membre is None else None)
    if not texte.strip():
        effacer_note(dossier=dossier, acteur=acteur)
        return None
    (note,) = NotePersonnelle.objects.bulk_create(
        [NotePersonnelle(membre=membre, dossier=dossier, texte=texte.strip(), modifiee_at=timezone.now())],
        update_conflicts=True,
        unique_fields=["membre", "dossier"],
        update_fields=["texte", "modifiee_at"],
    )
    return note


@transaction.atomic
def effacer_note(*, dossier: Dossier, acteur: Acteur) -> None:
    """Erase the note of the person on a file; without one, nothing happens."""
    NotePersonnelle.objects.filter(dossier=dossier, membre__utilisateur=acteur.pk).delete()
