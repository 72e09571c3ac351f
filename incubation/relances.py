"""Reminders of the incubation: a livrable awaited is recalled along the ladder of the règlement, to the binôme then to the referent."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from incubation.enums import STATUTS_A_L_EQUIPE
from incubation.models import Livrable
from manufactures.enums import BINOME, StatutProjet
from manufactures.models import MembreEquipe
from socle.comptes.portee import programme_courant
from socle.courriers.registre import Rappel, Relance, declarer
from socle.lib import francais


def livrables_attendus(instant: datetime) -> Iterator[Rappel]:
    """Return one reminder per livrable still with its team and per person of its binôme, in two statements."""
    attendus = Livrable.objects.filter(statut__in=STATUTS_A_L_EQUIPE, projet__statut=StatutProjet.EN_INCUBATION)
    livrables = list(attendus.select_related("projet").order_by("echeance_at", "pk"))
    binomes = _binomes({livrable.projet_id for livrable in livrables})
    for livrable in livrables:
        for rang, personne_pk in enumerate(binomes.get(livrable.projet_id, [])):
            yield _rappel(livrable, personne_pk, livrable.projet.referent_id if rang == 0 else None)


def _binomes(projets: set[int]) -> dict[int, list[int]]:
    groupes: dict[int, list[int]] = {}
    sieges = MembreEquipe.objects.filter(projet__in=projets, fonction__in=BINOME, date_fin=None).order_by("-fonction", "pk")
    for projet_pk, personne_pk in sieges.values_list("projet", "utilisateur"):
        groupes.setdefault(projet_pk, []).append(personne_pk)
    return groupes


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
