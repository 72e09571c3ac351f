"""Reminders of the incubation: a livrable awaited is recalled along the ladder of the règlement, to the binôme then to the referent."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from incubation.enums import STATUTS_A_L_EQUIPE
from incubation.models import Livrable
from manufactures.enums import BINOME, StatutProjet
from manufactures.queries.personnes import equipe_de
from socle.comptes.portee import programme_courant
from socle.courriers.registre import Rappel, Relance, declarer
from socle.lib import francais


def livrables_attendus(instant: datetime) -> Iterator[Rappel]:
    """Return one reminder per livrable still with its team and per person of its binôme, in one statement."""
    attendus = Livrable.objects.filter(statut__in=STATUTS_A_L_EQUIPE, projet__statut=StatutProjet.EN_INCUBATION)
    attendus = attendus.select_related("projet").annotate(binome=equipe_de("projet", BINOME))
    for livrable in attendus.order_by("echeance_at", "pk"):
        for rang, personne in enumerate(livrable.binome):
            yield _rappel(livrable, personne["id"], livrable.projet.referent_id if rang == 0 else None)


def _rappel(livrable: Livrable, personne_pk: int, referent_pk: int | None) -> Rappel:
    """The referent hears once of a livrable, by the porteur's reminder."""
    return Rappel(
        cle=f"livrable:{livrable.pk}",
        destinataire_pk=personne_pk,
        phrase=f"{livrable.projet.nom}\u00a0: le livrable «\u00a0{livrable.titre}\u00a0» est attendu le {francais.echeance(livrable.echeance_at)}.",
        lien=reverse("livrable_detail", args=[programme_courant().slug, livrable.pk]),
        echeance=livrable.echeance_at,
        referent_pk=referent_pk,
    )


declarer(Relance("incubation.livrable", "Livrables attendus", livrables_attendus))
